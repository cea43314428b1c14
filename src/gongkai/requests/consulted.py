"""What consultations ask of a decision: wait for answers, honour an objection (articles 32, 34)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.kernel.calendars import calendar_for
from gongkai.kernel.errors import ActRefused, InputRefused
from gongkai.law.outcomes import DecisionPart
from gongkai.requests.clockwork import rules_of
from gongkai.requests.models import Answer, Case, Consultation, LetterState, PartyKind

_THIRD_PARTY = "art15_third_party"
_WITHDRAWN = "withdrawn"
_WAITING = "{party}还没有答复征求意见，期限也没有届满，现在不能答复申请人。"
_OBJECTED = (
    "第三方以合理理由不同意公开：请把有关内容列为不予公开（第十五条），或者以公共利益决定公开并告知第三方。"
)


def require_consulted(case: Case, parts: Sequence[DecisionPart], *, now: datetime) -> None:
    """Raise ActRefused while an answer may still come, InputRefused when an objection is passed over."""
    if {part.outcome for part in parts} == {_WITHDRAWN}:
        return
    for consultation in case.consultations.filter(cancelled_at=None).exclude(sent_on=None):
        if may_still_answer(consultation, case, now=now):
            raise ActRefused(_WAITING.format(party=consultation.masked))
        if _is_passed_over(consultation, parts):
            raise InputRefused(_OBJECTED, fields={"parts": _OBJECTED})


def may_still_answer(consultation: Consultation, case: Case, *, now: datetime) -> bool:
    """Whether the answer is still awaited: none came and the working days from their receipt run."""
    if consultation.answered_on is not None or consultation.answer == Answer.SILENT:
        return False
    start = consultation.received_on or consultation.sent_on
    if start is None:
        return False
    days = rules_of(case).days(consultation.party)
    return localdate(now) <= calendar_for(case.organ).nth_workday_after(start, days).due


def _is_passed_over(consultation: Consultation, parts: Sequence[DecisionPart]) -> bool:
    objected = consultation.answer in {Answer.OBJECTS, Answer.PARTLY} and consultation.reasonable is True
    if consultation.party != PartyKind.THIRD_PARTY or not objected or consultation.override_letter_id:
        return False
    return not any(_THIRD_PARTY in part.grounds for part in parts)


def untold_third_parties(case: Case) -> list[Consultation]:
    """Third parties overruled and not yet told so in writing (article 32)."""
    overridden = case.consultations.filter(cancelled_at=None).exclude(override_letter=None)
    return [
        one for one in overridden if one.override_letter and one.override_letter.state != LetterState.SERVED
    ]
