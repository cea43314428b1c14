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

#: So much of the content's beginning fits a sheet of one page; shorter where many files are listed.
_LONGEST_BEGINNING = 150
_MOST_FILES = 6
_LONGEST_FILE_NAME = 40
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
_MORE_FILES = "等共 {count} 个"
_HASTE = "{on}经{how}，{approver}口头同意先行发布，应在{due}前补办手续。事由：{reason}"


def fields_of_item(
    item: Item, steps: Sequence[str], *, code: str, digest: str, now: datetime
) -> dict[str, object]:
    """The fields of a sheet for the item's working copy."""
    files = list(item.attachments.values_list("name", flat=True))
    findings = findings_of(item)
    waiting = sum(found.is_open for found in findings)
    passed = sum(bool(found.passed_by) for found in findings)
    screening = _OPEN.format(count=waiting) if waiting else _PASSED.format(count=passed) if passed else _CLEAN
    return _fields(item, item, steps, files, code=code, digest=digest, now=now) | {"screening": screening}


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
    named = [name for name in files if name]
    return _fields(item, copy, (Step.LEADER,), named, code=code, digest=digest, now=now) | {"haste": haste}


def _fields(
    item: Item, copy: Item | Edition, steps: Sequence[str], files: list[str], *, code: str, digest: str,
    now: datetime,
) -> dict[str, object]:  # fmt: skip
    beginning = copy.summary or "".join(html_to_text(copy.body_html).split())
    return {
        "organ_name": item.organ.name, "title": copy.title, "department_name": item.department.name,
        "drafter_name": item.drafter.name, "number": copy.doc_number, "formed_on": copy.formed_on,
        "issuer": copy.issuer or item.organ.name, "column_name": copy.column.name,
        "mode": _ticked(copy.mode), "ground": _label("ground", copy.ground) or "无",
        "information_class": "；".join(
            filter(None, (_label("statutory_class", copy.statutory_class), _label("genre", copy.genre)))
        ),
        "attachments": _listed(files), "work_words": item.get_work_kind_display(),
        "digest_of_content": _shortened(beginning, _LONGEST_BEGINNING) or "见附件",
        "fingerprint": digest[:FINGERPRINT_LENGTH], "form_code": code,
        "printed_on": localdate(now),
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


def _listed(files: list[str]) -> list[str]:
    listed = [_shortened(name, _LONGEST_FILE_NAME) for name in files[:_MOST_FILES]]
    return listed if len(files) <= _MOST_FILES else [*listed, _MORE_FILES.format(count=len(files))]


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _day(day: object) -> str:
    return f"{day:%Y年}{day.month}月{day.day}日" if hasattr(day, "month") and hasattr(day, "day") else ""
