"""Setting right what was registered: a day, a fact that did not happen, the docket, a whole registration."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import Person
from gongkai.remedies.acts.opening import (
    add_fact,
    open_proceeding,
    record,
    refuse_before,
    refuse_future,
    written,
)
from gongkai.remedies.acts.register import MOST_BODY, MOST_DOCKET
from gongkai.remedies.models import FactType, Proceeding, ProceedingFact, Stage
from gongkai.remedies.reckoning import settle
from gongkai.remedies.story import standing_facts

MOST_REASON = 200
_NO_REASON = "请写明理由。"


def correct_fact(
    *, actor: Person, proceeding_id: int, fact_id: int, on: date, reason: str, now: datetime
) -> Proceeding:
    """Put another day on a fact: a new row takes the old one's place, the old one stays readable."""
    with transaction.atomic():
        proceeding = open_proceeding(actor, proceeding_id, "correct").proceeding
        fact = _standing(proceeding, fact_id)
        told = written(reason, field="reason", message=_NO_REASON, most=MOST_REASON)
        if fact.type != FactType.HEARING:
            refuse_future(on, now=now)
        if fact.type == FactType.FILED:
            _require_first(proceeding, on)
        else:
            refuse_before(on, proceeding.filed_on, what="提出之日")
        add_fact(
            proceeding, type_=fact.type, on=on, actor=actor, now=now, data=fact.data, replaces=fact,
            reason=told,
        )  # fmt: skip
        settle(proceeding, now=now)
        record(
            "fact_corrected", actor=actor, proceeding=proceeding, now=now,
            detail={"type": fact.type, "from": fact.on.isoformat(), "to": on.isoformat()},
        )  # fmt: skip
    return proceeding


def void_fact(*, actor: Person, proceeding_id: int, fact_id: int, reason: str, now: datetime) -> Proceeding:
    """Say that a fact did not happen; the filing itself is cancelled with the whole registration instead."""
    with transaction.atomic():
        proceeding = open_proceeding(actor, proceeding_id, "correct").proceeding
        fact = _standing(proceeding, fact_id)
        told = written(reason, field="reason", message=_NO_REASON, most=MOST_REASON)
        if fact.type == FactType.FILED:
            raise ActRefused("提出之日只能更正；整件登记错了的，请注销。")
        if fact.type == FactType.DECIDED:
            _require_not_appealed(proceeding, fact)
            _require_unfollowed(proceeding)
        add_fact(
            proceeding, type_=FactType.VOID, on=localdate(now), actor=actor, now=now, replaces=fact,
            reason=told,
        )  # fmt: skip
        settle(proceeding, now=now)
        record(
            "fact_voided", actor=actor, proceeding=proceeding, now=now,
            detail={"type": fact.type, "on": fact.on.isoformat()},
        )  # fmt: skip
    return proceeding


def describe(*, actor: Person, proceeding_id: int, body: str, docket: str, now: datetime) -> Proceeding:
    """Set the body and its docket number."""
    with transaction.atomic():
        proceeding = open_proceeding(actor, proceeding_id, "describe").proceeding
        proceeding.body = written(
            body, field="body", message="请写明受理的复议机关或者法院。", most=MOST_BODY
        )
        docket = docket.strip()
        proceeding.docket = written(docket, field="docket", message="", most=MOST_DOCKET) if docket else ""
        proceeding.changed_at = now
        proceeding.save(update_fields=("body", "docket", "changed_at"))
        record("described", actor=actor, proceeding=proceeding, now=now)
    return proceeding


def take_over(*, actor: Person, proceeding_id: int, now: datetime) -> Proceeding:
    """Become the one who handles it."""
    with transaction.atomic():
        proceeding = open_proceeding(actor, proceeding_id, "take_over").proceeding
        proceeding.handler, proceeding.changed_at = actor, now
        proceeding.save(update_fields=("handler", "changed_at"))
        record("taken_over", actor=actor, proceeding=proceeding, now=now)
    return proceeding


def cancel(*, actor: Person, proceeding_id: int, reason: str, now: datetime) -> Proceeding:
    """Take a wrong registration out of lists and figures; it stays readable with the reason."""
    with transaction.atomic():
        proceeding = open_proceeding(actor, proceeding_id, "cancel").proceeding
        proceeding.cancelled_reason = written(reason, field="reason", message=_NO_REASON, most=MOST_REASON)
        _require_unfollowed(proceeding)
        proceeding.cancelled_at, proceeding.stage = now, Stage.CANCELLED
        proceeding.save(update_fields=("cancelled_at", "cancelled_reason", "stage"))
        settle(proceeding, now=now)
        record("cancelled", actor=actor, proceeding=proceeding, now=now)
    return proceeding


def _standing(proceeding: Proceeding, fact_id: int) -> ProceedingFact:
    for fact in standing_facts(proceeding):
        if fact.pk == fact_id:
            return fact
    raise NotVisible


def _require_first(proceeding: Proceeding, on: date) -> None:
    others = [fact.on for fact in standing_facts(proceeding) if fact.type != FactType.FILED]
    if others and on > min(others):
        raise InputRefused("提出之日不能晚于后来的事实，请先更正后来的。", fields={"on": "晚于后来的事实"})


def _require_not_appealed(proceeding: Proceeding, decided: ProceedingFact) -> None:
    facts = standing_facts(proceeding)
    later = facts[facts.index(decided) + 1 :]
    if any(fact.type == FactType.APPEALED for fact in later):
        raise ActRefused("已经登记上诉；请先删去上诉，再删去一审结果。")


def _require_unfollowed(proceeding: Proceeding) -> None:
    if proceeding.suits.exclude(stage=Stage.CANCELLED).exists():
        raise ActRefused("已经登记了复议后的诉讼；请先注销那一件。")
