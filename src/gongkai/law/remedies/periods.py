"""The last days of the periods of remedies: natural days and months, moved past days of rest."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from gongkai.law.calendar import Calendar
from gongkai.law.catalogue.entries import Entry, Table, rows_at
from gongkai.law.remedies.rules import FILE, RULES, Rule, RuleCode

MONTHS_IN_YEAR = 12


class PeriodUnit(StrEnum):
    """In what a period is counted."""

    DAY = "day"
    WORKDAY = "workday"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period(Entry):
    """A period counted from the day after the event that starts it."""

    amount: int
    unit: PeriodUnit


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last day of a period: as counted, and after a day of rest has moved it."""

    counted: date
    last: date
    provisional: bool
    period: Period

    @property
    def is_moved(self) -> bool:
        """Whether a day of rest has put the end off."""
        return self.last != self.counted


@dataclass(frozen=True, slots=True)
class RemedyDates:
    """Until when each way is open; `suit` is None where reconsideration must come first."""

    reconsideration: LastDay
    suit: LastDay | None


PERIODS: Table[Period] = Table(
    "救济期限",
    (
        Period(amount=row["amount"], unit=PeriodUnit(row["unit"]), **entry)
        for row, entry in rows_at(FILE, "period")
    ),
)


def last_day(
    start: date,
    period: str,
    calendar: Calendar,
    *,
    periods: Table[Period] = PERIODS,
    rules: Table[Rule] = RULES,
) -> LastDay:
    """The last day of a period of PERIODS that begins the day after `start`. Raises UnknownCode."""
    entry = periods[period]
    if entry.unit is PeriodUnit.WORKDAY:
        deadline = calendar.nth_workday_after(start, entry.amount)
        return LastDay(deadline.due, deadline.due, deadline.provisional, entry)
    if entry.unit is PeriodUnit.MONTH:
        counted = months_after(start, entry.amount)
    else:
        counted = start + timedelta(days=entry.amount)
    last, provisional = counted, calendar.day(counted).provisional
    if rules[RuleCode.MOVED_PAST_HOLIDAYS].holds:
        while not calendar.is_workday(last):
            last += timedelta(days=1)
            provisional = provisional or calendar.day(last).provisional
    return LastDay(counted, last, provisional, entry)


def months_after(start: date, months: int) -> date:
    """The same day of the month some months later; the month's last day where it has no such day."""
    year, month = divmod(start.month - 1 + months, MONTHS_IN_YEAR)
    year, month = start.year + year, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def remedy_dates(served_on: date, calendar: Calendar, *, may_sue: bool, told: bool = True) -> RemedyDates:
    """Until when a decision served on that day can be challenged.

    `may_sue` is False where every part must go to reconsideration first. Without a notice
    (`told` False) the longer periods run from the day the content became known.
    """
    suffix = "" if told else "_not_told"
    return RemedyDates(
        reconsideration=last_day(served_on, f"reconsideration{suffix}", calendar),
        suit=last_day(served_on, f"suit{suffix}", calendar) if may_sue else None,
    )


def suit_after_reconsideration(received_on: date, calendar: Calendar) -> LastDay:
    """Until when the applicant may sue after the reconsideration decision was received."""
    return last_day(received_on, "suit_after_reconsideration", calendar)
