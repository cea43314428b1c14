"""The clock as people read it: a strip of days, each with number and reason, and what moved the date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.law.clock import CountedDay, Reading, State, rules_by_version
from gongkai.requests.clockwork import reading_of
from gongkai.requests.models import Case, DueChange
from gongkai.requests.rules import Status

WEEKDAYS = "一二三四五六日"
_TAKEN_OUT, _COUNTS, _RESTS = "out", "counts", "rests"
_STATE_TONES = {
    State.OPEN: "blue", State.AWAITING_CORRECTION: "grey", State.SUSPENDED: "amber",
    State.AWAITING_FEE: "grey", State.OWN_PERIOD: "blue", State.REPLIED: "green", State.WITHDRAWN: "grey",
    State.LAPSED: "grey",
}  # fmt: skip


@dataclass(frozen=True)
class StripDay:
    """One day of the count: what it looks like on the strip and what its line says."""

    date: date
    weekday: str
    number: int | None
    why: str
    basis: str
    provisional: bool
    kind: str
    is_past: bool
    is_today: bool
    is_due: bool
    opens_month: bool
    names_basis: bool


@dataclass(frozen=True)
class ClockView:
    """Everything the case page tells about the period."""

    reading: Reading
    status: Status
    days: tuple[StripDay, ...]
    counted: int
    used_share: int
    changes: list[DueChange]
    rules: str
    first_day: date | None

    @property
    def has_extension(self) -> bool:
        """Whether the due date is a later one than the first."""
        return self.reading.first_due != self.reading.due


def clock_of(case: Case, *, today: date) -> ClockView:
    """What the clock says of the case today, ready to print."""
    reading = reading_of(case, as_of=today)
    days = tuple(_strip_day(day, place, reading, today) for place, day in enumerate(reading.days))
    counted = sum(day.number is not None for day in days)
    used = min(max(reading.used or 0, 0), counted)
    return ClockView(
        reading=reading, status=Status(reading.state.label, _STATE_TONES[reading.state]), days=days,
        counted=counted, used_share=round(100 * used / counted) if counted else 0,
        changes=list(case.due_changes.all()), rules=rules_by_version(reading.rules_version).label,
        first_day=days[0].date if days else None,
    )  # fmt: skip


def _strip_day(day: CountedDay, place: int, reading: Reading, today: date) -> StripDay:
    taken_out = any(one.from_ <= day.date <= one.to for one in reading.excluded)
    kind = _COUNTS if day.counted is not None else _TAKEN_OUT if taken_out else _RESTS
    return StripDay(
        date=day.date, weekday=WEEKDAYS[day.date.weekday()], number=day.counted, why=day.why,
        basis=day.source, provisional=day.provisional, kind=kind, is_past=day.date < today,
        is_today=day.date == today, is_due=day.date == reading.due,
        opens_month=place == 0 or day.date.day == 1,
        names_basis=place == 0 or day.source != reading.days[place - 1].source,
    )  # fmt: skip
