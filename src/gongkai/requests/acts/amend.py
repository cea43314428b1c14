"""Putting the register right: contact, ways, kind of applicant, wording; never the day of receipt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime

from django.db import transaction

from gongkai.kernel.errors import InputRefused
from gongkai.kernel.models import Person
from gongkai.requests.acts.opening import open_case, record
from gongkai.requests.models import Case
from gongkai.requests.personal import (
    Applicant,
    Asked,
    applicant_index,
    applicant_of,
    asked_of,
    masked_name,
    matter_index,
    seal_applicant,
    seal_asked,
    without_person,
)
from gongkai.requests.submission import Submission, require_complete

_SUBJECT = "subject"
MOST_SUBJECT = 80


def amend(*, actor: Person, case_id: int, changes: Mapping[str, object], reason: str, now: datetime) -> Case:
    """Correct what was registered. `changes` may name fields of the applicant, of what was asked, and
    applicant_kind, form, way, electronic_service, needs_help, subject.

    The audit says which fields changed and why, never what they held. Drafted letters keep what they quote
    until they are edited.
    """
    if not reason.strip():
        raise InputRefused("请写明更正理由。", fields={"reason": "不能为空"})
    with transaction.atomic():
        case = open_case(actor, case_id, "amend").case
        before = submission_of(case)
        after = _changed(before, changes)
        require_complete(after)
        subject = str(changes.get(_SUBJECT, case.subject)).strip()[:MOST_SUBJECT]
        if not subject:
            raise InputRefused("请填写事由。", fields={_SUBJECT: "不能为空"})
        _keep(case, after, without_person(subject, after.applicant, after.applicant_kind), now)
        fields = sorted(name for name in changes if _differs(name, before, after) or name == _SUBJECT)
        told = reason.strip()
        for one in (before, after):
            told = without_person(told, one.applicant, one.applicant_kind)
        record("amended", actor=actor, case=case, now=now, detail={"fields": fields, "reason": told[:100]})
    return case


def submission_of(case: Case) -> Submission:
    """The case as it was submitted, with what was corrected since."""
    return Submission(
        case.applicant_kind, applicant_of(case), asked_of(case), form=case.form, way=case.way,
        electronic_service=case.electronic_service, needs_help=case.needs_help, oral=case.oral,
    )  # fmt: skip


def _changed(before: Submission, changes: Mapping[str, object]) -> Submission:
    applicant = asdict(before.applicant) | {n: v for n, v in changes.items() if n in asdict(before.applicant)}
    asked = asdict(before.asked) | {n: v for n, v in changes.items() if n in asdict(before.asked)}
    own = {n: v for n, v in changes.items() if n in _OWN}
    return replace(
        before,
        applicant=Applicant.from_mapping(applicant),
        asked=Asked.from_mapping(asked),
        **own,  # type: ignore[arg-type]
    )


_OWN = frozenset({"applicant_kind", "form", "way", "electronic_service", "needs_help"})


def _differs(name: str, before: Submission, after: Submission) -> bool:
    return _flat(before).get(name) != _flat(after).get(name)


def _flat(submission: Submission) -> dict[str, object]:
    own = {name: getattr(submission, name) for name in _OWN}
    return asdict(submission.applicant) | asdict(submission.asked) | own


def _keep(case: Case, after: Submission, subject: str, now: datetime) -> None:
    case.sealed_applicant = seal_applicant(case.key, after.applicant)
    case.sealed_asked = seal_asked(case.key, after.asked)
    case.applicant_kind, case.form, case.way = after.applicant_kind, after.form, after.way
    case.applicant_index, case.matter_index = applicant_index(after.applicant), matter_index(after.asked)
    case.applicant_masked = masked_name(after.applicant, after.applicant_kind)
    case.electronic_service, case.needs_help = after.electronic_service, after.needs_help
    case.subject, case.changed_at = subject, now
    case.save()
