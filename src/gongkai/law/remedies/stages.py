"""The course of a reconsideration or a suit seen from the organ: its dates, and how results are counted."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from gongkai.law.calendar import Calendar
from gongkai.law.catalogue.entries import Entry, Table, rows_at
from gongkai.law.remedies.periods import PERIODS, LastDay, last_day
from gongkai.law.remedies.rules import FILE


class Forum(StrEnum):
    """Who decides."""

    RECONSIDERATION = "reconsideration"
    LITIGATION = "litigation"


class Course(StrEnum):
    """The procedure a case takes; disclosure cases may take the simple one."""

    ORDINARY = "ordinary"
    SIMPLE = "simple"
    SUIT = "suit"


class ResultColumn(StrEnum):
    """The columns of table 4 of the annual report; its total is their sum."""

    UPHELD = "upheld"
    CORRECTED = "corrected"
    OTHER = "other"
    PENDING = "pending"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyResult(Entry):
    """A result as the deciding body words it, and the column that counts it."""

    forum: Forum
    column: ResultColumn


RESULT_COLUMNS: Table[Entry] = Table("年报表四的栏", (Entry(**entry) for _, entry in rows_at(FILE, "column")))

RESULTS: Table[RemedyResult] = Table(
    "复议诉讼结果",
    (
        RemedyResult(forum=Forum(row["forum"]), column=ResultColumn(row["column"]), **entry)
        for row, entry in rows_at(FILE, "result")
    ),
)


def results_of(forum: Forum) -> tuple[RemedyResult, ...]:
    """The results a body of that kind may come to."""
    return tuple(result for result in RESULTS if result.forum is forum)


def answer_due(course: Course, copy_received_on: date, calendar: Calendar) -> LastDay:
    """By when the organ must answer, counted from the day it received the copy of the application."""
    return last_day(copy_received_on, f"answer_{course}", calendar)


def decision_due(
    course: Course, accepted_on: date, calendar: Calendar, *, extended: bool = False
) -> LastDay | None:
    """By when the reconsideration must be decided; None for a suit, whose period binds the court alone.

    Only the ordinary procedure can be extended; the extension follows on the counted last day.
    """
    if course is Course.SUIT:
        return None
    due = last_day(accepted_on, f"reconsideration_{course}", calendar)
    if not extended or course is not Course.ORDINARY:
        return due
    start = accepted_on + timedelta(days=PERIODS["reconsideration_ordinary"].amount)
    return last_day(start, "reconsideration_extension", calendar)
