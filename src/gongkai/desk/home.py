"""The first page: what must I do today?"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import localdate

from gongkai.desk.context import counts_of
from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.disclosure.deadlines import deadlines_of
from gongkai.kernel import worker
from gongkai.kernel.models import Role
from gongkai.kernel.models.outbox import JobState
from gongkai.kernel.queries import jobs_visible_to

#: Working days before the last one from which an item stands on the first screen.
PRESSING_DAYS = 10


@staff_page
def home(request: StaffRequest) -> HttpResponse:
    """«今天要办的事»: what waits for me, what is due, and for the office whether the machine runs."""
    standing, now = request.standing, timezone.now()
    deadlines = deadlines_of(standing, today=localdate(now), most=50)
    context: dict[str, object] = {
        "counts": counts_of(request),
        "deadlines": [row for row in deadlines if row.left is None or row.left <= PRESSING_DAYS],
        "later": sum(1 for row in deadlines if row.left is not None and row.left > PRESSING_DAYS),
        "today": localdate(now),
        "may_draft": bool(standing.departments(Role.DRAFTER, Role.HEAD) or standing.organs(Role.REVIEWER)),
    }
    if standing.organs(Role.ADMIN, Role.REVIEWER):
        context["stopped_jobs"] = jobs_visible_to(standing).filter(state=JobState.DEAD).count()
        context["worker_is_silent"] = worker.is_silent(now=now)
    return render(request, "desk/home.html", context)
