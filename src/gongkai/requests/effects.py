"""What the service of a letter does to its case: the fact it adds, the stage it leads to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.kernel.models import Person
from gongkai.law.clock import EventType
from gongkai.law.letters import LETTERS
from gongkai.requests.acts.linking import end_merged
from gongkai.requests.acts.opening import move, note_event
from gongkai.requests.acts.publishing import watch_same_wish
from gongkai.requests.models import Case, CaseStage, Letter

Effect = Callable[[Letter, date, Person, datetime], None]


def apply(letter: Letter, *, on: date, actor: Person, now: datetime) -> None:
    """Add the fact that the letter was served that day, and what follows. Under the case's lock."""
    if LETTERS[letter.kind].decision:
        _answered(letter, on, actor, now)
        return
    effect = _EFFECTS.get(letter.kind)
    if effect is not None:
        effect(letter, on, actor, now)


def comes_too_late(letter: Letter, on: date) -> bool:
    """Whether the letter would move a case that had ended by that day."""
    ended_on = letter.case.ended_on
    if ended_on is None:
        return False
    is_decision = LETTERS[letter.kind].decision
    return is_decision or (letter.kind in _EFFECTS and on >= ended_on)


def _event(
    letter: Letter, type_: str, on: date, actor: Person, now: datetime, *names: str, **more: object
) -> None:
    data = {name: letter.effect[name] for name in names if name in letter.effect} | more
    note_event(letter.case, type_=type_, on=on, actor=actor, now=now, data=data, letter=letter)


def _correction(letter: Letter, on: date, actor: Person, now: datetime) -> None:
    _event(letter, EventType.CORRECTION_REQUESTED, on, actor, now, "respond_by")
    _wait(letter.case, CaseStage.CORRECTING, now)


def _extension(letter: Letter, on: date, actor: Person, now: datetime) -> None:
    _event(letter, EventType.EXTENDED, on, actor, now, "working_days")


def _reasons(letter: Letter, on: date, actor: Person, now: datetime) -> None:
    _event(letter, EventType.REASONS_REQUESTED, on, actor, now, "respond_by")


def _own_period(letter: Letter, on: date, actor: Person, now: datetime) -> None:
    _event(letter, EventType.OWN_PERIOD, on, actor, now, "until")


def _consultation(letter: Letter, on: date, actor: Person, now: datetime) -> None:
    for consultation in letter.consultations.filter(cancelled_at=None):
        _event(
            letter,
            EventType.CONSULTATION_SENT,
            on,
            actor,
            now,
            id=str(consultation.pk),
            party=consultation.party,
        )
        consultation.sent_on = on
        consultation.save(update_fields=("sent_on",))


def _fee(letter: Letter, on: date, actor: Person, now: datetime) -> None:
    _event(letter, EventType.FEE_NOTICED, on, actor, now)
    _wait(letter.case, CaseStage.PAYING, now)


def _wait(case: Case, stage: CaseStage, now: datetime) -> None:
    """Wait for the applicant, unless the service is only entered after the case has ended."""
    if case.ended_on is None:
        move(case, stage, now=now)


def _answered(letter: Letter, on: date, actor: Person, now: datetime) -> None:
    """The case ends: outcome and report row are the decision's, so letter and table cannot disagree."""
    decision = letter.decision
    withdrawn = decision.outcome == "withdrawn"
    # A withdrawal was noted on its own day, before its confirmation was drawn up.
    if not withdrawn:
        _event(letter, EventType.REPLIED, on, actor, now)
    decision.made_on = letter.issued_on or localdate(now)
    decision.save(update_fields=("made_on",))
    move(
        letter.case, CaseStage.ANSWERED, now=now, outcome=decision.outcome, report_row=decision.report_row,
        ended_on=on,
    )  # fmt: skip
    end_merged(letter.case, on=on, actor=actor, now=now)
    watch_same_wish(letter.case, now=now)


_EFFECTS: dict[str, Effect] = {
    "correction_notice": _correction,
    "extension_notice": _extension,
    "reasons_notice": _reasons,
    "own_period_notice": _own_period,
    "third_party_consultation": _consultation,
    "co_maker_consultation": _consultation,
    "other_organ_consultation": _consultation,
    "fee_notice": _fee,
}
