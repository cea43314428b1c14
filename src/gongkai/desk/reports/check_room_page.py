"""The page of one checked file: what was read, what was found, what was judged; its JSON; a new run."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.desk.reports.check_room_findings import Problem, groups_of, judge_posted
from gongkai.desk.reports.check_room_tables import read_marks, read_tables
from gongkai.desk.reports.page import summary_of
from gongkai.kernel.errors import ActRefused, NotVisible
from gongkai.law.report_form import FORMS
from gongkai.reporting import checked_files
from gongkai.reporting.acts.check_file import check_again
from gongkai.reporting.models import CheckedFile

_UNREAD = "这个文件还没有读出，没有可以下载的结果。"
#: After that long a file that still waits is not simply in the queue.
_LONG = timedelta(minutes=10)


@staff_page
def checked_file(request: StaffRequest, checked_id: int) -> HttpResponse:
    """Everything about one file; while it waits, the page asks again by itself."""
    return _page(request, checked_files.visible_file(request.standing, checked_id))


@require_POST
@staff_page
def checked_file_judge(request: StaffRequest, checked_id: int) -> HttpResponse:
    """Keep a verdict on one finding."""
    row = checked_files.visible_file(request.standing, checked_id)
    subject = checked_files.subject_of(row)
    if not checked_files.may_judge(request.standing, row.organ_id, subject):
        raise NotVisible
    fingerprint, problem = judge_posted(
        request, checked_files.judged_findings(row), organ_id=row.organ_id, subject=subject
    )
    if problem:
        return _page(request, row, problem)
    messages.success(request, "已记下您的判断；重新核对、换更清楚的文件，判断都还在。")
    return redirect(f"{reverse('desk:checked_file', args=(row.pk,))}#f-{fingerprint}")


@require_POST
@staff_page
def checked_file_again(request: StaffRequest, checked_id: int) -> HttpResponse:
    """Read the kept file anew."""
    row = check_again(
        actor=request.user, checked_id=checked_id, with_year_before="year_before" in request.POST,
        now=timezone.now(),
    )  # fmt: skip
    return redirect("desk:checked_file", checked_id=row.pk)


@staff_page
def checked_file_json(request: StaffRequest, checked_id: int, kind: str) -> HttpResponse:
    """What was concluded or what was read, as the commands tell it."""
    row = checked_files.visible_file(request.standing, checked_id)
    if kind not in ("check", "extract"):
        raise Http404
    if not row.extracted:
        raise ActRefused(_UNREAD)
    told: Any
    if kind == "check":
        told = [{"file": row.name, **checked_files.check_of(row)}]
    else:
        told = {"file": row.name, **checked_files.extract_of(row)}
    return JsonResponse(
        told, safe=False, json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={"Content-Disposition": f'attachment; filename="{kind}-{row.pk}.json"'},
    )  # fmt: skip


def _page(request: StaffRequest, row: CheckedFile, problem: Problem | None = None) -> HttpResponse:
    waits = checked_files.is_waiting(row)
    context: dict[str, Any] = {
        "row": row, "waits": waits, "is_late": waits and timezone.now() - row.checked_at > _LONG,
        "problem": problem, "may_repeat": row.file is not None and row.file.purged_at is None,
    }  # fmt: skip
    if row.extracted:
        findings = checked_files.judged_findings(row)
        subject = checked_files.subject_of(row)
        context |= {
            "year_before": None if row.previous or not row.file else checked_files.year_before(row),
            "groups": groups_of(findings, problem), "checks": summary_of(findings), "read": row.extracted,
            "form_label": FORMS[row.extracted["report"]["format"]].label,
            "tables": read_tables(row.extracted), "marks": read_marks(row.extracted),
            "judge_url": reverse("desk:checked_file_judge", args=(row.pk,)),
            "may_judge": checked_files.may_judge(request.standing, row.organ_id, subject),
        }  # fmt: skip
    return render(request, "desk/reports/check_file.html", context)
