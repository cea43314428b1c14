"""How the demo's requests end: replies, withdrawals, and requests that are joined, split or repeated."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate

from gongkai.demo.cases.handling import Handling
from gongkai.demo.cases.reading import Table
from gongkai.law.outcomes import OUTCOMES, DecisionPart
from gongkai.requests.acts.deciding import decide, record_withdrawal
from gongkai.requests.acts.letters import void_letter
from gongkai.requests.acts.linking import mark_repeat, merge, split
from gongkai.requests.reply_fields import known_facts


def reply(handling: Handling, step: Table, now: datetime) -> None:
    """Draw up the decision; what the case already knows need not stand in the file."""
    known = known_facts(handling.case())
    parts = [_part(row, known) for row in step["parts"]]
    decision = decide(actor=handling.reviewer, case_id=handling.case_id, parts=parts, now=now)
    handling.letter_id = decision.letter_id


def withdraw(handling: Handling, step: Table, now: datetime) -> None:
    """The applicant withdraws today; the confirmation is drawn up."""
    decision = record_withdrawal(
        actor=handling.reviewer, case_id=handling.case_id, on=localdate(now), now=now
    )
    handling.letter_id = decision.letter_id


def drop(handling: Handling, step: Table, now: datetime) -> None:
    """Give up the letter drafted last."""
    void_letter(actor=handling.reviewer, letter_id=handling.letter_id, reason=step["reason"], now=now)


def split_up(handling: Handling, step: Table, now: datetime) -> None:
    """Split the request; `into` names the keys of what is split off."""
    _, *parts = split(
        actor=handling.reviewer, case_id=handling.case_id, descriptions=step["descriptions"], now=now
    )
    for key, part in zip(step["into"], parts, strict=True):
        handling.register.cases[key] = part.pk


def merge_into(handling: Handling, step: Table, now: datetime) -> None:
    """Answer it with another one of the same applicant."""
    merge(
        actor=handling.reviewer, case_id=handling.case_id, into_id=handling.register.cases[step["into"]],
        now=now,
    )  # fmt: skip


def repeat_of(handling: Handling, step: Table, now: datetime) -> None:
    """Mark that the same was asked and answered before."""
    mark_repeat(
        actor=handling.reviewer, case_id=handling.case_id, earlier_id=handling.register.cases[step["of"]],
        now=now,
    )  # fmt: skip


def _part(row: Table, known: dict[str, str]) -> DecisionPart:
    asked_for = OUTCOMES[row["outcome"]].requirements.codes()
    facts = {code: known[code] for code in asked_for if code in known} | dict(row.get("facts", {}))
    return DecisionPart(row["title"], row["outcome"], tuple(row.get("grounds", ())), facts)
