"""How every act on a case begins and ends: row locked, right proved; audit row written last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.kernel import audit
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible, SamePersonMayNotApprove
from gongkai.kernel.models import Person
from gongkai.kernel.rights import Standing, standing_of
from gongkai.law.clock import Reading
from gongkai.requests import queries
from gongkai.requests.clockwork import standing_events, take_reading
from gongkai.requests.models import Case, CaseEvent, Letter
from gongkai.requests.rules import is_second_person, why_not, why_not_letter


@dataclass(frozen=True)
class OpenedCase:
    """A locked case and what the actor may be."""

    case: Case
    standing: Standing


@dataclass(frozen=True)
class OpenedLetter:
    """A locked letter with its locked case, and what the actor may be."""

    letter: Letter
    standing: Standing

    @property
    def case(self) -> Case:
        """The letter's case, locked too."""
        return self.letter.case


def locked_case(actor: Person, case_id: int) -> OpenedCase:
    """The case under a row lock when the actor may see it; raises NotVisible."""
    standing = standing_of(actor)
    if not queries.visible_to(standing).filter(pk=case_id).exists():
        raise NotVisible
    return OpenedCase(case_under_lock(case_id), standing)


def case_under_lock(case_id: int) -> Case:
    """The case, its row locked first and read afterwards; raises NotVisible when it does not exist."""
    if Case.objects.filter(pk=case_id).select_for_update().values_list("pk", flat=True).first() is None:
        raise NotVisible
    return Case.objects.select_related("organ", "key", "handler").get(pk=case_id)


def open_case(actor: Person, case_id: int, act: str, *, second_person: bool = True) -> OpenedCase:
    """The locked case, the act being lawful now; raises NotVisible or ActRefused."""
    opened = locked_case(actor, case_id)
    reason = why_not(act, opened.case, opened.standing, second_person=second_person)
    if reason:
        raise ActRefused(reason + "。") if second_person else SamePersonMayNotApprove(reason + "。")
    return opened


def open_letter(actor: Person, letter_id: int, act: str) -> OpenedLetter:
    """The locked letter, its case locked first, the act being lawful; raises NotVisible or ActRefused."""
    standing = standing_of(actor)
    row = queries.letters_visible_to(standing).filter(pk=letter_id).values_list("case_id", flat=True).first()
    if row is None:
        raise NotVisible
    case = case_under_lock(row)
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter_id)
    letter.case = case
    reason = why_not_letter(act, letter, standing)
    if reason:
        if act in {"check_letter", "sign_letter"} and not is_second_person(actor.pk, letter):
            raise SamePersonMayNotApprove(reason + "。")
        raise ActRefused(reason + "。")
    return OpenedLetter(letter, standing)


def note_event(
    case: Case, *, type_: str, on: date, actor: Person | None, now: datetime,
    data: Mapping[str, object] | None = None, letter: Letter | None = None,
) -> CaseEvent:  # fmt: skip
    """Add a fact to the case. Facts are never refused for what they say, only for a day still to come."""
    refuse_future(on, now=now)
    return CaseEvent.objects.create(
        case=case, type=type_, on=on, data=dict(data or {}), letter=letter, recorded_at=now, recorded_by=actor
    )


def refuse_future(on: date, *, now: datetime, field: str = "on") -> None:
    """Raise InputRefused when a fact is dated after today."""
    if on > localdate(now):
        raise InputRefused("日期不能晚于今天，请核对。", fields={field: "不能晚于今天"})


def require_asked(case: Case, asked: str, answer: str, *, on: date, never: str, told: str) -> None:
    """Raise in words when nothing waits for that answer, or when it is dated before it was asked for.

    Either would be a fact that the clock takes for impossible while the case's stage moved on.
    """
    last = next((row for row in reversed(standing_events(case)) if row.type in (asked, answer)), None)
    if last is None:
        raise ActRefused(never)
    if last.type == answer:
        raise ActRefused(told)
    if on < last.on:
        raise InputRefused(
            "日期不能早于告知书送达的日期，请核对。", fields={"on": "不能早于告知书送达的日期"}
        )


def settle_clock(case: Case, *, now: datetime, reason: str) -> Reading:
    """Ask the clock anew after a fact was added."""
    return take_reading(case, now=now, reason=reason)


def record(
    act: str, *, actor: Person | None, case: Case, now: datetime, detail: Mapping[str, object] | None = None
) -> None:
    """The act's audit row on the organ's chain; ids and codes only, never personal data."""
    audit.record(
        organ=case.organ, actor=actor, act=f"requests.case.{act}", subject="case", subject_id=case.pk,
        now=now, detail=detail,
    )  # fmt: skip


def move(case: Case, stage: str, *, now: datetime, **changes: object) -> None:
    """Put the case in a stage and save it with the other changes."""
    case.stage, case.changed_at = stage, now
    for name, value in changes.items():
        setattr(case, name, value)
    case.save(update_fields=["stage", "changed_at", *changes])
