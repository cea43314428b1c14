"""What moves the period: correction, extension, reasons, a period of its own (articles 30, 33, 35)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.kernel.calendars import calendar_for
from gongkai.kernel.errors import ActRefused, InputRefused
from gongkai.kernel.models import Person
from gongkai.law.clock import EventType
from gongkai.requests.acts.letters import new_letter, void_lapse
from gongkai.requests.acts.opening import (
    move,
    note_event,
    open_case,
    record,
    require_asked,
    settle_clock,
)
from gongkai.requests.clockwork import reading_of, rules_of, standing_events
from gongkai.requests.letter_content import frame_of, settings_of
from gongkai.requests.models import Case, CaseStage, Letter, LetterState
from gongkai.requests.personal import Asked, applicant_of, matter_index, seal_asked, subject_of

_DONE_WITH = (LetterState.SERVED, LetterState.VOID)
_TOO_LONG = "延长的工作日数填 1 至 {most}。"


def request_correction(
    *, actor: Person, case_id: int, points: Sequence[str], respond_by: date | None = None, way: str = "",
    now: datetime,
) -> Letter:  # fmt: skip
    """Draft the notice that asks for correction, all points at once and a reasonable period (article 30).

    The fact enters the case when the notice is served. A second or late notice is a breach the clock names;
    it is not refused here, for the office may have its reason.
    """
    told = [point.strip() for point in points if point.strip()]
    if not told:
        raise InputRefused("请写明需要补正的事项。", fields={"points": "不能为空"})
    with transaction.atomic():
        case = open_case(actor, case_id, "request_correction").case
        by = respond_by or _working_days_from(case, settings_of(case.organ).correction_days, now)
        _require_later(by, now, "respond_by")
        letter = new_letter(
            case, kind="correction_notice", actor=actor, now=now, effect={"respond_by": by.isoformat()},
            fields=frame_of(case) | {"points": told, "respond_by": by.isoformat(), "way": way.strip()},
        )  # fmt: skip
        record("correction_drafted", actor=actor, case=case, now=now, detail={"letter": letter.pk})
    return letter


def receive_correction(
    *, actor: Person, case_id: int, on: date, asked: Asked | None = None, now: datetime
) -> Case:
    """Note that the corrected request came in: the period runs anew from the next day (article 30).

    A late one is a fact too: it is taken, and an unserved «not processed further» is void.
    """
    with transaction.atomic():
        case = open_case(actor, case_id, "receive_correction").case
        require_asked(
            case, EventType.CORRECTION_REQUESTED, EventType.CORRECTION_RECEIVED, on=on,
            never="没有要求过补正。", told="已经登记过补正；登记错了请更正这项事实。",
        )  # fmt: skip
        void_lapse(case, "lapse_correction", reason="申请人已经补正", actor=actor, now=now)
        note_event(case, type_=EventType.CORRECTION_RECEIVED, on=on, actor=actor, now=now)
        if asked is not None and asked.description.strip():
            case.sealed_asked = seal_asked(case.key, asked)
            case.matter_index = matter_index(asked)
            case.subject = subject_of(asked, applicant_of(case), case.applicant_kind)
        stage = CaseStage.PAYING if case.stage == CaseStage.PAYING else CaseStage.HANDLING
        move(
            case,
            stage,
            now=now,
            subject=case.subject,
            sealed_asked=case.sealed_asked,
            matter_index=case.matter_index,
        )
        settle_clock(case, now=now, reason="收到补正")
        record("correction_received", actor=actor, case=case, now=now, detail={"on": on.isoformat()})
    return case


def extend(*, actor: Person, case_id: int, working_days: int, reasons: str, now: datetime) -> Letter:
    """Draft the notice of extension: at most twenty working days, once, signed by the office's head (33)."""
    if not reasons.strip():
        raise InputRefused("请写明延长的理由。", fields={"reasons": "不能为空"})
    with transaction.atomic():
        case = open_case(actor, case_id, "extend").case
        most = rules_of(case).days("extension")
        if not 1 <= working_days <= most:
            message = _TOO_LONG.format(most=most)
            raise InputRefused(message, fields={"working_days": message})
        reading = reading_of(case, as_of=localdate(now))
        if reading.first_due is None or reading.due is None:
            raise ActRefused("现在没有正在计算的答复期限，不能延长。")
        if _has(case, EventType.EXTENDED):
            raise ActRefused("已经延长过一次，不能再延长。")
        if case.letters.filter(kind="extension_notice").exclude(state__in=_DONE_WITH).exists():
            raise ActRefused("已经起草了延期告知书，请送达那一份，或者先作废。")
        if localdate(now) > reading.first_due:
            raise ActRefused("原答复期限已经届满，不能再延长；请尽快答复。")
        due = calendar_for(case.organ).nth_workday_after(reading.first_due, working_days).due
        letter = new_letter(
            case, kind="extension_notice", actor=actor, now=now, effect={"working_days": working_days},
            fields=frame_of(case) | {
                "first_due_on": reading.first_due.isoformat(), "due_on": due.isoformat(),
                "reasons": reasons.strip(), "working_days": working_days,
            },
        )  # fmt: skip
        record("extension_drafted", actor=actor, case=case, now=now, detail={"letter": letter.pk})
    return letter


def ask_reasons(
    *, actor: Person, case_id: int, why_excessive: str, points: Sequence[str], respond_by: date | None = None,
    now: datetime,
) -> Letter:  # fmt: skip
    """Draft the notice that asks why so much is requested (article 35)."""
    told = [point.strip() for point in points if point.strip()]
    if not why_excessive.strip() or not told:
        raise InputRefused(
            "请写明申请数量、频次明显超过合理范围的事实，以及需要说明的事项。",
            fields={"why_excessive": "不能为空", "points": "不能为空"},
        )
    with transaction.atomic():
        case = open_case(actor, case_id, "ask_reasons").case
        by = respond_by or _working_days_from(case, settings_of(case.organ).correction_days, now)
        _require_later(by, now, "respond_by")
        letter = new_letter(
            case, kind="reasons_notice", actor=actor, now=now, effect={"respond_by": by.isoformat()},
            fields=frame_of(case) | {
                "reasons": why_excessive.strip(), "points": told, "respond_by": by.isoformat(),
            },
        )  # fmt: skip
        record("reasons_drafted", actor=actor, case=case, now=now, detail={"letter": letter.pk})
    return letter


def receive_reasons(*, actor: Person, case_id: int, on: date, now: datetime) -> Case:
    """Note that the applicant explained."""
    with transaction.atomic():
        case = open_case(actor, case_id, "receive_reasons").case
        require_asked(
            case, EventType.REASONS_REQUESTED, EventType.REASONS_GIVEN, on=on,
            never="没有要求过说明理由。", told="已经登记过说明；登记错了请更正这项事实。",
        )  # fmt: skip
        note_event(case, type_=EventType.REASONS_GIVEN, on=on, actor=actor, now=now)
        settle_clock(case, now=now, reason="申请人说明理由")
        record("reasons_received", actor=actor, case=case, now=now, detail={"on": on.isoformat()})
    return case


def set_own_period(*, actor: Person, case_id: int, until: date, reasons: str, now: datetime) -> Letter:
    """Draft the notice of a reasonable later day, the applicant's reasons being reasonable (article 35)."""
    if not reasons.strip():
        raise InputRefused("请写明不能在法定期限内答复的原因。", fields={"reasons": "不能为空"})
    with transaction.atomic():
        case = open_case(actor, case_id, "set_own_period").case
        if not _has(case, EventType.REASONS_REQUESTED):
            raise ActRefused("应当先要求申请人说明理由。")
        if not _has(case, EventType.REASONS_GIVEN):
            raise ActRefused("申请人还没有说明理由，不能认定理由合理而延迟答复。")
        _require_later(until, now, "until")
        letter = new_letter(
            case, kind="own_period_notice", actor=actor, now=now, effect={"until": until.isoformat()},
            fields=frame_of(case) | {"due_on": until.isoformat(), "reasons": reasons.strip()},
        )  # fmt: skip
        record("own_period_drafted", actor=actor, case=case, now=now, detail={"letter": letter.pk})
    return letter


def _has(case: Case, type_: str) -> bool:
    return any(row.type == type_ for row in standing_events(case))


def _working_days_from(case: Case, days: int, now: datetime) -> date:
    return calendar_for(case.organ).nth_workday_after(localdate(now), days).due


def _require_later(day: date, now: datetime, field: str) -> None:
    if day <= localdate(now):
        raise InputRefused("期限应当晚于今天。", fields={field: "应当晚于今天"})
