"""Opening what lies sealed: who looks at an applicant's data or files leaves a row in the audit chain."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localtime

from gongkai.kernel import private
from gongkai.kernel.errors import ActRefused, NotVisible
from gongkai.kernel.models import AuditEntry, Person, PrivateFile
from gongkai.kernel.rights import Standing, standing_of
from gongkai.requests import queries
from gongkai.requests.models import Case, CaseFileRole, Letter
from gongkai.requests.personal import Applicant, applicant_of
from gongkai.requests.rules import why_not

#: Files a department that was asked may read; proofs of identity are the office's alone.
_FOR_OFFICE = frozenset(
    {CaseFileRole.IDENTITY, CaseFileRole.MANDATE, CaseFileRole.ENVELOPE, CaseFileRole.PAYMENT}
)


def open_applicant(*, actor: Person, case_id: int, purpose: str, now: datetime) -> Applicant:
    """The applicant in full, recorded; for office and leaders only."""
    standing = standing_of(actor)
    case = queries.visible_case(standing, case_id)
    reason = why_not("open_personal", case, standing)
    if reason:
        raise ActRefused(reason + "。")
    applicant = applicant_of(case)
    private.record_opening(
        actor=actor, organ=case.organ, subject="case", subject_id=case.pk, now=now,
        purpose=private.Purpose(purpose), what="applicant",
    )  # fmt: skip
    return applicant


def open_file(*, actor: Person, case_id: int, file_id: int, purpose: str, now: datetime) -> PrivateFile:
    """A file of the case, its opening recorded. Departments read what concerns their task, no proofs."""
    standing = standing_of(actor)
    case = queries.visible_case(standing, case_id)
    file = PrivateFile.objects.filter(pk=file_id, key=case.key, erased_at=None).first()
    if file is None or not may_open_file(standing, case, file.pk):
        raise NotVisible
    private.record_opening(
        actor=actor, organ=case.organ, subject="case", subject_id=case.pk, now=now,
        purpose=private.Purpose(purpose), what=f"file:{file.pk}",
    )  # fmt: skip
    return file


def note_letter_shown(*, actor: Person, letter: Letter, now: datetime) -> None:
    """Record that somebody reads a letter on the screen, which names the applicant; once a day is enough."""
    _note_once_a_day(actor, letter.case, f"letter:{letter.pk}:text", private.Purpose.HANDLE, now)


def note_found_by_number(*, actor: Person, case: Case, now: datetime) -> None:
    """Record that somebody found the case by the applicant's number: that says whose case it is."""
    _note_once_a_day(actor, case, "earlier", private.Purpose.IDENTIFY, now)


def _note_once_a_day(
    actor: Person, case: Case, what: str, purpose: private.Purpose, now: datetime
) -> None:  # fmt: skip
    known = AuditEntry.objects.filter(
        subject="case", subject_id=case.pk, act=private.OPENED, actor_id=actor.pk,
        at__gte=_start_of_day(now), detail__what=what,
    )  # fmt: skip
    if not known.exists():
        private.record_opening(
            actor=actor, organ=case.organ, subject="case", subject_id=case.pk, now=now, purpose=purpose,
            what=what,
        )  # fmt: skip


def _start_of_day(now: datetime) -> datetime:
    """Midnight of the day it is here."""
    return localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)


def may_open_file(standing: Standing, case: Case, file_id: int) -> bool:
    """Whether somebody who sees the case may read that file: the office all, departments no proofs."""
    if not PrivateFile.objects.filter(pk=file_id, key=case.key, erased_at=None).exists():
        return False
    return queries.is_office(standing, case) or _is_open_to_departments(case, file_id)


def _is_open_to_departments(case: Case, file_id: int) -> bool:
    return case.files.filter(file=file_id).exclude(role__in=sorted(_FOR_OFFICE)).exists()
