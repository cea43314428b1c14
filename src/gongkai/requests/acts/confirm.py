"""Confirming receipt with the applicant, and correcting facts that were entered wrongly."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import Person
from gongkai.law.clock import EventType, Received
from gongkai.requests import notices
from gongkai.requests.acts.letters import void_lapse
from gongkai.requests.acts.opening import (
    case_under_lock,
    move,
    open_case,
    record,
    refuse_future,
    settle_clock,
)
from gongkai.requests.clockwork import RECEIVED, VOID, read_event, standing_events
from gongkai.requests.models import Case, CaseEvent, CaseStage
from gongkai.requests.personal import applicant_of, without_person

_CONFIRMED = "与申请人确认收到"
_NOT_WITHDRAWN = "申请人没有撤回"


def confirm(*, actor: Person, case_id: int, confirmed: date, how: str = "", now: datetime) -> Case:
    """Note the day both sides confirmed receipt (article 31): the case is in hand, the clock runs from it."""
    with transaction.atomic():
        case = open_case(actor, case_id, "confirm").case
        received = next(row for row in standing_events(case) if row.type == RECEIVED)
        refuse_future(confirmed, now=now, field="confirmed")
        if confirmed < received.on:
            raise InputRefused("确认日期不能早于提交日期。", fields={"confirmed": "不能早于提交日期"})
        data = received.data | {"confirmed": confirmed.isoformat(), "how": _told(case, how)}
        _replace(received, data=data, on=received.on, type_=RECEIVED, reason=_CONFIRMED, actor=actor, now=now)
        move(case, CaseStage.HANDLING, now=now, handler=case.handler or actor)
        settle_clock(case, now=now, reason=_CONFIRMED)
        notices.tell_applicant(case, "confirmed", now=now)
        record("confirmed", actor=actor, case=case, now=now, detail={"confirmed": confirmed.isoformat()})
    return case


def correct_event(
    *,
    actor: Person,
    case_id: int,
    event_id: int,
    on: date,
    changes: Mapping[str, object] | None = None,
    reason: str,
    now: datetime,
) -> CaseEvent:
    """Put a fact right that was entered wrongly. The old row stays; dates follow anew."""
    with transaction.atomic():
        case, old = _standing(actor, case_id, event_id, reason)
        refuse_future(on, now=now)
        data = old.data | dict(changes or {})
        if old.type == RECEIVED:
            data["submitted"] = on.isoformat()
        _require_readable(case, data, old.type, on, now=now)
        if old.letter is not None and old.letter.issued_on is not None and on < old.letter.issued_on:
            raise InputRefused("送达日期不能早于落款日期。", fields={"on": "不能早于落款日期"})
        reason = _told(case, reason)
        event = _replace(old, data=data, on=on, type_=old.type, reason=reason, actor=actor, now=now)
        _carry_over(case, event, old, actor=actor, now=now)
        settle_clock(case, now=now, reason=reason)
        record(
            "event_corrected", actor=actor, case=case, now=now,
            detail={"event": old.pk, "type": old.type, "from": old.on.isoformat(), "to": on.isoformat()},
        )  # fmt: skip
    return event


def void_event(*, actor: Person, case_id: int, event_id: int, reason: str, now: datetime) -> CaseEvent:
    """Say that an entered fact did not happen. Receipt and reply are corrected, never voided."""
    with transaction.atomic():
        case, old = _standing(actor, case_id, event_id, reason)
        if old.type in {RECEIVED, EventType.REPLIED}:
            raise InputRefused("收到和答复不能删去，请更正它的日期。")
        if old.letter_id is not None:
            raise InputRefused("这项事实来自已送达的文书，请更正送达日期。")
        if old.type == EventType.WITHDRAWN and case.ended_on is not None:
            raise ActRefused("案件已经办结，撤回不能删去；确有错误的，请重新办理。")
        reason = _told(case, reason)
        event = _replace(old, data=old.data, on=old.on, type_=VOID, reason=reason, actor=actor, now=now)
        _take_back(case, old, actor=actor, now=now)
        settle_clock(case, now=now, reason=reason)
        record("event_voided", actor=actor, case=case, now=now, detail={"event": old.pk, "type": old.type})
    return event


def _require_readable(case: Case, data: dict[str, object], type_: str, on: date, *, now: datetime) -> None:
    """Refuse details that the clock cannot read, and a confirmation that is still to come."""
    try:
        fact = read_event(CaseEvent(type=type_, on=on, data=data))
    except (KeyError, TypeError, ValueError):
        raise InputRefused("更正的内容不对，请核对日期和天数的写法。", fields={"changes": "请核对"}) from None
    if not isinstance(fact, Received):
        return
    if fact.confirmed is None:
        if case.stage != CaseStage.FILED and fact.channel.counts_from_confirmation:
            raise InputRefused("已经登记确认的，请填写确认日期。", fields={"confirmed": "不能为空"})
        return
    if case.stage == CaseStage.FILED:
        raise InputRefused("还没有登记确认，请用“登记确认”登记日期。", fields={"confirmed": "请用登记确认"})
    refuse_future(fact.confirmed, now=now, field="confirmed")
    if fact.confirmed < on:
        raise InputRefused("确认日期不能早于提交日期。", fields={"confirmed": "不能早于提交日期"})


def _carry_over(case: Case, event: CaseEvent, old: CaseEvent, *, actor: Person, now: datetime) -> None:
    """Put the corrected day where copies of it stand: letter, consultation, fee notice, end of the case."""
    if event.letter is not None:
        event.letter.served_on = event.on
        event.letter.save(update_fields=("served_on",))
        # The first service is the fact; what was served again has days of its own.
        service = event.letter.services.order_by("pk").first()
        if service is not None:
            service.received_on = event.on if service.received_on == old.on else service.received_on
            service.on = event.on
            service.save(update_fields=("on", "received_on"))
    copy = _COPIES.get(event.type)
    if copy is not None:
        case.consultations.filter(pk=int(event.data.get("id", 0))).update(**{copy: event.on})
    if event.type == EventType.FEE_PAID:
        case.fee_notices.filter(cancelled_at=None).exclude(paid_on=None).update(paid_on=event.on)
    if event.type == EventType.REPLIED and case.ended_on is not None:
        move(case, case.stage, now=now, ended_on=event.on)
        _carry_over_to_merged(case, event, actor=actor, now=now)


def _carry_over_to_merged(case: Case, event: CaseEvent, *, actor: Person, now: datetime) -> None:
    """The cases that were answered with this one were answered that day too; what is archived stays."""
    for pk in case.merged_cases.filter(stage=CaseStage.ANSWERED).order_by("pk").values_list("pk", flat=True):
        merged = case_under_lock(pk)
        theirs = next((row for row in standing_events(merged) if row.type == EventType.REPLIED), None)
        if theirs is None:
            continue
        _replace(
            theirs, data=theirs.data, on=event.on, type_=theirs.type, reason=event.reason, actor=actor,
            now=now,
        )  # fmt: skip
        move(merged, merged.stage, now=now, ended_on=event.on)
        settle_clock(merged, now=now, reason=event.reason)


def _take_back(case: Case, old: CaseEvent, *, actor: Person, now: datetime) -> None:
    """Undo what a fact that did not happen had led to."""
    copy = _COPIES.get(old.type)
    if copy is not None:
        cleared: dict[str, object] = {copy: None}
        if old.type == EventType.CONSULTATION_ANSWERED:
            cleared |= {"answer": "", "reasonable": None, "sealed_reasons": ""}
        case.consultations.filter(pk=int(old.data.get("id", 0))).update(**cleared)
    if old.type == EventType.FEE_PAID:
        case.fee_notices.filter(cancelled_at=None).update(paid_on=None, receipt_number="")
    if old.type == EventType.WITHDRAWN:
        void_lapse(case, "withdrawal_confirmation", reason=_NOT_WITHDRAWN, actor=actor, now=now)
    stage = _STAGE_BEFORE.get(old.type)
    if stage is not None and case.stage == CaseStage.HANDLING:
        move(case, stage, now=now)


#: Facts that brought the case back in hand: without them it waits again.
_STAGE_BEFORE: dict[str, CaseStage] = {
    EventType.CORRECTION_RECEIVED: CaseStage.CORRECTING,
    EventType.FEE_PAID: CaseStage.PAYING,
}
_COPIES: dict[str, str] = {
    EventType.CONSULTATION_SENT: "sent_on",
    EventType.CONSULTATION_RECEIVED: "received_on",
    EventType.CONSULTATION_ANSWERED: "answered_on",
}


def _standing(actor: Person, case_id: int, event_id: int, reason: str) -> tuple[Case, CaseEvent]:
    case = open_case(actor, case_id, "correct_event").case
    if not reason.strip():
        raise InputRefused("请写明更正理由。", fields={"reason": "不能为空"})
    event = next((row for row in standing_events(case) if row.pk == event_id), None)
    if event is None:
        raise NotVisible
    return case, event


def _told(case: Case, words: str) -> str:
    """What the office wrote, as it may be kept in clear."""
    return without_person(words.strip(), applicant_of(case), case.applicant_kind)[:200]


def _replace(
    old: CaseEvent,
    *,
    data: dict[str, object],
    on: date,
    type_: str,
    reason: str,
    actor: Person,
    now: datetime,
) -> CaseEvent:
    return CaseEvent.objects.create(
        case=old.case, type=type_, on=on, data=data, letter=old.letter, replaces=old, reason=reason[:200],
        recorded_at=now, recorded_by=actor,
    )  # fmt: skip
