"""The form's fields by name, what was typed into them, and the submission they make."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.requests.models import ApplicantKind, FormOfInformation, WayOfGetting
from gongkai.requests.online import storable
from gongkai.requests.personal import ID_KINDS, Applicant, Asked
from gongkai.requests.submission import Submission

TEXTS = (
    "applicant_kind", "name", "id_kind", "id_number", "representative", "contact", "agent", "phone", "email",
    "address", "postcode", "fax", "description", "doc_number", "features", "form", "way", "way_note",
)  # fmt: skip
TICKS = ("electronic_service", "needs_help")
#: Where the summary of faults leads: the field of each fault, in the order of the page.
LABELS = {
    "applicant_kind": "申请人类别",
    "name": "姓名或者单位名称",
    "id_kind": "证件种类",
    "id_number": "证件号码",
    "identity": "身份证明",
    "representative": "法定代表人或者负责人",
    "contact": "联系人",
    "phone": "电话",
    "email": "电子邮箱",
    "address": "通信地址",
    "postcode": "邮政编码",
    "fax": "传真",
    "agent": "代理人姓名",
    "mandate": "委托书",
    "description": "所需政府信息的名称或者内容描述",
    "doc_number": "文号",
    "features": "便于查找的其他特征",
    "request": "补充材料",
    "form": "提供形式",
    "way": "获取途径",
    "way_note": "对提供方式的其他说明",
    "files": "上传的文件",
    "answer": "验证",
}
#: Nobody types that much; it keeps a draft from holding a library.
_MOST_TYPED = 20_000
#: What the page begins with.
BLANK = dict.fromkeys((*TEXTS, *TICKS), "") | {
    "applicant_kind": str(ApplicantKind.NATURAL),
    "id_kind": "resident_id",
}


def typed(data: Mapping[str, str]) -> dict[str, str]:
    """What was typed, by field name: texts as they can be kept, ticks as «on» or empty."""
    values = {name: storable(str(data.get(name) or ""))[:_MOST_TYPED] for name in TEXTS}
    return values | {name: "on" if data.get(name) else "" for name in TICKS}


def submission_of(values: Mapping[str, str]) -> Submission:
    """The request as the acts take it; nothing is checked here."""
    said = {name: values.get(name, "").strip() for name in TEXTS}
    if said["applicant_kind"] == ApplicantKind.NATURAL:
        said["representative"] = said["contact"] = ""
    return Submission(
        said["applicant_kind"],
        Applicant.from_mapping(said),
        Asked.from_mapping(said),
        form=said["form"],
        way=said["way"],
        electronic_service=bool(values.get("electronic_service")),
        needs_help=bool(values.get("needs_help")),
    )


def choices() -> dict[str, list[tuple[str, str]]]:
    """What can be chosen, for the page: (value, words) by field."""
    return {
        "applicant_kind": [(str(value), str(label)) for value, label in ApplicantKind.choices],
        "id_kind": list(ID_KINDS.items()),
        "form": [(str(value), str(label)) for value, label in FormOfInformation.choices],
        "way": [(str(value), str(label)) for value, label in WayOfGetting.choices],
    }


def in_order(faults: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """(field, label, fault) for the summary, in the order of the page; unknown fields last."""
    places = {name: place for place, name in enumerate(LABELS)}
    ordered = sorted(faults, key=lambda name: places.get(name, len(places)))
    return [(name, LABELS.get(name, name), faults[name]) for name in ordered]
