"""Reading cases: every list starts at visible_to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import AuditEntry, Role
from gongkai.kernel.rights import Standing
from gongkai.requests.models import (
    Assignment,
    Case,
    CaseStage,
    Letter,
    LetterState,
    PassedAdvice,
    PublicationTask,
)

OFFICE_ROLES = (Role.REVIEWER, Role.OFFICE_HEAD, Role.SIGNER)
ENDED = (CaseStage.ANSWERED, CaseStage.ARCHIVED)


def visible_to(standing: Standing) -> QuerySet[Case]:
    """Cases the person may see: all of the organ for office and leaders, a department's own for the rest."""
    departments = standing.departments(Role.DRAFTER, Role.HEAD)
    asked = Assignment.objects.filter(department__in=departments, cancelled_at=None).values("case")
    return Case.objects.filter(Q(organ__in=standing.organs(*OFFICE_ROLES)) | Q(pk__in=asked))


def visible_case(standing: Standing, case_id: int) -> Case:
    """The case with what its page needs; raises NotVisible."""
    case = visible_to(standing).select_related("organ", "key", "handler").filter(pk=case_id).first()
    if case is None:
        raise NotVisible
    return case


def is_office(standing: Standing, case: Case) -> bool:
    """Whether the person sees the whole case and not only what a department was asked."""
    return case.organ_id in standing.organs(*OFFICE_ROLES)


def letters_visible_to(standing: Standing) -> QuerySet[Letter]:
    """Letters of the organ's cases; departments see none but what is given to them as a task."""
    return Letter.objects.filter(case__organ__in=standing.organs(*OFFICE_ROLES))


def visible_letter(standing: Standing, letter_id: int) -> Letter:
    """The letter with its case; raises NotVisible."""
    letters = letters_visible_to(standing).select_related(
        "case__organ", "case__key", "drafter", "last_editor"
    )
    letter = letters.filter(pk=letter_id).first()
    if letter is None:
        raise NotVisible
    return letter


def timeline_of(case: Case) -> QuerySet[AuditEntry]:
    """What was done to the case and who opened its data, newest first; for its office."""
    return AuditEntry.objects.filter(subject="case", subject_id=case.pk).order_by("-id")


def open_cases(standing: Standing) -> QuerySet[Case]:
    """Cases the organ still owes an answer to."""
    # The date of the end beside the stage, so that the indexes of open cases serve.
    return visible_to(standing).filter(ended_on=None).exclude(stage__in=ENDED)


def to_confirm(standing: Standing) -> QuerySet[Case]:
    """Requests that came in and were not yet confirmed with the applicant."""
    return visible_to(standing).filter(organ__in=standing.organs(Role.REVIEWER), stage=CaseStage.FILED)


def pressing(standing: Standing, *, today: date) -> QuerySet[Case]:
    """Open cases whose lamp is amber, red or black."""
    return open_cases(standing).filter(amber_on__lte=today)


def overdue(standing: Standing, *, today: date) -> QuerySet[Case]:
    """Open cases past their due date."""
    return open_cases(standing).filter(due__lt=today)


def waited_out(standing: Standing, *, today: date) -> QuerySet[Case]:
    """Cases whose applicant did not correct or pay in time: to be closed by a letter."""
    return visible_to(standing).filter(
        organ__in=standing.organs(Role.REVIEWER), ended_on=None,
        stage__in=(CaseStage.CORRECTING, CaseStage.PAYING), wait_until__lt=today,
    )  # fmt: skip


def letters_to_check(standing: Standing) -> QuerySet[Letter]:
    """Letters that wait for a second person's look, which the person may take."""
    return letters_visible_to(standing).filter(state=LetterState.CHECKING).exclude(
        Q(drafter=standing.person_id) | Q(last_editor=standing.person_id)
    )  # fmt: skip


def letters_to_sign(standing: Standing) -> QuerySet[Letter]:
    """Letters that wait for a signature in organs where the person signs."""
    organs = standing.organs(Role.SIGNER, Role.OFFICE_HEAD)
    return Letter.objects.filter(case__organ__in=organs, state=LetterState.SIGNING).exclude(
        Q(drafter=standing.person_id) | Q(last_editor=standing.person_id)
    )  # fmt: skip


def letters_to_finish(standing: Standing) -> QuerySet[Letter]:
    """Signed letters that still have to be sealed or served."""
    return Letter.objects.filter(
        case__organ__in=standing.organs(Role.REVIEWER), state__in=(LetterState.SIGNED, LetterState.SEALED)
    )


def open_assignments(standing: Standing) -> QuerySet[Assignment]:
    """What the person's departments still owe."""
    return Assignment.objects.filter(
        department__in=standing.departments(Role.DRAFTER, Role.HEAD),
        answered_at=None, handed_back_at=None, cancelled_at=None,
    ).select_related("case", "department")  # fmt: skip


def asked_by_applicant(standing: Standing) -> QuerySet[Case]:
    """Open cases whose applicant asked online for what the office must enter: withdrawal, late correction."""
    asked = AuditEntry.objects.filter(
        subject="case", subject_id=OuterRef("pk"),
        act__in=("requests.case.withdrawal_asked", "requests.case.correction_sent_late"),
    )  # fmt: skip
    mine = visible_to(standing).filter(organ__in=standing.organs(Role.REVIEWER), ended_on=None)
    return mine.filter(Exists(asked))


def open_wishes(standing: Standing) -> QuerySet[PublicationTask]:
    """What several applicants were given and nobody has yet published or declined to (article 44)."""
    return PublicationTask.objects.filter(organ__in=standing.organs(Role.REVIEWER), settled_at=None)


def advice_for(standing: Standing) -> QuerySet[PassedAdvice]:
    """What other organs passed on to the person's office, unread first."""
    rows = PassedAdvice.objects.filter(to_organ__in=standing.organs(Role.REVIEWER, Role.OFFICE_HEAD))
    joined = rows.select_related("case__organ", "case__key", "to_organ", "seen_by")
    return joined.order_by(F("seen_at").desc(nulls_first=True), "-pk")


def by_tracking(number: str, code_hash: str) -> Case | None:
    """The case with that number and query code, for its applicant; None when they do not belong together."""
    return (
        Case.objects.select_related("organ", "key").filter(number=number.upper(), code_hash=code_hash).first()
    )


#: The lists behind the counts of the home page, by the name of their view.
QUEUES: dict[str, Callable[[Standing, date], QuerySet[Any]]] = {
    "confirm": lambda standing, today: to_confirm(standing),
    "overdue": lambda standing, today: overdue(standing, today=today),
    "pressing": lambda standing, today: pressing(standing, today=today).filter(due__gte=today),
    "waited_out": lambda standing, today: waited_out(standing, today=today),
    "tasks": lambda standing, today: open_assignments(standing),
    "check": lambda standing, today: letters_to_check(standing),
    "sign": lambda standing, today: letters_to_sign(standing),
    "finish": lambda standing, today: letters_to_finish(standing),
    "wishes": lambda standing, today: open_wishes(standing),
}
