"""A line of the lists: what the person may know of a case, a letter, a task or a wish, ready to print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.kernel.rights import Standing
from gongkai.law.letters import LETTERS
from gongkai.law.outcomes import OUTCOMES
from gongkai.requests.models import Assignment, Case, Letter
from gongkai.requests.queries import OFFICE_ROLES
from gongkai.requests.rules import Status, lamp_of, letter_status, status_of

_WAITS = {"correcting": "等待补正至", "paying": "等待缴费至"}


@dataclass(frozen=True)
class CaseRow:
    """What a list shows of a case."""

    pk: int
    number: str
    subject: str
    organ: str
    applicant: str
    applicant_kind: str
    received: date | None
    submitted_at: datetime
    due: date | None
    wait_words: str
    wait_until: date | None
    provisional: bool
    lamp: Status | None
    status: Status
    outcome: str
    ended_on: date | None
    handler: str


def row_of(case: Case, standing: Standing, *, today: date) -> CaseRow:
    """The case as its office sees it; a department reads nothing of who asks."""
    office = case.organ_id in standing.organs(*OFFICE_ROLES)
    ended = case.ended_on is not None
    waits = "" if ended else _WAITS.get(case.stage, "")
    return CaseRow(
        pk=case.pk, number=case.number, subject=case.subject, organ=case.organ.short_name,
        applicant=case.applicant_masked if office else "",
        applicant_kind=case.get_applicant_kind_display() if office else "",
        received=case.day0, submitted_at=case.submitted_at, due=case.due, wait_words=waits,
        wait_until=case.wait_until if waits else None, provisional=case.provisional and not ended,
        lamp=lamp_of(case, today), status=status_of(case), outcome=outcome_words(case.outcome),
        ended_on=case.ended_on, handler=case.handler.name if case.handler else "",
    )  # fmt: skip


def outcome_words(code: str) -> str:
    """An outcome's label; nothing where there is none yet."""
    return OUTCOMES.label(code) if code in OUTCOMES else code


def rows_of(cases: Iterable[Case], standing: Standing, *, today: date) -> list[CaseRow]:
    """Lines for cases read with organ and handler."""
    return [row_of(case, standing, today=today) for case in cases]


@dataclass(frozen=True)
class LetterRow:
    """What a list shows of a letter."""

    pk: int
    label: str
    number: str
    status: Status
    drafter: str
    changed_at: datetime
    case: CaseRow


def letter_rows_of(letters: Iterable[Letter], standing: Standing, *, today: date) -> list[LetterRow]:
    """Lines for letters read with case, organ, handler and drafter."""
    return [
        LetterRow(
            letter.pk, letter_label(letter), letter.number, letter_status(letter), letter.drafter.name,
            letter.changed_at, row_of(letter.case, standing, today=today),
        )
        for letter in letters
    ]  # fmt: skip


def letter_label(letter: Letter) -> str:
    """What kind of letter it is, in words."""
    return LETTERS.label(letter.kind) if letter.kind in LETTERS else letter.kind


@dataclass(frozen=True)
class TaskRow:
    """What a department is asked, as its list shows it."""

    case: CaseRow
    department: str
    task: str
    internal_due: date | None
    is_late: bool
    claimed_by: str


def task_rows_of(tasks: Iterable[Assignment], standing: Standing, *, today: date) -> list[TaskRow]:
    """Lines for assignments read with case, organ, handler, department and claimer."""
    return [
        TaskRow(
            row_of(task.case, standing, today=today), task.department.name, task.task, task.internal_due,
            task.internal_due is not None and task.internal_due < today,
            task.claimed_by.name if task.claimed_by else "",
        )
        for task in tasks
    ]  # fmt: skip
