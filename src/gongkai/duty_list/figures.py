"""Figures of an organ's year: how many terms its list had, how many were met, how many in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.duty_list.models import DutyLine
from gongkai.duty_list.month import DutyState, duties
from gongkai.kernel.models import Organ


@dataclass(frozen=True)
class Coverage:
    """Lines in force in a year, terms due in it, those met, and those met by their due date."""

    lines: int
    due: int
    met: int
    in_time: int


def coverage(organ: Organ, year: int, *, today: date) -> Coverage:
    """The year of an organ up to `today`: terms due by then, and what became of them."""
    first, last = date(year, 1, 1), min(date(year, 12, 31), today)
    rows = list(DutyLine.objects.filter(organ=organ, active_from__lte=date(year, 12, 31)))
    rows = [row for row in rows if row.active_until is None or row.active_until >= first]
    if last < first:
        return Coverage(len(rows), 0, 0, 0)
    counted = [
        duty for duty in duties(rows, first, last, today=today) if duty.state is not DutyState.NOT_APPLICABLE
    ]
    met = [duty for duty in counted if not duty.is_open]
    return Coverage(len(rows), len(counted), len(met), sum(duty.was_in_time for duty in met))
