"""How every act on a proceeding begins and ends: row locked, right proved; facts added, audit row last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.kernel import audit
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import Person
from gongkai.kernel.rights import Standing, standing_of
from gongkai.remedies import queries
from gongkai.remedies.models import Proceeding, ProceedingFact
from gongkai.remedies.rules import why_not
from gongkai.screening import Severity, screen_text

_NUMBER = "文字中有{label}：{masked}。教训和理由在机关内公开，请删去个人信息后再提交。"
_FUTURE = "不能晚于今天"
_EMPTY = "不能为空"


@dataclass(frozen=True)
class OpenedProceeding:
    """A locked proceeding and what the actor may be."""

    proceeding: Proceeding
    standing: Standing


def open_proceeding(actor: Person, proceeding_id: int, act: str) -> OpenedProceeding:
    """The locked proceeding, the act being lawful now; raises NotVisible or ActRefused."""
    standing = standing_of(actor)
    rows = queries.visible_to(standing).filter(pk=proceeding_id)
    if not rows.exists():
        raise NotVisible
    Proceeding.objects.select_for_update().filter(pk=proceeding_id).values_list("pk", flat=True).first()
    proceeding = queries.visible_proceeding(standing, proceeding_id)
    reason = why_not(act, proceeding, standing)
    if reason:
        raise ActRefused(reason + "。")
    return OpenedProceeding(proceeding, standing)


def add_fact(
    proceeding: Proceeding, *, type_: str, on: date, actor: Person, now: datetime,
    data: Mapping[str, object] | None = None, replaces: ProceedingFact | None = None, reason: str = "",
) -> ProceedingFact:  # fmt: skip
    """Add a fact. Facts are never refused for what they say."""
    return ProceedingFact.objects.create(
        proceeding=proceeding, type=type_, on=on, data=dict(data or {}), replaces=replaces, reason=reason,
        recorded_at=now, recorded_by=actor,
    )  # fmt: skip


def refuse_future(on: date, *, now: datetime, field: str = "on") -> None:
    """Raise InputRefused when something that happened is dated after today."""
    if on > localdate(now):
        raise InputRefused("日期不能晚于今天，请核对。", fields={field: _FUTURE})


def refuse_before(on: date, first: date, *, what: str, field: str = "on") -> None:
    """Raise InputRefused when a day lies before the one that must come first."""
    if on < first:
        raise InputRefused(_BEFORE.format(what=what, first=first), fields={field: _TOO_EARLY})


_BEFORE = "日期早于{what}（{first.year}年{first.month}月{first.day}日），请核对；那一天登记错了的，请先更正。"
_TOO_EARLY = "太早"


def written(text: str, *, field: str, message: str, most: int) -> str:
    """The text without margins; raises InputRefused when it is empty, too long or holds personal numbers."""
    kept = text.strip()
    if not kept:
        raise InputRefused(message, fields={field: _EMPTY})
    if len(kept) > most:
        raise InputRefused(_TOO_LONG.format(most=most), fields={field: _TOO_LONG.format(most=most)})
    for found in screen_text(kept, where=field):
        if found.severity is Severity.BLOCK:
            text = _NUMBER.format(label=found.check.label, masked=found.masked)
            raise InputRefused(text, fields={field: text})
    return kept


_TOO_LONG = "最多 {most} 个字。"


def record(
    act: str, *, actor: Person, proceeding: Proceeding, now: datetime,
    detail: Mapping[str, object] | None = None,
) -> None:  # fmt: skip
    """The act's audit row on the organ's chain; ids, dates and codes only."""
    audit.record(
        organ=proceeding.organ, actor=actor, act=f"remedies.proceeding.{act}", subject="proceeding",
        subject_id=proceeding.pk, now=now, detail=detail,
    )  # fmt: skip
