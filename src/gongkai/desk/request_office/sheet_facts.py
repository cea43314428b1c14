"""From a case to the facts that the next step is asked of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from gongkai.desk.cases.situation import Situation
from gongkai.law.clock import Channel, EventType, State
from gongkai.law.letters import LETTERS
from gongkai.requests.given import name_of
from gongkai.requests.models import Letter, LetterState
from gongkai.requests.next_step import CaseNow, LetterNow
from gongkai.requests.redacting import can_be_redacted
from gongkai.requests.rules import why_not

_CORRECTION_DAYS = 7
_UNDER_WAY = (
    LetterState.SEALED, LetterState.SIGNED, LetterState.SIGNING, LetterState.CHECKING, LetterState.DRAFT,
)  # fmt: skip


def case_now(situation: Situation) -> CaseNow:
    """The case as the pure function asks of it."""
    case, reading = situation.case, situation.reading
    received = situation.events[0]
    return CaseNow(
        today=situation.today, stage=case.stage, channel=Channel(case.channel), submitted=received.on,
        day0=reading.day0, restarted_on=reading.restarted_on, first_due=reading.first_due, due=reading.due,
        provisional=reading.provisional, wait_until=case.wait_until, lapsed=reading.state is State.LAPSED,
        correction_by=_correction_by(situation), suspended_for=_waits(situation),
        open_departments=_departments(situation), unsettled_files=_unsettled(situation),
        merged_into=case.answered_by_case.number if case.answered_by_case else "",
        letters=tuple(letter_now(letter) for letter in situation.letters),
    )  # fmt: skip


def letter_now(letter: Letter) -> LetterNow:
    """The letter as the pure function asks of it."""
    kind = LETTERS[letter.kind]
    return LetterNow(kind.label, letter.kind, letter.state, kind.decision, letter.returned_reason)


def letter_in_hand(situation: Situation) -> Letter | None:
    """The letter nearest to going out; the same one that the next step speaks of."""
    order = [str(state) for state in _UNDER_WAY]
    under_way = [letter for letter in situation.letters if letter.state in order]
    return min(under_way, key=lambda letter: order.index(letter.state), default=None)


@dataclass(frozen=True)
class GivenRow:
    """A file that goes out with the reply, as the sheet lists it."""

    pk: int
    name: str
    is_redacted: bool
    looked_at: datetime | None
    may_redact: bool


def given_rows(situation: Situation) -> list[GivenRow]:
    """The files that go out with the reply."""
    may = why_not("give_file", situation.case, situation.standing) is None
    rows = situation.case.given_files.filter(removed_at=None).select_related("source")
    found = []
    for given in rows:
        given.case = situation.case
        found.append(
            GivenRow(
                given.pk,
                name_of(given),
                given.redacted_id is not None,
                given.looked_at,
                may and can_be_redacted(given),
            )
        )
    return found


def _correction_by(situation: Situation) -> date | None:
    day0 = situation.reading.day0
    return situation.working_day(_CORRECTION_DAYS, after=day0) if day0 else None


def _waits(situation: Situation) -> tuple[str, ...]:
    if situation.reading.state is not State.SUSPENDED:
        return ()
    answered = {e.data.get("id") for e in situation.events if e.type == EventType.CONSULTATION_ANSWERED}
    return tuple(
        one.masked
        for one in situation.consultations
        if one.sent_on and one.cancelled_at is None and str(one.pk) not in answered and not one.answer
    )


def _departments(situation: Situation) -> tuple[str, ...]:
    rows = situation.case.assignments.select_related("department")
    return tuple(row.department.name for row in rows if row.is_open)


def _unsettled(situation: Situation) -> int:
    return situation.case.given_files.filter(removed_at=None, looked_at=None).count()
