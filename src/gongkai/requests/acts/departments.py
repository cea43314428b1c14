"""Work inside the organ: a department is asked, claims or hands back, advises, searches, adds files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import BinaryIO

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.kernel import private
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import Department, Person, Role
from gongkai.requests.acts.opening import OpenedCase, move, open_case, record, refuse_future
from gongkai.requests.models import Assignment, Case, CaseFile, CaseFileRole, SearchRecord
from gongkai.requests.personal import in_clear

#: What a department may advise.
ADVICE = {
    "open": "予以公开",
    "partial": "部分公开",
    "refuse": "不予公开",
    "not_held": "没有这项信息",
    "other": "其他意见",
}


def take_over(*, actor: Person, case_id: int, now: datetime) -> Case:
    """Become the one who handles the case."""
    with transaction.atomic():
        case = open_case(actor, case_id, "take_over").case
        move(case, case.stage, now=now, handler=actor)
        record("taken_over", actor=actor, case=case, now=now)
    return case


def assign(
    *, actor: Person, case_id: int, department_id: int, task: str, internal_due: date | None = None,
    now: datetime,
) -> Assignment:  # fmt: skip
    """Ask a department for its part, by an internal day."""
    with transaction.atomic():
        case = open_case(actor, case_id, "assign").case
        department = Department.objects.filter(pk=department_id, organ=case.organ_id, is_active=True).first()
        if department is None:
            raise NotVisible
        if not task.strip():
            raise InputRefused("请写明要科室做什么。", fields={"task": "不能为空"})
        if internal_due is not None and internal_due < localdate(now):
            raise InputRefused("内部期限不能早于今天。", fields={"internal_due": "不能早于今天"})
        if _open_of(case, department.pk) is not None:
            raise ActRefused("这个科室还有没有办完的分办，请等它答复或者先撤销。")
        assignment = Assignment.objects.create(
            case=case, department=department, task=in_clear(case, task, most=300), internal_due=internal_due,
            assigned_at=now, assigned_by=actor,
        )  # fmt: skip
        record("assigned", actor=actor, case=case, now=now, detail={"department": department.pk})
    return assignment


def cancel_assignment(*, actor: Person, case_id: int, assignment_id: int, now: datetime) -> Assignment:
    """Take a task back from a department; it no longer sees the case, unless it was asked otherwise too."""
    with transaction.atomic():
        case = open_case(actor, case_id, "cancel_assignment").case
        assignment = case.assignments.filter(pk=assignment_id, cancelled_at=None).first()
        if assignment is None:
            raise NotVisible
        if assignment.answered_at is not None:
            raise ActRefused("科室已经答复，不能撤销。")
        assignment.cancelled_at = now
        assignment.save(update_fields=("cancelled_at",))
        record("assignment_cancelled", actor=actor, case=case, now=now, detail={"assignment": assignment_id})
    return assignment


def claim(*, actor: Person, case_id: int, assignment_id: int, now: datetime) -> Assignment:
    """Say «I do this» for the department."""
    with transaction.atomic():
        opened, assignment = _own(actor, case_id, assignment_id, "claim")
        if assignment.claimed_by_id is not None and assignment.claimed_by_id != actor.pk:
            raise ActRefused("已由同事认领。")
        assignment.claimed_by, assignment.claimed_at = actor, now
        assignment.save(update_fields=("claimed_by", "claimed_at"))
        record("claimed", actor=actor, case=opened.case, now=now, detail={"assignment": assignment_id})
    return assignment


def hand_back(*, actor: Person, case_id: int, assignment_id: int, reason: str, now: datetime) -> Assignment:
    """Give the task back to the office with the reason: not this department's information."""
    if not reason.strip():
        raise InputRefused("请写明退回理由。", fields={"reason": "不能为空"})
    with transaction.atomic():
        opened, assignment = _own(actor, case_id, assignment_id, "hand_back")
        assignment.handed_back_at = now
        assignment.handed_back_reason = in_clear(opened.case, reason, most=300)
        assignment.save(update_fields=("handed_back_at", "handed_back_reason"))
        record("handed_back", actor=actor, case=opened.case, now=now, detail={"assignment": assignment_id})
    return assignment


def opine(
    *, actor: Person, case_id: int, assignment_id: int, advice: str, opinion: str, now: datetime
) -> Assignment:
    """Give the department's opinion: what to do with which information, and why."""
    if advice not in ADVICE:
        raise InputRefused("请选择办理意见。", fields={"advice": "请选择"})
    if not opinion.strip():
        raise InputRefused("请写明意见和理由。", fields={"opinion": "不能为空"})
    with transaction.atomic():
        opened, assignment = _own(actor, case_id, assignment_id, "opine")
        assignment.advice, assignment.answered_at = advice, now
        assignment.claimed_by = assignment.claimed_by or actor
        assignment.sealed_opinion = private.seal_text(opened.case.key, opinion.strip(), context="opinion")
        assignment.save(update_fields=("advice", "answered_at", "claimed_by", "sealed_opinion"))
        record("opined", actor=actor, case=opened.case, now=now, detail={"assignment": assignment_id})
    return assignment


def record_search(
    *, actor: Person, case_id: int, place: str, words: str, result: str, found: bool, on: date, by_name: str,
    minutes: int | None = None, now: datetime,
) -> SearchRecord:  # fmt: skip
    """Write down a search: where, with which words, what came of it. A reply «does not exist» rests on it."""
    faults = {
        name: "不能为空"
        for name, value in (("place", place), ("words", words), ("result", result), ("by_name", by_name))
        if not value.strip()
    }
    if faults:
        raise InputRefused("请写明在哪里、用什么词、由谁检索、结果如何。", fields=faults)
    with transaction.atomic():
        case = open_case(actor, case_id, "record_search").case
        refuse_future(on, now=now)
        search = SearchRecord.objects.create(
            case=case, place=place.strip()[:200], words=words.strip()[:200], result=result.strip()[:500],
            found=found, on=on, by_name=by_name.strip()[:60], minutes=minutes, recorded_by=actor,
            recorded_at=now,
        )  # fmt: skip
        record("searched", actor=actor, case=case, now=now, detail={"search": search.pk, "found": found})
    return search


def add_file(
    *, actor: Person, case_id: int, role: str, name: str, stream: BinaryIO | Iterable[bytes], now: datetime
) -> CaseFile:
    """Add a file to the case's record. A refused file leaves nothing behind."""
    if role not in CaseFileRole.values:
        raise InputRefused("请选择材料种类。", fields={"role": "请选择"})
    with transaction.atomic():
        key = open_case(actor, case_id, "add_file").case.key
    file = private.take_in(key=key, name=name, stream=stream, now=now)
    try:
        with transaction.atomic():
            case = open_case(actor, case_id, "add_file").case
            kept = CaseFile.objects.create(case=case, role=role, file=file, added_by=actor, added_at=now)
            record("file_added", actor=actor, case=case, now=now, detail={"file": kept.pk, "role": role})
    except BaseException:
        private.erase(file, now=now)
        raise
    return kept


def _own(actor: Person, case_id: int, assignment_id: int, act: str) -> tuple[OpenedCase, Assignment]:
    opened = open_case(actor, case_id, act)
    assignment = opened.case.assignments.filter(pk=assignment_id).first()
    if assignment is None or assignment.department_id not in opened.standing.departments(
        Role.DRAFTER, Role.HEAD
    ):
        raise NotVisible
    if not assignment.is_open:
        raise ActRefused("这项分办已经办完、退回或者撤销。")
    return opened, assignment


def _open_of(case: Case, department_id: int) -> Assignment | None:
    return case.assignments.filter(
        department=department_id, answered_at=None, handed_back_at=None, cancelled_at=None
    ).first()
