"""The terms a rhythm makes due: period, label, from when it can be done, by when it must be."""

from __future__ import annotations

import calendar as months
import re
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.law.calendar import Calendar
from gongkai.law.catalogue.entries import Entry, Table, rows_at
from gongkai.law.duty_list.rhythm import Rhythm

FILE = "duty_list.toml"
#: What becomes of a due date on a rest day.
REST_DAY_RULES: Table[Entry] = Table(
    "公开目录期限遇休息日", (Entry(**entry) for _, entry in rows_at(FILE, "rest_day_rule"))
)
STAYS, BEFORE, AFTER = REST_DAY_RULES.codes()
_ONE_DAY = timedelta(days=1)
_QUARTERS = "一二三四"
_HALVES = ("上半年", "下半年")
_KEY = re.compile(r"([0-9]{4})(?:-(?:Q([1-4])|H([12])|(0[1-9]|1[0-2])))?")


@dataclass(frozen=True, slots=True)
class Term:
    """One time a line is due. Days are local dates; `provisional` when the calendar may still move it."""

    key: str
    label: str
    starts_on: date
    ends_on: date
    opens_on: date
    due_on: date
    provisional: bool


def terms(
    rhythm: Rhythm, first_day: date, last_day: date, calendar: Calendar, *, rest: str = STAYS
) -> tuple[Term, ...]:
    """The terms due from `first_day` to `last_day`, both included, oldest first.

    A due date on a rest day is treated as `rest` says (a code of REST_DAY_RULES). A rhythm without a period
    makes none unless it is to be looked over. Raises UnknownCode for an unknown rule.
    """
    span = rhythm.period_months
    if span is None or last_day < first_day:
        return ()
    REST_DAY_RULES[rest]
    # A term may fall due in the period after its own, and a rest day may move it over the edge.
    start = _shifted(_start_of(first_day, span), -2 * span)
    found = []
    while start <= _shifted(_start_of(last_day, span), span):
        term = _term(rhythm, start, span, calendar, rest)
        if first_day <= term.due_on <= last_day:
            found.append(term)
        start = _shifted(start, span)
    return tuple(found)


def term_of(rhythm: Rhythm, key: str, calendar: Calendar, *, rest: str = STAYS) -> Term | None:
    """The rhythm's term with that key («2026-11», «2026-Q4», «2026-H2», «2026»), None if it has none such."""
    found, span = _KEY.fullmatch(key), rhythm.period_months
    if not found or span is None:
        return None
    year, quarter, half, month = found.groups()
    asked = 3 if quarter else 6 if half else 1 if month else 12
    first = int(quarter) * 3 - 2 if quarter else int(half) * 6 - 5 if half else int(month or 1)
    if asked != span or not 1900 < int(year) < 9000:
        return None
    return _term(rhythm, date(int(year), first, 1), span, calendar, rest)


def _term(rhythm: Rhythm, start: date, span: int, calendar: Calendar, rest: str) -> Term:
    end = _shifted(start, span) - _ONE_DAY
    key, label = _name(start, span)
    if not rhythm.is_periodic:
        label = f"{label}核对"
    if rhythm.is_periodic and rhythm.workdays:
        deadline = calendar.nth_workday_after(end, rhythm.workdays)
        return Term(key, label, start, end, end + _ONE_DAY, deadline.due, deadline.provisional)
    base = _shifted(start, span) if rhythm.follows else start
    wanted = rhythm.month if rhythm.is_periodic else None
    due = _day_in(_shifted(base, min(wanted or (1 if rhythm.follows else span), 12) - 1), rhythm.day)
    moved, provisional = _off_rest_days(due, calendar, rest)
    opens = end + _ONE_DAY if rhythm.follows else start
    return Term(key, label, start, end, opens, moved, provisional)


def _off_rest_days(day: date, calendar: Calendar, rest: str) -> tuple[date, bool]:
    if rest == STAYS:
        return day, False
    step = -_ONE_DAY if rest == BEFORE else _ONE_DAY
    provisional = calendar.day(day).provisional
    while not calendar.is_workday(day):
        day += step
        provisional = provisional or calendar.day(day).provisional
    return day, provisional


def _name(start: date, span: int) -> tuple[str, str]:
    year = start.year
    if span == 1:
        return f"{year}-{start.month:02d}", f"{year}年{start.month}月"
    if span == 3:
        quarter = (start.month + 2) // 3
        return f"{year}-Q{quarter}", f"{year}年第{_QUARTERS[quarter - 1]}季度"
    if span == 6:
        half = (start.month + 5) // 6
        return f"{year}-H{half}", f"{year}年{_HALVES[half - 1]}"
    return str(year), f"{year}年"


def _start_of(day: date, span: int) -> date:
    return date(day.year, (day.month - 1) // span * span + 1, 1)


def _shifted(first: date, by: int) -> date:
    year, month0 = divmod(first.year * 12 + first.month - 1 + by, 12)
    return date(year, month0 + 1, 1)


def _day_in(first: date, day: int | None) -> date:
    last = months.monthrange(first.year, first.month)[1]
    return first.replace(day=min(day or last, last))
