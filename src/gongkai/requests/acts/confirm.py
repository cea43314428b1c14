"""Confirming receipt with the applicant, and correcting facts that were entered wrongly."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from gongkai.kernel.errors import InputRefused, NotVisible
from gongkai.kernel.models import Person
from gongkai.law.clock import EventType
from gongkai.requests import notices
from gongkai.requests.acts.opening import move, open_case, record, refuse_future, settle_clock
from gongkai.requests.clockwork import RECEIVED, VOID, standing_events
from gongkai.requests.models import Case, CaseEvent, CaseStage

_CONFIRMED = "与申请人确认收到"


def confirm(*, actor: Person, case_id: int, confirmed: date, how: str = "", now: datetime) -> Case:
    """Note the day both sides confirmed receipt (article 31): the case is in hand, the clock runs from it."""
    with transaction.atomic():
        case = open_case(actor, case_id, "confirm").case
        received = next(row for row in standing_events(case) if row.type == RECEIVED)
        refuse_future(confirmed, now=now, field="confirmed")
        if confirmed < received.on:
            raise InputRefused("确认日期不能早于提交日期。", fields={"confirmed": "不能早于提交日期"})
        data = received.data | {"confirmed": confirmed.isoformat(), "how": how[:200]}
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
        event = _replace(old, data=data, on=on, type_=old.type, reason=reason, actor=actor, now=now)
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
        event = _replace(old, data=old.data, on=old.on, type_=VOID, reason=reason, actor=actor, now=now)
        settle_clock(case, now=now, reason=reason)
        record("event_voided", actor=actor, case=case, now=now, detail={"event": old.pk, "type": old.type})
    return event


def _standing(actor: Person, case_id: int, event_id: int, reason: str) -> tuple[Case, CaseEvent]:
    case = open_case(actor, case_id, "correct_event").case
    if not reason.strip():
        raise InputRefused("请写明更正理由。", fields={"reason": "不能为空"})
    event = next((row for row in standing_events(case) if row.pk == event_id), None)
    if event is None:
        raise NotVisible
    return case, event


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
