"""Putting the registration right: who asks, what for, in which way; looking at the page is recorded."""

from __future__ import annotations

from typing import Any

from gongkai.desk.cases import asking as ask
from gongkai.desk.cases.act import CaseAct, Group
from gongkai.desk.cases.asking import Default, Maker
from gongkai.desk.cases.situation import Situation
from gongkai.requests.acts.amend import MOST_SUBJECT, amend, submission_of
from gongkai.requests.models import ApplicantKind, FormOfInformation, WayOfGetting
from gongkai.requests.personal import ID_KINDS
from gongkai.requests.submission import LONGEST, LONGEST_DESCRIPTION

_APPLICANT = {
    "name": "姓名或者单位名称", "id_number": "证件号码", "phone": "电话", "email": "电子邮箱",
    "address": "通信地址", "postcode": "邮政编码", "fax": "传真", "representative": "法定代表人或者负责人",
    "contact": "联系人", "agent": "代理人",
}  # fmt: skip
_MUST = frozenset({"name", "id_number"})


def _of(part: str, name: str) -> Default:
    return lambda s: getattr(getattr(submission_of(s.case), part), name)


def _own(name: str) -> Default:
    return lambda s: getattr(s.case, name)


def amend_fields(situation: Situation) -> dict[str, Maker]:
    """Everything that was registered, as it stands; the day of receipt is a fact and put right there."""
    fields: dict[str, Maker] = {
        "applicant_kind": ask.choice(
            "申请人类别", lambda s: ApplicantKind.choices, initial=_own("applicant_kind")
        ),
        "id_kind": ask.choice("证件种类", lambda s: ID_KINDS.items(), initial=_of("applicant", "id_kind")),
    }
    for name, label in _APPLICANT.items():
        fields[name] = ask.line(label, LONGEST[name], initial=_of("applicant", name), required=name in _MUST)
    return fields | {
        "subject": ask.line("事由", MOST_SUBJECT, initial=_own("subject"), help_text="列表里显示，不写人名"),
        "description": ask.text(
            "需要的政府信息", LONGEST_DESCRIPTION, rows=4, initial=_of("asked", "description")
        ),
        "doc_number": ask.line(
            "文号", LONGEST["doc_number"], initial=_of("asked", "doc_number"), required=False
        ),
        "features": ask.text(
            "其他特征", LONGEST["features"], rows=2, initial=_of("asked", "features"), required=False
        ),
        "form": ask.choice("提供形式", lambda s: FormOfInformation.choices, initial=_own("form")),
        "way": ask.choice("获取途径", lambda s: WayOfGetting.choices, initial=_own("way")),
        "way_note": ask.line(
            "获取方式的补充", LONGEST["way_note"], initial=_of("asked", "way_note"), required=False
        ),
        "electronic_service": ask.tick("同意电子送达", initial=_own("electronic_service")),
        "needs_help": ask.tick("有阅读或者视听障碍，需要协助", initial=_own("needs_help")),
        "reason": ask.text("更正理由", 200, rows=2, help_text="会留在案卷里，不写申请人是谁"),
    }


def _amend(situation: Situation, values: dict[str, Any]) -> object:
    changes = {name: value for name, value in values.items() if name != "reason"}
    if changes["subject"] == situation.case.subject:
        del changes["subject"]
    return amend(
        actor=situation.person, case_id=situation.case.pk, changes=changes, reason=values["reason"],
        now=situation.now,
    )  # fmt: skip


AMENDING = (
    CaseAct(
        "amend", "amend",
        (
            "登记时写错了的在这里更正；收到申请之日在“事实”里更正。已经起草的文书不随着改，请编辑或者重拟。",
            "这一页显示申请人的信息，打开就记入审计。",
        ),
        "登记事项已更正。", _amend, amend_fields, group=Group.MAIN, shows_applicant=True,
    ),
)  # fmt: skip
