"""Terms of lines by the organ's calendar and the installation's rule for rest days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.conf import settings

from gongkai.duty_list.models import DutyLine
from gongkai.kernel.calendars import calendar_for
from gongkai.kernel.models import Organ
from gongkai.law.calendar import Calendar
from gongkai.law.duty_list import REST_DAY_RULES, STAYS, Term, term_of, terms

CalendarOf = Callable[[Organ], Calendar]


def rest_day_rule() -> str:
    """The code of the rule in force for due dates on rest days."""
    rule: str = settings.GONGKAI_DUTY_LIST_REST_DAYS
    return rule if rule in REST_DAY_RULES else STAYS


class Calendars:
    """The calendars of several organs, each read once and only when a due date depends on it."""

    def __init__(self) -> None:
        self._read: dict[int, Calendar] = {}

    def of(self, line: DutyLine) -> Calendar:
        """The calendar the line's dates go by."""
        if rest_day_rule() == STAYS and not (line.rhythm.is_periodic and line.within_workdays):
            return Calendar.builtin()
        if line.organ_id not in self._read:
            self._read[line.organ_id] = calendar_for(line.organ)
        return self._read[line.organ_id]


def terms_of(line: DutyLine, first_day: date, last_day: date, calendars: Calendars) -> tuple[Term, ...]:
    """The line's terms due between the local dates while it is in force."""
    first = max(first_day, line.active_from)
    last = min(last_day, line.active_until) if line.active_until else last_day
    return terms(line.rhythm, first, last, calendars.of(line), rest=rest_day_rule())


def term_by_key(line: DutyLine, period: str) -> Term | None:
    """The line's term with that key, None when it has none such."""
    return term_of(line.rhythm, period, Calendars().of(line), rest=rest_day_rule())


def month_of(day: date) -> tuple[date, date]:
    """First and last day of the month."""
    following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return day.replace(day=1), following - timedelta(days=1)


def month_after(day: date, by: int = 1) -> date:
    """The first day of the month so many months on."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + by, 12)
    return date(year, month0 + 1, 1)
