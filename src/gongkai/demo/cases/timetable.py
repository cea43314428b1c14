"""When each act of a request happens: on working days, in office hours, the last of them before today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from gongkai.demo.cases.handling import CaseAct
from gongkai.demo.cases.reading import Table, Told
from gongkai.demo.cases.verbs import first_verb, sub_acts
from gongkai.demo.office_hours import moments, workday_before
from gongkai.law.calendar import Calendar

_ONE_DAY = timedelta(days=1)
ARCHIVE: Table = {"do": "archive"}


@dataclass(frozen=True)
class Timed:
    """One act at its time, with the step it belongs to."""

    at: datetime
    act: CaseAct
    step: Table


def timetable(told: Told, calendar: Calendar, *, today: date) -> list[Timed]:
    """Lay a request's acts on working days, one after the other; what ended is archived at the year's end.

    Raises ValueError when the request is told to come on a day off, or an act would fall on today or later.
    """
    laid = list(_laid_out(told, calendar, today))
    if laid[-1][0] >= today:
        raise ValueError(f"{told.key}: {laid[-1][0]} is not over yet")
    if told.on and told.more.get("archive", True):
        laid += _archived(laid[-1][0], calendar, today)
    times = moments([day for day, _, _ in laid], seed=told.key)
    return [Timed(at, act, step) for at, (_, act, step) in zip(times, laid, strict=True)]


def first_day(told: Told, calendar: Calendar, *, today: date) -> date:
    """The day the request comes in."""
    if told.on is None:
        return workday_before(calendar, today - _ONE_DAY, max(0, told.ago - 1))
    if not calendar.is_workday(told.on):
        raise ValueError(f"{told.key}: {told.on} is a day off")
    return told.on


def _laid_out(told: Told, calendar: Calendar, today: date) -> Iterator[tuple[date, CaseAct, Table]]:
    day = first_day(told, calendar, today=today)
    for act in first_verb(told):
        yield day, act, told.more
    for step in told.steps:
        day = _after(calendar, day, step.get("days", 1))
        for offset, act in sub_acts(step):
            day = _after(calendar, day, offset)
            yield day, act, step


def _archived(last: date, calendar: Calendar, today: date) -> Iterator[tuple[date, CaseAct, Table]]:
    day = workday_before(calendar, date(last.year, 12, 31), 0)
    if last <= day < today:
        for _, act in sub_acts(ARCHIVE):
            yield day, act, ARCHIVE


def _after(calendar: Calendar, day: date, count: int) -> date:
    return calendar.nth_workday_after(day, count).due if count else day
