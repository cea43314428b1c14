"""Every check of an own report, and what the office judged about each."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.desk.reports.access import seen_edition, seen_report
from gongkai.desk.reports.check_room_findings import Problem, groups_of, judge_posted
from gongkai.desk.reports.page import summary_of
from gongkai.kernel.errors import ActRefused, NotVisible
from gongkai.reporting.checked_files import may_judge
from gongkai.reporting.judging import Judged, subject_of_report
from gongkai.reporting.models import AnnualReport, ReportEdition, ReportState
from gongkai.reporting.own_checks import findings_of
from gongkai.reporting.queries import working_edition
from gongkai.reporting.rules import status_of

_CLOSED = "审核以后不再判断核对结果；有改动的，请先退回。"
_OPEN = frozenset({ReportState.COMPILING, ReportState.CHECKED})


@staff_page
def report_checks(request: StaffRequest, report_id: int) -> HttpResponse:
    """All findings of an edition; the authority reads them once the report was checked."""
    row = seen_report(request, report_id)
    edition = seen_edition(request, row)
    return _page(request, row, edition, findings_of(edition) if edition else [])


@require_POST
@staff_page
def report_judge(request: StaffRequest, report_id: int) -> HttpResponse:
    """Keep a verdict on one finding of the working edition."""
    row = seen_report(request, report_id)
    subject = subject_of_report(row)
    if not may_judge(request.standing, row.organ_id, subject):
        raise NotVisible
    edition = working_edition(row)
    if edition is None or row.state not in _OPEN:
        raise ActRefused(_CLOSED)
    findings = findings_of(edition)
    fingerprint, problem = judge_posted(request, findings, organ_id=row.organ_id, subject=subject)
    if problem:
        return _page(request, row, edition, findings, problem)
    messages.success(request, "已记下您的判断。")
    return redirect(f"{reverse('desk:report_checks', args=(row.pk,))}#f-{fingerprint}")


def _page(
    request: StaffRequest, row: AnnualReport, edition: ReportEdition | None, findings: list[Judged],
    problem: Problem | None = None,
) -> HttpResponse:  # fmt: skip
    is_open = edition is not None and edition.frozen_at is None and row.state in _OPEN
    context = {
        "row": row, "edition": edition, "status": status_of(row), "groups": groups_of(findings, problem),
        "checks": summary_of(findings), "problem": problem,
        "judge_url": reverse("desk:report_judge", args=(row.pk,)),
        "may_judge": is_open and may_judge(request.standing, row.organ_id, subject_of_report(row)),
    }  # fmt: skip
    return render(request, "desk/reports/findings.html", context)
