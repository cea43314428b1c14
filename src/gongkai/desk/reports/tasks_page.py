"""The list of faults and measures that section 五 speaks from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from gongkai.desk.pages import StaffRequest, carried_out, staff_page
from gongkai.desk.remedies.forms import day
from gongkai.desk.reports.access import office_organs
from gongkai.desk.reports.list_page import FIRST_YEAR
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import Department, Organ
from gongkai.reporting import queries
from gongkai.reporting.acts import tasks
from gongkai.reporting.acts.tasks import TaskText
from gongkai.reporting.announcements import TASKS_AHEAD
from gongkai.reporting.models import ImprovementTask
from gongkai.reporting.rules import OFFICE_ROLES, Status
from gongkai.reporting.season import reported_year


class TaskForm(forms.Form):
    """What a task says."""

    fault = forms.CharField(label="存在的问题", max_length=300, widget=forms.Textarea({"rows": 2}))
    measure = forms.CharField(label="改进措施", max_length=500, widget=forms.Textarea({"rows": 3}))
    department = forms.ChoiceField(label="责任科室", required=False)
    due_on = day("完成期限", required=False)

    def __init__(self, organ: Organ, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Department.objects.filter(organ=organ, is_active=True)
        choices = [("", "不指定"), *((str(one.pk), one.name) for one in rows)]
        self.fields["department"].choices = choices  # type: ignore[attr-defined]

    @property
    def said(self) -> TaskText:
        """The form's values as the act takes them."""
        chosen = self.cleaned_data
        department = int(chosen["department"]) if chosen["department"] else None
        return TaskText(
            fault=chosen["fault"], measure=chosen["measure"], department_id=department,
            due_on=chosen["due_on"],
        )  # fmt: skip


class NewTaskForm(TaskForm):
    """For which year, too."""

    year = forms.TypedChoiceField(label="列入哪一年的年报", coerce=int)
    field_order = ("year", "fault", "measure", "department", "due_on")

    def __init__(self, organ: Organ, *args: Any, **kwargs: Any) -> None:
        super().__init__(organ, *args, **kwargs)
        years = range(localdate().year, FIRST_YEAR - 1, -1)
        self.fields["year"].choices = [(str(year), f"{year}年") for year in years]  # type: ignore[attr-defined]


class DoneForm(forms.Form):
    """Since when, proved how."""

    done_on = day("完成日期")
    evidence = forms.CharField(
        label="完成情况和佐证", max_length=500, widget=forms.Textarea({"rows": 3}),
        help_text="做了什么、材料在哪里可以查到。",
    )  # fmt: skip


class RecheckForm(forms.Form):
    """How it looked."""

    passed = forms.ChoiceField(label="复查结果", choices=[("yes", "做到了"), ("no", "没有做到，退回")])
    note = forms.CharField(
        label="复查意见", max_length=300, required=False, widget=forms.Textarea({"rows": 2})
    )

    def clean_passed(self) -> bool:
        """As the act takes it."""
        return bool(self.cleaned_data["passed"] == "yes")


class AnswerForm(forms.Form):
    """The sentence of the next report."""

    text = forms.CharField(
        label="落实情况", max_length=500, widget=forms.Textarea({"rows": 3}),
        help_text="下一年年报第五部分用这句话答复这项措施。",
    )  # fmt: skip


class DropForm(forms.Form):
    """Why."""

    reason = forms.CharField(label="理由", max_length=300, widget=forms.Textarea({"rows": 2}))


@dataclass(frozen=True)
class TaskAct:
    """An act on a task as a page."""

    label: str
    done: str
    form: type[forms.Form]
    run: Callable[..., object]
    office_only: bool = True


ACTS: dict[str, TaskAct] = {
    "done": TaskAct("登记完成情况", "已登记，待复查。", DoneForm, tasks.report_done, office_only=False),
    "recheck": TaskAct("复查", "已登记复查结果。", RecheckForm, tasks.recheck),
    "answer": TaskAct("写落实情况", "已保存，下一年年报会引用。", AnswerForm, tasks.answer),
    "drop": TaskAct("不再列入", "已移出清单，理由会写进下一年年报。", DropForm, tasks.drop),
}
VIEWS = {"open": "未完成", "due": "将到期", "done": "待复查", "all": "全部"}


@dataclass(frozen=True)
class TaskRow:
    """A task in the list with how it stands."""

    task: ImprovementTask
    status: Status


@staff_page
def report_tasks(request: StaffRequest) -> HttpResponse:
    """The tasks one sees, by how they stand."""
    found = queries.tasks_visible_to(request.standing)
    organs = office_organs(request)
    if not organs and not request.standing.departments_by_role:
        raise NotVisible
    view, today = request.GET.get("view", "open"), localdate()
    view = view if view in VIEWS else "open"
    rows = _selected(found, view, today).order_by("-year", "organ", "position")[:200]
    context = {
        "rows": [TaskRow(task, status_of(task, today)) for task in rows], "view": view,
        "views": VIEWS.items(), "may_add": bool(organs), "several_organs": len(organs) > 1,
        "office_ids": request.standing.organs(*OFFICE_ROLES),
    }  # fmt: skip
    return render(request, "desk/reports/tasks.html", context)


def _selected(found: QuerySet[ImprovementTask], view: str, today: date) -> QuerySet[ImprovementTask]:
    live = Q(dropped_reason="")
    if view == "open":
        return found.filter(live, done_on=None)
    if view == "due":
        return found.filter(live, done_on=None, due_on__lte=today + TASKS_AHEAD)
    if view == "done":
        return found.filter(live, recheck_passed=None).exclude(done_on=None)
    return found


def status_of(task: ImprovementTask, today: date) -> Status:
    """How a task stands, in a word."""
    if task.dropped_reason:
        return Status("不再列入", "grey")
    if task.recheck_passed:
        return Status("已完成", "green")
    if task.done_on is not None:
        return Status("待复查", "blue")
    if task.due_on is not None and task.due_on < today:
        return Status("已过期限", "red")
    return Status("未完成", "amber")


@staff_page
def improvement_new(request: StaffRequest) -> HttpResponse:
    """Enter a fault and its measure."""
    organs = office_organs(request)
    if not organs:
        raise NotVisible
    organ = next((one for one in organs if one.code == request.GET.get("organ")), organs[0])
    posted = request.POST if request.method == "POST" else None
    year = request.GET.get("year") or str(reported_year(localdate()))
    form = NewTaskForm(organ, posted, initial={"year": year})
    if posted is not None and form.is_valid():

        def act() -> object:
            return tasks.add_task(
                actor=request.user, organ_id=organ.pk, year=form.cleaned_data["year"], text=form.said,
                now=timezone.now(),
            )  # fmt: skip

        if carried_out(form, act):
            messages.success(request, "已登记。")
            return redirect("desk:report_tasks")
    context = {"form": form, "label": "登记问题和改进措施", "organ": organ}
    return render(request, "desk/reports/task_act.html", context)


@staff_page
def improvement(request: StaffRequest, improvement_id: int) -> HttpResponse:
    """Change what a task says."""
    task = _office_task(request, improvement_id)
    posted = request.POST if request.method == "POST" else None
    initial = {
        "fault": task.fault, "measure": task.measure, "department": task.department_id or "",
        "due_on": task.due_on,
    }  # fmt: skip
    form = TaskForm(task.organ, posted, initial=initial)
    if posted is not None and form.is_valid():

        def act() -> object:
            return tasks.edit_task(actor=request.user, task_id=task.pk, text=form.said, now=timezone.now())

        if carried_out(form, act):
            messages.success(request, "已保存。")
            return redirect("desk:report_tasks")
    context = {"form": form, "label": "修改", "organ": task.organ, "task": task}
    return render(request, "desk/reports/task_act.html", context)


@staff_page
def improvement_act(request: StaffRequest, improvement_id: int, act: str) -> HttpResponse:
    """One of the acts on a task."""
    page = ACTS.get(act)
    if page is None:
        raise Http404
    task = _office_task(request, improvement_id) if page.office_only else _task(request, improvement_id)
    posted = request.POST if request.method == "POST" else None
    form = page.form(posted, initial={"text": task.answer, "evidence": task.evidence})
    if posted is not None and form.is_valid():

        def run() -> object:
            return page.run(actor=request.user, task_id=task.pk, now=timezone.now(), **form.cleaned_data)

        if carried_out(form, run):
            messages.success(request, page.done)
            return redirect(reverse("desk:report_tasks") + "?view=all")
    context = {"form": form, "label": page.label, "organ": task.organ, "task": task}
    return render(request, "desk/reports/task_act.html", context)


def _task(request: StaffRequest, task_id: int) -> ImprovementTask:
    found = queries.tasks_visible_to(request.standing).select_related("organ").filter(pk=task_id).first()
    if found is None:
        raise NotVisible
    return found


def _office_task(request: StaffRequest, task_id: int) -> ImprovementTask:
    task = _task(request, task_id)
    if task.organ_id not in request.standing.organs(*OFFICE_ROLES):
        raise NotVisible
    return task
