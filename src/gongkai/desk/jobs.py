"""Outward work as it stands: what waits, what runs, what stopped and why; trying again and giving up."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.desk.job_words import in_plain_words
from gongkai.desk.pages import StaffRequest, carried_out, confirm_page, staff_page
from gongkai.desk.paging import page_by_id
from gongkai.kernel import worker
from gongkai.kernel.acts.jobs import discard_job, retry_job
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import OutboxJob, Role
from gongkai.kernel.models.outbox import JobState
from gongkai.kernel.outbox import NEVER_DISCARDED
from gongkai.kernel.queries import jobs_visible_to
from gongkai.kernel.registry import registry

_TONES = {
    JobState.WAITING: "amber",
    JobState.RUNNING: "blue",
    JobState.DONE: "green",
    JobState.DEAD: "red",
    JobState.DISCARDED: "grey",
}
#: What a kind of job is called before its handler has announced itself in this process.
_KINDS = {
    "release.item": "更新信息页面",
    "release.organ": "更新机关全部页面",
    "release.purge": "清除泄露信息",
    "disclosure.publish_due": "定时发布",
}


@dataclass(frozen=True)
class Status:
    """A word with a tone."""

    label: str
    tone: str


@dataclass(frozen=True)
class JobLine:
    """A job as people read it."""

    job: OutboxJob
    label: str
    status: Status
    words: str
    raw: str
    item: int | None
    is_stopped: bool
    may_discard: bool


def _line(job: OutboxJob) -> JobLine:
    handler = registry.handlers.get(job.kind)
    state = JobState(job.state)
    words = in_plain_words(job.last_error)
    item = job.payload.get("item")
    return JobLine(
        job=job,
        label=handler.label if handler else _KINDS.get(job.kind, job.kind),
        status=Status(str(state.label), _TONES[state]),
        words=words,
        raw=job.last_error if words != job.last_error else "",
        item=item if isinstance(item, int) else None,
        is_stopped=state == JobState.DEAD,
        may_discard=job.kind not in NEVER_DISCARDED,
    )


class StateFilter(forms.Form):
    """Open jobs unless asked for others."""

    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "未完成的"), *JobState.choices, ("all", "全部")]
    )


@staff_page
def jobs(request: StaffRequest) -> HttpResponse:
    """Counts, the worker's pulse, and the list."""
    standing, now = request.standing, timezone.now()
    if not standing.organs(Role.ADMIN, Role.REVIEWER):
        raise NotVisible
    visible = jobs_visible_to(standing)
    open_states = (JobState.WAITING, JobState.RUNNING, JobState.DEAD)
    tallied = visible.filter(state__in=open_states).values_list("state").annotate(Count("id")).order_by()
    counts = dict(tallied)
    form = StateFilter(request.GET)
    state = form.cleaned_data["state"] if form.is_valid() else ""
    shown = visible if state == "all" else visible.filter(state__in=[state] if state else open_states)
    page = page_by_id(shown.select_related("organ"), request.GET)
    context = {
        "counts": [(_status(state), counts.get(state, 0)) for state in open_states],
        "form": form,
        "page": page,
        "lines": [_line(job) for job in page.rows],
        "several": len(standing.organs(Role.ADMIN, Role.REVIEWER)) > 1,
        "last_seen": worker.last_seen(),
        "is_silent": worker.is_silent(now=now),
        "now": now,
    }
    return render(request, "desk/outbox.html", context)


def _status(state: JobState) -> Status:
    return Status(str(state.label), _TONES[state])


@staff_page
@require_POST
def retry(request: StaffRequest, job_id: int) -> HttpResponse:
    """Another set of attempts."""
    retry_job(actor=request.user, job_id=job_id, now=timezone.now())
    messages.success(request, "已重新排队，稍后自动办理。")
    return redirect("desk:outbox")


class DiscardForm(forms.Form):
    """Why it is given up."""

    reason = forms.CharField(label="理由", max_length=200, help_text="例如：该栏目已经撤销，不再需要更新。")


@staff_page
def discard(request: StaffRequest, job_id: int) -> HttpResponse:
    """Give a stopped job up, after asking why."""
    job = jobs_visible_to(request.standing).filter(pk=job_id).first()
    if job is None:
        raise NotVisible
    form = DiscardForm(request.POST or None)
    if form.is_valid() and carried_out(
        form,
        lambda: discard_job(
            actor=request.user, job_id=job_id, reason=form.cleaned_data["reason"], now=timezone.now()
        ),
    ):
        messages.success(request, "已放弃，理由记录在案。")
        return redirect("desk:outbox")
    return confirm_page(
        request,
        title="放弃对外任务",
        text=f"放弃“{_line(job).label}”以后不再自动重试，门户可能与系统中的内容不一致，直到下一次更新。",
        act="放弃这项任务",
        back=reverse("desk:outbox"),
        danger=True,
        form=form,
    )
