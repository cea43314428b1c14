"""The list of faults and measures: entering, answering, rechecking, dropping with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from gongkai.kernel import audit
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import Department, Organ, Person
from gongkai.kernel.rights import standing_of
from gongkai.reporting.acts.opening import harmless, require_year, written
from gongkai.reporting.models import ImprovementTask
from gongkai.reporting.queries import tasks_visible_to
from gongkai.reporting.rules import may_open

_OFFICE_ONLY = "问题和措施由公开工作机构的人员登记。"
_FUTURE = "不能晚于今天"


@dataclass(frozen=True, kw_only=True)
class TaskText:
    """What a task says."""

    fault: str
    measure: str
    department_id: int | None = None
    due_on: date | None = None


def add_task(*, actor: Person, organ_id: int, year: int, text: TaskText, now: datetime) -> ImprovementTask:
    """Enter a fault of a year's work and the measure against it."""
    with transaction.atomic():
        standing = standing_of(actor)
        if organ_id not in standing.home_organs:
            raise NotVisible
        if not may_open(standing, organ_id):
            raise ActRefused(_OFFICE_ONLY)
        require_year(year, now)
        organ = Organ.objects.select_for_update().get(pk=organ_id)
        last = ImprovementTask.objects.filter(organ=organ, year=year).aggregate(last=Max("position"))["last"]
        task = ImprovementTask(
            organ=organ, year=year, position=0 if last is None else last + 1, created_by=actor,
            created_at=now, changed_at=now,
        )  # fmt: skip
        _fill(task, text)
        task.save()
        _record("added", actor, task, now)
    return task


def edit_task(*, actor: Person, task_id: int, text: TaskText, now: datetime) -> ImprovementTask:
    """Change what a task says, until it was rechecked."""
    with transaction.atomic():
        task = _office_task(actor, task_id)
        if task.recheck_passed:
            raise ActRefused("复查通过的任务不再修改。")
        _fill(task, text)
        _keep(task, now)
        _record("edited", actor, task, now)
    return task


def report_done(
    *, actor: Person, task_id: int, evidence: str, done_on: date, now: datetime
) -> ImprovementTask:
    """Say that the measure was carried out, since when, and what proves it."""
    with transaction.atomic():
        task = _locked(actor, task_id)
        if task.recheck_passed:
            raise ActRefused("这项任务已经复查通过。")
        _refuse_future(done_on, now)
        message = "请写明做了什么、有什么佐证。"
        task.evidence = written(evidence, field="evidence", message=message, most=500)
        task.done_on, task.recheck_passed = done_on, None
        _keep(task, now)
        _record("done", actor, task, now, {"on": done_on.isoformat()})
    return task


def recheck(*, actor: Person, task_id: int, passed: bool, note: str, now: datetime) -> ImprovementTask:
    """Look whether it is so; what fails goes back to the department as open."""
    with transaction.atomic():
        task = _office_task(actor, task_id)
        if task.done_on is None:
            raise ActRefused("还没有登记完成情况，不能复查。")
        task.recheck_note = harmless(note.strip(), field="note", most=300)
        if not passed and not task.recheck_note:
            raise InputRefused("请写明哪里没有做到。", fields={"note": "不能为空"})
        task.rechecked_on, task.rechecked_by, task.recheck_passed = localdate(now), actor, passed
        if not passed:
            task.done_on = None
        _keep(task, now)
        _record("rechecked", actor, task, now, {"passed": passed})
    return task


def answer(*, actor: Person, task_id: int, text: str, now: datetime) -> ImprovementTask:
    """Write the sentence with which the next report answers the measure."""
    with transaction.atomic():
        task = _office_task(actor, task_id)
        task.answer = written(text, field="answer", message="请写明落实情况。", most=500)
        _keep(task, now)
        _record("answered", actor, task, now)
    return task


def drop(*, actor: Person, task_id: int, reason: str, now: datetime) -> ImprovementTask:
    """Take a task off the list with a reason; the next report says so."""
    with transaction.atomic():
        task = _office_task(actor, task_id)
        message = "请写明不再列入的理由。"
        task.dropped_reason = written(reason, field="reason", message=message, most=300)
        _keep(task, now)
        _record("dropped", actor, task, now)
    return task


def _fill(task: ImprovementTask, text: TaskText) -> None:
    task.fault = written(text.fault, field="fault", message="请写明存在的问题。", most=300)
    task.measure = written(text.measure, field="measure", message="请写明改进措施。", most=500)
    if text.department_id is not None:
        found = Department.objects.filter(organ=task.organ_id, pk=text.department_id, is_active=True).first()
        if found is None:
            raise InputRefused("请选择本机关在用的科室。", fields={"department": "请选择"})
        task.department = found
    else:
        task.department = None
    task.due_on = text.due_on


def _locked(actor: Person, task_id: int) -> ImprovementTask:
    if not tasks_visible_to(standing_of(actor)).filter(pk=task_id).exists():
        raise NotVisible
    ImprovementTask.objects.select_for_update().filter(pk=task_id).values_list("pk", flat=True).first()
    return ImprovementTask.objects.select_related("organ", "department").get(pk=task_id)


def _office_task(actor: Person, task_id: int) -> ImprovementTask:
    task = _locked(actor, task_id)
    if not may_open(standing_of(actor), task.organ_id):
        raise ActRefused(_OFFICE_ONLY)
    return task


def _refuse_future(on: date, now: datetime) -> None:
    if on > localdate(now):
        raise InputRefused("日期不能晚于今天，请核对。", fields={"done_on": _FUTURE})


def _keep(task: ImprovementTask, now: datetime) -> None:
    task.changed_at = now
    task.save()


def _record(
    act: str, actor: Person, task: ImprovementTask, now: datetime, detail: Mapping[str, object] | None = None
) -> None:
    audit.record(
        organ=task.organ, actor=actor, act=f"reporting.task.{act}", subject="task", subject_id=task.pk,
        now=now, detail={"year": task.year, **(detail or {})},
    )  # fmt: skip
