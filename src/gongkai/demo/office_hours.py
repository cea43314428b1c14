"""When things happen in the demo: on working days, in office hours, one after the other."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from gongkai.law.calendar import Calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
MORNING, MORNING_MINUTES = time(8, 40), 190
AFTERNOON, AFTERNOON_MINUTES = time(14, 0), 190
_ONE_DAY = timedelta(days=1)


def workday_before(calendar: Calendar, day: date, count: int) -> date:
    """The working day that many working days earlier; with 0 the day itself or the last one before it."""
    while not calendar.is_workday(day):
        day -= _ONE_DAY
    for _ in range(count):
        day -= _ONE_DAY
        while not calendar.is_workday(day):
            day -= _ONE_DAY
    return day


def moments(days: Sequence[date], *, seed: str) -> list[datetime]:
    """A time for each step, given its local day: ascending, in office hours, the same at every building."""
    per_day, done = Counter(days), Counter[date]()
    found: list[datetime] = []
    for day in days:
        span = (MORNING_MINUTES + AFTERNOON_MINUTES) / per_day[day]
        jitter = _fraction(f"{seed}/{len(found)}") * 0.8
        found.append(_at(day, round((done[day] + jitter) * span)))
        done[day] += 1
    return found


def _at(day: date, minute: int) -> datetime:
    begins = MORNING if minute < MORNING_MINUTES else AFTERNOON
    passed = minute if minute < MORNING_MINUTES else minute - MORNING_MINUTES
    return datetime.combine(day, begins, SHANGHAI) + timedelta(minutes=passed)


def _fraction(text: str) -> float:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4]) / 2**32
