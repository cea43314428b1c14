"""The month: what is due, by department, with what is late and which standing pages are stale."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from gongkai.desk.duty_list.access import chosen_month, chosen_organ, kept_organ, neighbours
from gongkai.desk.duty_list.rows import rows_of, tally
from gongkai.desk.ids import read_id, read_ids
from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.duty_list import queries
from gongkai.duty_list.acts.call import call_departments
from gongkai.duty_list.models import DutyLine
from gongkai.duty_list.month import DepartmentMonth, month_for
from gongkai.duty_list.standing_pages import stale_pages
from gongkai.kernel.errors import Refused
from gongkai.kernel.models import Organ

_VIEWS = (("month", "本月任务"), ("late", "逾期"), ("standing", "指南和栏目"))
_CALL = "请在期限前完成本月的公开任务：能公开的起草提交，没有的做零报告。"


@require_GET
@staff_page
def duty_month(request: StaffRequest) -> HttpResponse:
    """The month asked for; the office sees every department, a department its own lines."""
    organ, organs = chosen_organ(request)
    month, today = chosen_month(request.GET.get("month")), localdate()
    keeps = queries.may_keep(request.standing, organ.pk)
    view = request.GET.get("view", "month")
    department = read_id(request.GET.get("department"))
    found = month_for(request.standing, organ.pk, month, today=today, department_id=department)
    before, after = neighbours(month)
    context: dict[str, Any] = {
        "organ": organ, "organs": organs, "month": month, "before": before, "after": after,
        "is_this_month": month == today.replace(day=1), "keeps": keeps,
        "view": view if view in dict(_VIEWS) else "month",
        "views": _VIEWS if organ.pk in request.standing.organs(*queries.SEES_ALL) else _VIEWS[:2],
        "sections": [_section(one, request) for one in found.departments],
        "tallies": tally(found.duties), "on_event": found.on_event,
        "silent_count": sum(one.is_silent for one in found.on_event), "department": department,
        "late_count": sum(len(one.late) for one in found.departments),
        "calls": list(queries.calls_of(request.standing, organ).filter(month=month)[:5]),
        "call_text": _CALL, "owes": any(one.open_count for one in found.departments),
    }  # fmt: skip
    shown = "late" if context["view"] == "late" else "rows"
    rows = (row for one in context["sections"] for row in one[shown])
    context["may_zero"] = sum(row.may_file and row.is_unanswered for row in rows) > 1
    if context["view"] == "standing":
        context["stale"] = _stale(organ, request)
    context["has_lines"] = bool(found.departments or found.on_event) or _has_lines(organ)
    return render(request, "desk/duty_list/month.html", context)


def _section(one: DepartmentMonth, request: StaffRequest) -> dict[str, Any]:
    return {
        "part": one, "rows": rows_of(one.duties, request.standing),
        "late": rows_of(one.late, request.standing),
    }  # fmt: skip


def _stale(organ: Organ, request: StaffRequest) -> list[Any]:
    if organ.pk not in request.standing.organs(*queries.SEES_ALL):
        return []
    return stale_pages([organ], today=localdate())


def _has_lines(organ: Organ) -> bool:
    return queries.in_force(DutyLine.objects.filter(organ=organ)).exists()


@require_POST
@staff_page
def duty_call(request: StaffRequest) -> HttpResponse:
    """Remind the ticked departments."""
    organ, _ = kept_organ(request)
    month = chosen_month(request.POST.get("month"))
    back = f"{reverse('desk:duty_month')}?organ={organ.code}&month={month:%Y-%m}"
    try:
        count = call_departments(
            actor=request.user, organ_id=organ.pk, month=month, now=timezone.now(),
            department_ids=read_ids(request.POST.getlist("department")),
            text=request.POST.get("text", "").replace("\0", ""),
        )  # fmt: skip
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"已提醒 {count} 个科室，他们在工作台上会看到。")
    return redirect(back)
