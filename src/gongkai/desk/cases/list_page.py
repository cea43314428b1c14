"""The list of requests: selections, filters, pages, and the same rows as a workbook."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gongkai.desk.cases.export import workbook_of
from gongkai.desk.cases.filters import FilterForm, chosen_cases, narrowed
from gongkai.desk.cases.paging import page_of
from gongkai.desk.cases.rows import letter_rows_of, rows_of, task_rows_of
from gongkai.desk.cases.views import CASES, LETTERS, TASKS, ListView, view_of, views_for
from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.desk.paging import page_by_id
from gongkai.kernel.models import Role
from gongkai.requests import queries
from gongkai.requests.models import Case

_JOINED = ("organ", "handler")
#: What is sealed or only for the clock; no list shows it.
_HEAVY = ("sealed_applicant", "sealed_asked", "sealed_code")
_TEMPLATES = {
    CASES: "desk/cases/list.html", LETTERS: "desk/cases/letters.html", TASKS: "desk/cases/tasks.html",
}  # fmt: skip


@staff_page
def case_list(request: StaffRequest) -> HttpResponse:
    """One page of the selection; which template depends on whether its rows are cases, letters or tasks."""
    view = view_of(request.GET.get("view", ""))
    context = {"view": view, "views": views_for(request.standing)} | _rows(request, view)
    return render(request, _TEMPLATES.get(view.rows, "desk/cases/wishes.html"), context)


def _rows(request: StaffRequest, view: ListView) -> dict[str, Any]:
    standing, today = request.standing, timezone.localdate()
    if view.rows == CASES:
        return _case_rows(request, view)
    selected = view.select(standing, today)
    if view.rows == LETTERS:
        joined = selected.select_related("case__organ", "case__handler", "drafter").defer(
            "sealed_fields", *(f"case__{name}" for name in _HEAVY)
        )
        page = page_by_id(joined, request.GET)
        return {"page": page, "rows": letter_rows_of(page.rows, standing, today=today)}
    if view.rows == TASKS:
        joined = selected.select_related("case__organ", "case__handler", "claimed_by")
        page = page_by_id(joined, request.GET)
        return {"page": page, "rows": task_rows_of(page.rows, standing, today=today)}
    page = page_by_id(selected.prefetch_related("cases"), request.GET)
    return {"page": page, "rows": page.rows}


def _case_rows(request: StaffRequest, view: ListView) -> dict[str, Any]:
    standing, today = request.standing, timezone.localdate()
    form = FilterForm(request.GET, standing)
    chosen = form.chosen
    cases = chosen_cases(standing, view, chosen, today=today).select_related(*_JOINED).defer(*_HEAVY)
    page = page_of(cases, request.GET, str(chosen.get("sort") or view.sort))
    exported = request.GET.copy()
    for name in ("before", "after"):
        exported.pop(name, None)
    return {
        "form": form, "page": page, "rows": rows_of(page.rows, standing, today=today),
        "several_organs": "organ" in form.fields, "is_office": bool(standing.organs(*queries.OFFICE_ROLES)),
        "may_register": bool(standing.organs(Role.REVIEWER)), "export_query": exported.urlencode(),
        "today": today,
    }  # fmt: skip


@staff_page
def case_export(request: StaffRequest) -> FileResponse:
    """The whole selection, narrowed the same way, as xlsx; applicants stay masked."""
    view, standing, today = view_of(request.GET.get("view", "")), request.standing, timezone.localdate()
    chosen = FilterForm(request.GET, standing).chosen
    if view.rows == CASES:
        cases = chosen_cases(standing, view, chosen, today=today)
    elif view.rows == LETTERS:
        cases = queries.visible_to(standing).filter(letters__in=view.select(standing, today)).distinct()
    elif view.rows == TASKS:
        cases = queries.visible_to(standing).filter(assignments__in=view.select(standing, today)).distinct()
    else:
        cases = queries.visible_to(standing).filter(publication_tasks__in=view.select(standing, today))
    if view.rows != CASES:
        cases = narrowed(Case.objects.filter(pk__in=cases.values("pk")), chosen, today=today)
    rows = cases.select_related(*_JOINED).defer(*_HEAVY).order_by("-pk")
    response = FileResponse(
        workbook_of(rows, standing, today=today),
        as_attachment=True,
        filename=f"申请清单-{view.label}-{today:%Y%m%d}.xlsx",
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
