"""One matter in several cases: split, merged, repeated, handled anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.kernel import numbering, private
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import Person
from gongkai.law.clock import EventType
from gongkai.requests import queries
from gongkai.requests.acts.intake import code_hash, draw_number, new_code
from gongkai.requests.acts.opening import case_under_lock, move, note_event, open_case, record, settle_clock
from gongkai.requests.clockwork import RECEIVED, standing_events
from gongkai.requests.models import Case, CaseEvent, CaseStage
from gongkai.requests.personal import (
    Asked,
    applicant_of,
    asked_of,
    matter_index,
    seal_applicant,
    seal_asked,
    subject_of,
    without_person,
)


def split(*, actor: Person, case_id: int, descriptions: Sequence[str], now: datetime) -> list[Case]:
    """Split a request that holds several matters: the first stays here, each other becomes a case of its own.

    All parts share the day of receipt; each counts as one in the annual report.
    """
    told = [text.strip() for text in descriptions if text.strip()]
    if len(told) < 2:
        raise InputRefused("请至少写明两项，每项一件。", fields={"descriptions": "至少两项"})
    with transaction.atomic():
        case = open_case(actor, case_id, "split").case
        if case.letters.exclude(state="void").exists():
            raise ActRefused("已经拟了文书，不能再拆分；请先作废。")
        first = asked_of(case)
        case.sealed_asked = seal_asked(
            case.key, Asked(told[0], first.doc_number, first.features, first.way_note)
        )
        case.subject = subject_of(Asked(told[0]), applicant_of(case), case.applicant_kind)
        case.matter_index = matter_index(Asked(told[0]))
        move(
            case, case.stage, now=now, sealed_asked=case.sealed_asked, subject=case.subject,
            matter_index=case.matter_index,
        )  # fmt: skip
        parts = [_twin(case, Asked(text), actor=actor, now=now, split_from=case) for text in told[1:]]
        record("split", actor=actor, case=case, now=now, detail={"parts": [part.pk for part in parts]})
    return [case, *parts]


def merge(*, actor: Person, case_id: int, into_id: int, now: datetime) -> Case:
    """Answer a case with another one of the same applicant and matter: it ends with it and stays counted."""
    with transaction.atomic():
        first, second = sorted((case_id, into_id))
        for one in (first, second):
            open_case(actor, one, "merge")
        case, into = case_under_lock(case_id), case_under_lock(into_id)
        if case.pk == into.pk or case.organ_id != into.organ_id:
            raise NotVisible
        if not _is_same_applicant(case, into):
            raise ActRefused("只有同一申请人的申请才能并案；证件号码相同而姓名不同的，请先核对身份。")
        if into.answered_by_case_id is not None:
            raise ActRefused("对方已经并入别的案件，请并入那一件。")
        if case.merged_cases.exists():
            raise ActRefused("已有别的案件并入这一件，请把另一件也并入这一件。")
        if case.decisions.filter(superseded_at=None).exists():
            raise ActRefused("这一件已经拟了答复，请先作废答复再并案。")
        move(case, case.stage, now=now, answered_by_case=into)
        record("merged", actor=actor, case=case, now=now, detail={"into": into.pk})
    return case


def end_merged(case: Case, *, on: date, actor: Person, now: datetime) -> None:
    """End the cases that are answered with this one: same outcome, same row. Under the case's lock."""
    for pk in case.merged_cases.filter(ended_on=None).order_by("pk").values_list("pk", flat=True):
        merged = case_under_lock(pk)
        note_event(merged, type_=EventType.REPLIED, on=on, actor=actor, now=now)
        move(
            merged, CaseStage.ANSWERED, now=now, outcome=case.outcome, report_row=case.report_row, ended_on=on
        )
        settle_clock(merged, now=now, reason="并案答复")


def mark_repeat(*, actor: Person, case_id: int, earlier_id: int, now: datetime) -> Case:
    """Mark a case as asking again for what the same applicant was already answered (article 36(6))."""
    with transaction.atomic():
        opened = open_case(actor, case_id, "mark_repeat")
        case = opened.case
        earlier = queries.visible_to(opened.standing).filter(pk=earlier_id, organ=case.organ_id).first()
        if earlier is None:
            raise NotVisible
        if earlier.applicant_index != case.applicant_index:
            raise ActRefused("不是同一申请人；不同申请人申请相同信息的，考虑转为主动公开（第四十四条）。")
        if earlier.ended_on is None or earlier.pk == case.pk:
            raise ActRefused("先前的申请还没有答复，不能按重复申请处理；可以并案。")
        move(case, case.stage, now=now, repeats=earlier)
        record("marked_repeat", actor=actor, case=case, now=now, detail={"earlier": earlier.pk})
    return case


def redo(*, actor: Person, case_id: int, until: date | None, reason: str, now: datetime) -> Case:
    """Handle a request anew after its answer was set aside; the new case is not counted a second time.

    `until` is the day the review body or court set, where it set one.
    """
    if not reason.strip():
        raise InputRefused("请写明重新办理的依据，例如复议决定书文号。", fields={"reason": "不能为空"})
    if until is not None and until < localdate(now):
        raise InputRefused("重新答复的期限不能早于今天。", fields={"until": "不能早于今天"})
    with transaction.atomic():
        case = open_case(actor, case_id, "redo").case
        if case.redone_by.filter(ended_on=None).exists():
            raise ActRefused("已经在重新办理。")
        again = _twin(case, asked_of(case), actor=actor, now=now, redo_of=case, received=localdate(now))
        again.counted, again.stage, again.handler = False, CaseStage.HANDLING, actor
        again.save(update_fields=("counted", "stage", "handler"))
        if until is not None:
            note_event(
                again, type_=EventType.OWN_PERIOD, on=localdate(now), actor=actor, now=now,
                data={"until": until.isoformat()},
            )  # fmt: skip
            settle_clock(again, now=now, reason="重新办理的期限")
        told = without_person(reason.strip(), applicant_of(case), case.applicant_kind)
        record("redone", actor=actor, case=case, now=now, detail={"new": again.pk, "reason": told[:100]})
    return again


def earlier_of_same_applicant(case: Case) -> list[Case]:
    """Earlier cases of the same applicant in this organ, those with the same wording first."""
    rows = Case.objects.filter(organ=case.organ_id, applicant_index=case.applicant_index, pk__lt=case.pk)
    found = list(rows.select_related("organ", "key").order_by("-pk")[:50])
    return sorted(found, key=lambda one: one.matter_index != case.matter_index)


def _is_same_applicant(one: Case, other: Case) -> bool:
    """By number of identity and name: a number alone can be anybody's word, and «none» is many people's.

    Who answers with a case lets its applicant read the letters. A credit code is an organisation's for good.
    """
    if one.applicant_index != other.applicant_index:
        return False
    first, second = applicant_of(one), applicant_of(other)
    return first.id_kind == "credit_code" or first.name.split() == second.name.split()


def _twin(
    case: Case, asked: Asked, *, actor: Person, now: datetime, received: date | None = None, **links: Case
) -> Case:
    """A case with the same applicant and receipt, its own number, key and query code."""
    key, number, code = private.new_key(now=now), draw_number(case.organ, now=now), new_code()
    twin = Case.objects.create(
        organ=case.organ, number=number, year=localdate(now).year, key=key, channel=case.channel,
        applicant_kind=case.applicant_kind, applicant_masked=case.applicant_masked,
        applicant_index=case.applicant_index, matter_index=matter_index(asked),
        sealed_applicant=seal_applicant(key, applicant_of(case)), sealed_asked=seal_asked(key, asked),
        subject=subject_of(asked, applicant_of(case), case.applicant_kind), form=case.form, way=case.way,
        electronic_service=case.electronic_service,
        needs_help=case.needs_help, oral=case.oral, code_hash=code_hash(number, code),
        sealed_code=private.seal_text(key, code, context="code"), stage=case.stage, handler=case.handler,
        submitted_at=case.submitted_at if received is None else now, registered_by=actor, changed_at=now,
        rules_version=case.rules_version, **links,
    )  # fmt: skip
    numbering.issue(series="request", number=number, subject="case", subject_id=twin.pk, now=now)
    _copy_receipt(case, twin, received, actor=actor, now=now)
    settle_clock(twin, now=now, reason="登记")
    return twin


def _copy_receipt(case: Case, twin: Case, received: date | None, *, actor: Person, now: datetime) -> None:
    first = next(row for row in standing_events(case) if row.type == RECEIVED)
    data, on = dict(first.data), first.on
    if received is not None:
        data, on = {"channel": "counter", "submitted": received.isoformat(), "confirmed": None}, received
    CaseEvent.objects.create(case=twin, type=RECEIVED, on=on, data=data, recorded_at=now, recorded_by=actor)
