"""Writing the prose: changing, adding, removing and moving passages of the working edition."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible, StaleEdit
from gongkai.kernel.models import Person
from gongkai.law.report_form import OPENING
from gongkai.reporting.acts.compile_ import back_to_writing
from gongkai.reporting.acts.opening import Opened, harmless, open_report_for, record, written
from gongkai.reporting.contents import SECTIONS
from gongkai.reporting.fields import has_loose_braces, names_in
from gongkai.reporting.models import Passage
from gongkai.reporting.outline import planned_for
from gongkai.reporting.values import values_of

MOST_TEXT, MOST_HEADING = 5000, 60
_UNKNOWN = "没有这项数字：{names}。请从给出的数字中选择插入。"
_BRACES = "数字的写法不对：双花括号须成对，里面只写给出的名称，例如 {{wechat}}。"
_PLAIN = "小标题里不能插入数字，请删去双花括号。"


def write(
    *, actor: Person, report_id: int, passage_id: int, heading: str, text: str, now: datetime,
    read_at: datetime | None = None,
) -> Passage:  # fmt: skip
    """Set a passage's heading and text; `read_at` is when the writer was shown it last changed.

    Raises StaleEdit when somebody saved in between, InputRefused for figures that do not exist.
    """
    with transaction.atomic():
        opened = open_report_for(actor, report_id, "write")
        passage = _passage(opened, passage_id)
        if read_at is not None and passage.changed_at is not None and passage.changed_at > read_at:
            raise StaleEdit("在您编辑期间有人保存过这一段。请复制您的修改，刷新后再改。")
        passage.heading = _heading(heading)
        passage.text = _clean(opened, text)
        _touch(opened, passage, actor, now)
        record(
            "written", actor=actor, report=opened.report, now=now,
            detail={"passage": passage.pk, "section": passage.section},
        )  # fmt: skip
    return passage


def add(*, actor: Person, report_id: int, section: str, heading: str, text: str, now: datetime) -> Passage:
    """Add a passage at the end of a section."""
    with transaction.atomic():
        opened = open_report_for(actor, report_id, "write")
        if section not in (OPENING, *SECTIONS):
            raise InputRefused("请选择要写文字的部分。", fields={"section": "请选择"})
        rows = opened.edition.passages.filter(section=section)
        last = rows.aggregate(last=Max("position"))["last"]
        passage = Passage(
            edition=opened.edition, section=section, position=0 if last is None else last + 1,
            heading=written(heading, field="heading", message="请写明小标题。", most=MOST_HEADING),
            text=_clean(opened, text),
        )  # fmt: skip
        _touch(opened, passage, actor, now)
        record(
            "passage_added", actor=actor, report=opened.report, now=now,
            detail={"passage": passage.pk, "section": section},
        )  # fmt: skip
    return passage


def remove(*, actor: Person, report_id: int, passage_id: int, now: datetime) -> None:
    """Take a passage away; one of the five prescribed heads of section 一 stays."""
    with transaction.atomic():
        opened = open_report_for(actor, report_id, "write")
        passage = _passage(opened, passage_id)
        if passage.head:
            raise ActRefused("这一方面是格式规定必须写的，不能删去；没有内容的请写明没有。")
        kept = {"passage": passage.pk, "section": passage.section}
        passage.delete()
        opened.edition.last_editor = actor
        opened.edition.save(update_fields=("last_editor",))
        back_to_writing(opened.report, now=now)
        record("passage_removed", actor=actor, report=opened.report, now=now, detail=kept)


def redraft(*, actor: Person, report_id: int, passage_id: int, now: datetime) -> Passage:
    """Put the draft that this year's figures call for in the place of what was written."""
    with transaction.atomic():
        opened = open_report_for(actor, report_id, "write")
        passage = _passage(opened, passage_id)
        numbers = values_of(opened.edition).numbers
        planned = planned_for(opened.report.organ, passage.section, passage.heading, numbers)
        if planned is None:
            raise ActRefused("这一段是自己添加的，没有底稿。")
        passage.text = planned.draft
        _touch(opened, passage, actor, now, is_draft=True)
        record(
            "redrafted", actor=actor, report=opened.report, now=now, detail={"passage": passage.pk}
        )  # fmt: skip
    return passage


def _passage(opened: Opened, passage_id: int) -> Passage:
    passage = opened.edition.passages.filter(pk=passage_id).first()
    if passage is None:
        raise NotVisible
    return passage


def _clean(opened: Opened, text: str) -> str:
    kept = harmless(text.replace("\r\n", "\n").strip(), field="text", most=MOST_TEXT)
    known = values_of(opened.edition).texts
    unknown = [name for name in names_in(kept) if name not in known]
    if unknown:
        message = _UNKNOWN.format(names="、".join(unknown))
        raise InputRefused(message, fields={"text": message})
    if has_loose_braces(kept, fields=True):
        raise InputRefused(_BRACES, fields={"text": _BRACES})
    return kept


def _heading(text: str) -> str:
    if has_loose_braces(text, fields=False):
        raise InputRefused(_PLAIN, fields={"heading": _PLAIN})
    return harmless(text.strip(), field="heading", most=MOST_HEADING)


def _touch(opened: Opened, passage: Passage, actor: Person, now: datetime, *, is_draft: bool = False) -> None:
    passage.is_draft, passage.changed_by, passage.changed_at = is_draft, actor, now
    passage.save()
    opened.edition.last_editor = actor
    opened.edition.save(update_fields=("last_editor",))
    back_to_writing(opened.report, now=now)
