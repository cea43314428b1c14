"""The list of items: selections, filters, search, pages, and the same rows as a workbook."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gongkai.desk.items.export import workbook_of
from gongkai.desk.items.filters import VIEWS, FilterForm, chosen_items, view_of
from gongkai.desk.items.paging import page_of
from gongkai.desk.items.rows import HEAVY, rows_of
from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.disclosure.queries import ordered_by_publication
from gongkai.kernel.calendars import current_calendar
from gongkai.kernel.models import Role

BULK_ACTS = {"submit": "提交审核", "publish": "发布"}
_JOINED = ("organ", "department", "column", "live_edition")


@staff_page
def item_list(request: StaffRequest) -> HttpResponse:
    """One page of the selection; the tick boxes serve the acts that can be done in bulk."""
    view, form = view_of(request.GET), FilterForm(request.GET, request.standing)
    chosen = form.chosen
    items = chosen_items(request.standing, view, chosen).select_related(*_JOINED).defer(*HEAVY)
    page = page_of(items, request.GET, str(chosen.get("sort", "id")))
    calendar, today = current_calendar(), timezone.localdate()
    picked = request.GET.copy()
    picked["picked"] = "1"
    exported = request.GET.copy()
    for name in ("before", "after", "picked"):
        exported.pop(name, None)
    standing = request.standing
    may_draft = bool(standing.departments(Role.DRAFTER, Role.HEAD) or standing.organs(Role.REVIEWER))
    context = {
        "view": view, "views": VIEWS.values(), "form": form, "page": page,
        "rows": rows_of(page.rows, standing, today=today, calendar=calendar),
        "several_organs": "organ" in form.fields, "all_picked": request.GET.get("picked") == "1",
        "picked_url": f"?{picked.urlencode()}", "export_query": exported.urlencode(),
        "bulk_acts": _bulk_acts(view.bulk) if may_draft else [], "may_draft": may_draft,
    }  # fmt: skip
    return render(request, "desk/items/list.html", context)


def _bulk_acts(main: str) -> list[tuple[str, str, bool]]:
    """The bulk buttons, the one the selection is for first."""
    ordered = sorted(BULK_ACTS, key=lambda act: act != main)
    return [(act, BULK_ACTS[act], act == main) for act in ordered]


@staff_page
def item_export(request: StaffRequest) -> FileResponse:
    """The whole selection, narrowed the same way, as xlsx."""
    view, form = view_of(request.GET), FilterForm(request.GET, request.standing)
    items = chosen_items(request.standing, view, form.chosen).select_related(*_JOINED).defer(*HEAVY)
    name = f"信息清单-{view.label}-{timezone.localdate():%Y%m%d}.xlsx"
    return FileResponse(
        workbook_of(ordered_by_publication(items), request.standing, today=timezone.localdate()),
        as_attachment=True,
        filename=name,
    )
