"""What stands on a sheet before anybody signs it: everything the signer is to answer for, on one page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.disclosure.checks.metadata import CODED_FIELDS
from gongkai.disclosure.models import Edition, Expedited, Item
from gongkai.disclosure.rules import Step
from gongkai.disclosure.screening import findings_of
from gongkai.documents import html_to_text
from gongkai.law import catalogue
from gongkai.paper.models import FormKind
from gongkai.paper.one_page import fitted

FINGERPRINT_LENGTH = 16
_BOXES = {True: "■", False: "□"}
_SHEET_LABELS = {
    Step.SECOND: ("审核人", "起草人和最后编辑人以外的审核人员"),
    Step.HEAD: ("科室负责人", "{department}负责人"),
    Step.OFFICE: ("公开办审查", "政府信息公开工作机构审核人员"),
    Step.LEADER: ("签发人", "本机关负责人或者分管负责人"),
    Step.COUNTERSIGN: ("复核人", "起草人和最后编辑人以外的审核人员"),
}
_CLEAN = "未发现身份证号、手机号、银行卡号等个人信息和保密标志"
_PASSED = "发现 {count} 处号码，均已由公开办放行并写明理由"
_OPEN = "发现 {count} 处号码尚未处理，须由公开办放行或者遮盖之后才能通过"
_CHECKED = "发布时已检查"
_NO_HASTE = "无"
_HASTE = "{on}经{how}，{approver}口头同意先行发布，应在{due}前补办手续。事由：{reason}"


def fields_of_item(
    item: Item, steps: Sequence[str], *, kind: str, code: str, digest: str, now: datetime
) -> dict[str, object]:
    """The fields of a sheet for the item's working copy."""
    files = list(item.attachments.values_list("name", flat=True))
    findings = findings_of(item)
    waiting = sum(found.is_open for found in findings)
    passed = sum(bool(found.passed_by) for found in findings)
    screening = _OPEN.format(count=waiting) if waiting else _PASSED.format(count=passed) if passed else _CLEAN
    fields = _fields(item, item, _as_signed(steps, kind), code=code, digest=digest, now=now)
    fields["screening"] = screening
    if kind == FormKind.APPROVAL:
        fields["haste"] = _NO_HASTE
    return fields | fitted(fields, files, _beginning_of(item))


def fields_of_expedited(
    expedited: Expedited, copy: Item | Edition, *, code: str, digest: str, now: datetime
) -> dict[str, object]:
    """The fields of a sheet that makes good a publication approved by word of mouth."""
    item = expedited.item
    files: list[str] = list(copy.attachments.values_list("name", flat=True))
    haste = _HASTE.format(
        on=_day(localdate(expedited.at)), how=expedited.how, approver=expedited.approver.name,
        due=_day(expedited.paper_due), reason=expedited.reason,
    )  # fmt: skip
    fields = _fields(item, copy, (Step.LEADER,), code=code, digest=digest, now=now)
    signs = {"label": _SHEET_LABELS[Step.LEADER][0], "hint": expedited.approver.name}
    fields |= {"haste": haste, "screening": _CHECKED, "steps": [signs]}
    return fields | fitted(fields, [name for name in files if name], _beginning_of(copy))


def _fields(
    item: Item, copy: Item | Edition, steps: Sequence[str], *, code: str, digest: str, now: datetime
) -> dict[str, object]:
    return {
        "organ_name": item.organ.name, "title": copy.title, "department_name": item.department.name,
        "drafter_name": item.drafter.name, "number": copy.doc_number, "formed_on": copy.formed_on,
        "issuer": copy.issuer or item.organ.name, "column_name": copy.column.name,
        "mode": _ticked(copy.mode), "ground": _label("ground", copy.ground) or "无",
        "information_class": "；".join(
            filter(None, (_label("statutory_class", copy.statutory_class), _label("genre", copy.genre)))
        ),
        "work_words": item.get_work_kind_display(), "fingerprint": digest[:FINGERPRINT_LENGTH],
        "form_code": code, "printed_on": localdate(now),
        "steps": [_step_row(Step(step), item) for step in steps],
    }  # fmt: skip


def _step_row(step: Step, item: Item) -> dict[str, str]:
    label, hint = _SHEET_LABELS[step]
    return {"label": label, "hint": hint.format(department=item.department.name)}


def _ticked(mode: str) -> str:
    return "　".join(f"{_BOXES[one.code == mode]}{one.label}" for one in catalogue.MODES)


def _label(field: str, code: str) -> str:
    table = CODED_FIELDS[field]
    return str(table.label(code)) if code in table else ""


def _as_signed(steps: Sequence[str], kind: str) -> Sequence[str]:
    """The steps as they stand on the sheet: on a 呈批单 who decides writes uppermost."""
    return tuple(reversed(steps)) if kind == FormKind.APPROVAL else steps


def _beginning_of(copy: Item | Edition) -> str:
    return copy.summary or "".join(html_to_text(copy.body_html).split())


def _day(day: object) -> str:
    return f"{day:%Y年}{day.month}月{day.day}日" if hasattr(day, "month") and hasattr(day, "day") else ""
