"""The last days of a proceeding, each with its article, and the lamp that burns for the next of ours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from gongkai.law.calendar import Calendar
from gongkai.law.clock import rules_on
from gongkai.law.remedies import (
    PERIODS,
    LastDay,
    PeriodUnit,
    ResultColumn,
    answer_due,
    decision_due,
    last_day,
    suit_after_reconsideration,
)
from gongkai.remedies.models import Forum
from gongkai.remedies.story import Account


class Weight(StrEnum):
    """What a day means for the organ: a duty it can miss, a chance that passes, a day to know."""

    DUTY = "duty"
    CHANCE = "chance"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One last day. `met_on` says when it was done; `how` tells how it was counted."""

    code: str
    label: str
    on: date
    weight: Weight
    how: str
    article: str
    provisional: bool = False
    uncertain: bool = False
    met_on: date | None = None

    def is_open(self, today: date) -> bool:
        """Whether it still asks something of the organ; a chance and a hearing end with their day."""
        if self.met_on is not None or self.weight is Weight.NOTICE:
            return False
        return self.weight is Weight.DUTY or self.on >= today

    @property
    def is_late(self) -> bool:
        """Whether it was met, but after its day."""
        return self.met_on is not None and self.met_on > self.on


_ANSWERS = {
    Forum.RECONSIDERATION: "向复议机关提交书面答复和证据、依据",
    Forum.LITIGATION: "向法院提交答辩状和证据、依据",
}
_HEARING = "听证、开庭或者当面听取意见"
_DECISION, _SUIT = "复议机关应当作出决定", "对方可以起诉到"
_APPEAL_OURS, _APPEAL_THEIRS = "本机关可以上诉到", "对方可以上诉到"
_REDO = "按决定（裁判）重新作出答复"
_REDO_HOW, _HEARING_HOW = "决定（裁判）确定的期限", "通知确定的日期"
_SET = "决定书、裁判文书"
_NOTICE = "听证、开庭通知"
_UNITS = {PeriodUnit.DAY: "日", PeriodUnit.WORKDAY: "个工作日", PeriodUnit.MONTH: "个月"}
_HOW = "{label}：自{start}次日起{amount}{unit}"
_HOW_THEIRS = "{how}；对方的期限以他收到之日为准"
_HOW_MOVED = "{how}，最后一日{counted}是休息日，顺延"
_DAY = "{day.year}年{day.month}月{day.day}日"


def deadlines_of(account: Account, calendar: Calendar, *, redone_on: date | None = None) -> list[Deadline]:
    """Every last day that follows from the facts, by date. `redone_on` is when the new answer was given."""
    found = [*_while_open(account, calendar), *_after_the_end(account, calendar, redone_on)]
    return sorted(found, key=lambda one: one.on)


def next_deadline(deadlines: list[Deadline], today: date) -> Deadline | None:
    """The earliest day that still asks something of the organ."""
    return min((one for one in deadlines if one.is_open(today)), key=lambda one: one.on, default=None)


def _while_open(account: Account, calendar: Calendar) -> Iterator[Deadline]:
    if account.copy_received_on is not None:
        due = answer_due(account.course, account.copy_received_on, calendar)
        met = account.answered_on or account.decided_on
        yield _counted(
            "answer", _ANSWERS[account.forum], due, account.copy_received_on, Weight.DUTY, met_on=met
        )
    for day in account.hearings:
        yield Deadline(
            code="hearing", label=_HEARING, on=day, weight=Weight.CHANCE, how=_HEARING_HOW, article=_NOTICE,
            met_on=account.decided_on,
        )  # fmt: skip
    if account.forum is Forum.RECONSIDERATION and account.accepted_on is not None:
        due_or_none = decision_due(account.course, account.accepted_on, calendar, extended=account.extended)
        if due_or_none is not None:
            start = account.accepted_on
            if account.extended:
                start += timedelta(days=PERIODS["reconsideration_ordinary"].amount)
            yield _counted(
                "decision", _DECISION, due_or_none, start, Weight.NOTICE, met_on=account.decided_on
            )


def _after_the_end(account: Account, calendar: Calendar, redone_on: date | None) -> Iterator[Deadline]:
    if account.decided_on is None:
        return
    lost = account.column is ResultColumn.CORRECTED
    received = account.received_on or account.decided_on
    if account.forum is Forum.RECONSIDERATION:
        yield _counted("suit", _SUIT, suit_after_reconsideration(received, calendar), received, Weight.NOTICE)
    elif account.instance == 1 and account.column in {ResultColumn.CORRECTED, ResultColumn.UPHELD}:
        yield _counted(
            "appeal", _APPEAL_OURS if lost else _APPEAL_THEIRS, last_day(received, "appeal", calendar),
            received, Weight.CHANCE if lost else Weight.NOTICE,
        )  # fmt: skip
    if account.redo_by is not None:
        yield Deadline(
            code="redo", label=_REDO, on=account.redo_by, weight=Weight.DUTY, how=_REDO_HOW, article=_SET,
            met_on=redone_on,
        )  # fmt: skip


def _counted(
    code: str, label: str, due: LastDay, start: date, weight: Weight, *, met_on: date | None = None
) -> Deadline:
    period = due.period
    how = _HOW.format(
        label=period.label, start=_DAY.format(day=start), amount=period.amount, unit=_UNITS[period.unit]
    )
    if due.is_moved:
        how = _HOW_MOVED.format(how=how, counted=_DAY.format(day=due.counted))
    if weight is Weight.NOTICE and code in {"suit", "appeal"}:
        how = _HOW_THEIRS.format(how=how)
    return Deadline(
        code=code, label=label, on=due.last, weight=weight, how=how, article=period.basis.article,
        provisional=due.provisional, uncertain=period.basis.needs_confirmation, met_on=met_on,
    )  # fmt: skip


def lamp_days(due: date, calendar: Calendar) -> tuple[date, date]:
    """The days from which the lamp for a day is amber and red: so many working days before."""
    rules = rules_on(due)
    return (
        _workdays_before(due, rules.days("lamp_amber"), calendar),
        _workdays_before(due, rules.days("lamp_red"), calendar),
    )


def _workdays_before(due: date, days: int, calendar: Calendar) -> date:
    day, left = due, days
    while left:
        day -= timedelta(days=1)
        left -= calendar.is_workday(day)
    return day
