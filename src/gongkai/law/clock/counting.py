"""Counts working days from the day after a start, leaving out spans; remembers what is provisional."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from gongkai.law.calendar import Calendar, Day
from gongkai.law.calendar.errors import CountLeavesCalendar

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Days that do not count, both ends included, with the reason and the article."""

    first: date
    last: date
    why: str
    basis: str

    def holds(self, day: date) -> bool:
        """Whether the day lies in the span."""
        return self.first <= day <= self.last


@dataclass
class DayBook:
    """The calendar as one reading used it: `provisional` is True once a day without a notice was needed."""

    calendar: Calendar
    provisional: bool = False
    _days: dict[date, Day] = field(default_factory=dict)

    def day(self, day: date) -> Day:
        """The day, looked up once."""
        found = self._days.get(day)
        if found is None:
            found = self._days[day] = self.calendar.day(day)
        self.provisional = self.provisional or found.provisional
        return found

    def counts(self, day: date, spans: Sequence[Span] = ()) -> bool:
        """Whether the day is a working day outside every span."""
        return self.day(day).is_workday and not any(span.holds(day) for span in spans)

    def nth(self, start: date, n: int, spans: Sequence[Span] = ()) -> date:
        """The n-th day that counts after `start`. Raises CountLeavesCalendar past the year 9999."""
        current, counted = start, 0
        while counted < n:
            if current == date.max:
                raise CountLeavesCalendar(start)
            current += _ONE_DAY
            counted += self.counts(current, spans)
        return current

    def is_over(self, start: date, n: int, on: date, spans: Sequence[Span] = ()) -> bool:
        """Whether the n-th day that counts after `start` lies before `on`. Looks no further than that."""
        current, counted = start + _ONE_DAY, 0
        while current < on and counted < n:
            counted += self.counts(current, spans)
            current += _ONE_DAY
        return counted >= n

    def number(self, after: date, through: date, spans: Sequence[Span] = ()) -> int:
        """How many days count later than `after` up to and with `through`; never marks provisional."""
        kept = self.provisional
        days = (after + n * _ONE_DAY for n in range(1, (through - after).days + 1))
        number = sum(self.counts(day, spans) for day in days)
        self.provisional = kept
        return number
