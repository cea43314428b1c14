"""Asking others about the demo's requests: third parties, co-makers, other organs."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate

from gongkai.demo.cases.handling import Handling
from gongkai.demo.cases.reading import Table
from gongkai.requests.acts.consulting import (
    PartyFacts,
    consult,
    note_answer,
    note_received,
    note_silence,
    override_objection,
)


def ask_party(handling: Handling, step: Table, now: datetime) -> None:
    """Draft the letter that asks for an opinion."""
    facts = PartyFacts(step["party"], step["name"], step.get("organisation", False), step.get("contact", ""))
    consultation = consult(
        actor=handling.reviewer, case_id=handling.case_id, facts=facts, content=step["content"],
        proposal=step.get("proposal", ""), now=now,
    )  # fmt: skip
    handling.consultation_id, handling.letter_id = consultation.pk, consultation.letter_id or 0


def party_received(handling: Handling, step: Table, now: datetime) -> None:
    """The slip says that the other side has the letter."""
    note_received(
        actor=handling.reviewer, case_id=handling.case_id, consultation_id=handling.consultation_id,
        on=localdate(now), now=now,
    )  # fmt: skip


def party_answered(handling: Handling, step: Table, now: datetime) -> None:
    """The answer comes in today."""
    note_answer(
        actor=handling.reviewer, case_id=handling.case_id, consultation_id=handling.consultation_id,
        on=localdate(now), answer=step["answer"], reasons=step.get("reasons", ""),
        reasonable=step.get("reasonable"), now=now,
    )  # fmt: skip


def party_silent(handling: Handling, step: Table, now: datetime) -> None:
    """No answer came in time."""
    note_silence(
        actor=handling.reviewer, case_id=handling.case_id, consultation_id=handling.consultation_id, now=now
    )


def override(handling: Handling, step: Table, now: datetime) -> None:
    """Draft the letter that tells the third party what is opened for the public interest, and why."""
    letter = override_objection(
        actor=handling.reviewer, case_id=handling.case_id, consultation_id=handling.consultation_id,
        reason=step["reason"], now=now,
    )  # fmt: skip
    handling.letter_id = letter.pk
