"""What the calendar answers: one day with its reason, and a count with its day-by-day trace."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DayKind(StrEnum):
    """Why a day is or is not a working day."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP_WORKDAY = "make_up_workday"
    LOCAL_HOLIDAY = "local_holiday"
    LOCAL_WORKDAY = "local_workday"


@dataclass(frozen=True, slots=True)
class Day:
    """One local date: whether it is a working day, why, by which document, and whether that may change."""

    date: date
    is_workday: bool
    kind: DayKind
    label: str
    source: str
    provisional: bool


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One day of a count: its number in working days, or None if it does not count, and why."""

    date: date
    counted: int | None
    why: str
    provisional: bool


@dataclass(frozen=True, slots=True)
class Deadline:
    """The n-th working day after a start day, which is itself not counted (次日起算).

    `provisional` is True if any day of the way rests on a year whose notice is not out.
    """

    start: date
    workdays: int
    due: date
    provisional: bool
    trace: tuple[TraceLine, ...]
    calendar_version: str
