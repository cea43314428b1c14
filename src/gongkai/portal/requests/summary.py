"""What an applicant entered, in the order of the form and in words, for the last look before sending."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gongkai.portal.requests.form_fields import LABELS, choices
from gongkai.portal.templating import size
from gongkai.requests.acts.drafts import DraftFile
from gongkai.requests.models import ApplicantKind, CaseFileRole

Part = tuple[str, list[tuple[str, str]]]
_PARTS = (
    (
        "申请人",
        ("applicant_kind", "name", "id_kind", "id_number", "identity", "representative", "contact", "agent",
         "mandate"),
    ),
    ("联系方式", ("phone", "email", "address", "postcode", "fax")),
    ("需要的政府信息", ("description", "doc_number", "features", "request")),
    ("提供形式和途径", ("form", "way", "way_note", "electronic_service", "needs_help")),
)  # fmt: skip
_TICKED = {
    "electronic_service": ("文书送达", "同意电子送达：在办理进度查询页查看和下载", "不同意电子送达"),
    "needs_help": ("阅读、视听协助", "需要", ""),
}
_OF_UNITS = frozenset({"representative", "contact"})
_FILE = "{name}（{label}，{size}）"


def summary_of(values: Mapping[str, str], files: Sequence[DraftFile]) -> list[Part]:
    """The parts of the form with what was entered; what was left empty is left out."""
    return [(title, list(_rows(names, values, files))) for title, names in _PARTS]


def _rows(
    names: Sequence[str], values: Mapping[str, str], files: Sequence[DraftFile]
) -> Sequence[tuple[str, str]]:
    words = {field: dict(found) for field, found in choices().items()}
    rows = []
    for name in names:
        if name in _OF_UNITS and values.get("applicant_kind") == ApplicantKind.NATURAL:
            continue
        if name in _TICKED:
            label, yes, no = _TICKED[name]
            text = yes if values.get(name) else no
        elif name in CaseFileRole.values:
            label = LABELS[name]
            text = "、".join(_told(one) for one in files if one.role == name)
        else:
            label = LABELS[name]
            text = words.get(name, {}).get(values.get(name, ""), values.get(name, ""))
        if text.strip():
            rows.append((label, text))
    return rows


def _told(file: DraftFile) -> str:
    return _FILE.format(name=file.name, label=file.label, size=size(file.size))
