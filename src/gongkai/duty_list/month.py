"""What is due: each line's terms in a span with what was done about them, worked out in a few queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from django.utils.timezone import localdate

from gongkai.disclosure.models import PublicState
from gongkai.duty_list import queries
from gongkai.duty_list.models import DutyFiling, DutyLine, FilingKind
from gongkai.duty_list.reckoning import Calendars, month_after, month_of, terms_of
from gongkai.duty_list.silence import QuietLine, quiet_lines
from gongkai.kernel.rights import Standing
from gongkai.law.duty_list import Term

#: How far back an open term is still asked for.
LATE_MONTHS = 12


class DutyState(StrEnum):
    """How a term of a line stands."""

    DONE = "done"
    ZERO = "zero"
    NOT_APPLICABLE = "not_applicable"
    UNDER_WAY = "under_way"
    LATE = "late"
    DUE = "due"
    TO_COME = "to_come"

    @property
    def label(self) -> str:
        """The word shown to staff."""
        return _LABELS[self]

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return _TONES[self]


_LABELS = {
    DutyState.DONE: "已公开", DutyState.ZERO: "零报告", DutyState.NOT_APPLICABLE: "不适用",
    DutyState.UNDER_WAY: "办理中", DutyState.LATE: "逾期", DutyState.DUE: "待办", DutyState.TO_COME: "未到期",
}  # fmt: skip
_TONES = {
    DutyState.DONE: "green", DutyState.ZERO: "green", DutyState.NOT_APPLICABLE: "grey",
    DutyState.UNDER_WAY: "blue", DutyState.LATE: "red", DutyState.DUE: "amber", DutyState.TO_COME: "grey",
}  # fmt: skip


@dataclass(frozen=True)
class Duty:
    """A term of a line and what was filed for it."""

    line: DutyLine
    term: Term
    filings: tuple[DutyFiling, ...]
    today: date

    @property
    def state(self) -> DutyState:
        """How it stands today."""
        for filing in self.filings:
            if filing.kind == FilingKind.ZERO:
                return DutyState.ZERO
            if filing.kind == FilingKind.NOT_APPLICABLE:
                return DutyState.NOT_APPLICABLE
        if any(_is_public(filing) for filing in self.filings):
            return DutyState.DONE
        if self.term.due_on < self.today:
            return DutyState.LATE
        if self.filings:
            return DutyState.UNDER_WAY
        return DutyState.TO_COME if self.term.opens_on > self.today else DutyState.DUE

    @property
    def is_open(self) -> bool:
        """Whether something still has to be done."""
        return self.state in (DutyState.UNDER_WAY, DutyState.LATE, DutyState.DUE, DutyState.TO_COME)

    @property
    def was_in_time(self) -> bool:
        """Whether it was met by its due date."""
        if self.is_open:
            return False
        return any(_met_on(filing) <= self.term.due_on for filing in self.filings)

    @property
    def days_left(self) -> int:
        """Days to the due date; negative once it has passed."""
        return (self.term.due_on - self.today).days


def _is_public(filing: DutyFiling) -> bool:
    item = filing.item
    return item is not None and item.public_state in (PublicState.LIVE, PublicState.WITHDRAWN)


def _met_on(filing: DutyFiling) -> date:
    item = filing.item
    if item is None:
        return localdate(filing.at)
    return localdate(item.first_published_at) if item.first_published_at else date.max


def duties(lines: Sequence[DutyLine], first_day: date, last_day: date, *, today: date) -> list[Duty]:
    """Every term of the lines due between the local dates, by due date, with what was filed: one query."""
    calendars = Calendars()
    pairs = [(line, term) for line in lines for term in terms_of(line, first_day, last_day, calendars)]
    filed: dict[tuple[int, str], list[DutyFiling]] = {}
    if pairs:
        for filing in queries.filings_of(list(lines), {term.key for _, term in pairs}):
            filed.setdefault((filing.line_id, filing.period), []).append(filing)
    found = [Duty(line, term, tuple(filed.get((line.pk, term.key), ())), today) for line, term in pairs]
    return sorted(found, key=lambda duty: (duty.term.due_on, duty.line.position, duty.line.pk))


def late_of(lines: Sequence[DutyLine], *, today: date, before: date | None = None) -> list[Duty]:
    """Terms of the last twelve months that were due before `before` (today) and are still open."""
    last = (before or today) - timedelta(days=1)
    return [
        duty for duty in duties(lines, month_after(today, -LATE_MONTHS), last, today=today) if duty.is_open
    ]


@dataclass
class DepartmentMonth:
    """A department's part of a month."""

    name: str
    department_id: int | None
    duties: list[Duty] = field(default_factory=list)
    late: list[Duty] = field(default_factory=list)

    @property
    def open_count(self) -> int:
        """Lines still to be done, the late ones of earlier months included."""
        return sum(duty.is_open for duty in self.duties) + len(self.late)

    @property
    def done_count(self) -> int:
        """Lines of the month that are done with."""
        return sum(not duty.is_open for duty in self.duties)


@dataclass(frozen=True)
class Month:
    """A month of an organ as one person sees it."""

    first_day: date
    departments: list[DepartmentMonth]
    on_event: list[QuietLine]

    @property
    def duties(self) -> list[Duty]:
        """All terms due in the month."""
        return [duty for department in self.departments for duty in department.duties]


def month_for(
    standing: Standing, organ_id: int, day: date, *, today: date, department_id: int | None = None
) -> Month:
    """What is due in the month of `day`, by department, with what is late from before; five queries."""
    first, last = month_of(day)
    lines = queries.visible_to(standing).filter(organ=organ_id)
    if department_id is not None:
        lines = lines.filter(department=department_id)
    rows = list(lines.order_by("position", "id"))
    current = [row for row in rows if row.active_until is None or row.active_until >= first]
    found = duties(current, first, last, today=today)
    late = late_of(current, today=today, before=min(first, today)) if first <= today else []
    departments = _by_department(found, late)
    on_event = [row for row in current if row.rhythm.period_months is None and row.active_until is None]
    return Month(first, departments, quiet_lines(on_event, today=today))


def _by_department(found: Iterable[Duty], late: Iterable[Duty]) -> list[DepartmentMonth]:
    by_id: dict[int | None, DepartmentMonth] = {}

    def of(line: DutyLine) -> DepartmentMonth:
        name = line.department.name if line.department else "未定科室"
        return by_id.setdefault(line.department_id, DepartmentMonth(name, line.department_id))

    for duty in found:
        of(duty.line).duties.append(duty)
    for duty in late:
        of(duty.line).late.append(duty)
    return sorted(by_id.values(), key=lambda one: (one.department_id is None, one.department_id or 0))


def open_counts(standing: Standing, *, today: date) -> tuple[int, int]:
    """How many terms are due this month and not done, and how many are late; two queries."""
    found = open_duties(standing, today=today)
    late = sum(duty.state is DutyState.LATE for duty in found)
    return len(found) - late, late


def open_duties(standing: Standing, *, today: date) -> list[Duty]:
    """What the person may answer and has to by the end of this month, what is late included."""
    lines = queries.in_force(queries.visible_to(standing))
    mine = [line for line in lines if queries.may_file(standing, line)]
    if not mine:
        return []
    first, last = month_after(today, -LATE_MONTHS), month_of(today)[1]
    return [duty for duty in duties(mine, first, last, today=today) if duty.is_open]
