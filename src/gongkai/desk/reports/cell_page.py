"""What stands behind a cell: cases, proceedings or items, or who provided the figure from which source."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.desk.paging import page_by_id
from gongkai.desk.reports.access import seen_edition, seen_report
from gongkai.disclosure import queries as items
from gongkai.kernel.errors import NotVisible
from gongkai.law.report_form import CellId, parse_cell
from gongkai.remedies import queries as remedies
from gongkai.reporting.contents import content_of
from gongkai.reporting.members import Kind, Members, members_of
from gongkai.reporting.models import EnteredFigure
from gongkai.reports.writing import place, printed_cell, table_name
from gongkai.requests import queries as cases

_READ = {
    Kind.CASES: (cases.visible_to, ("organ", "handler")),
    Kind.PROCEEDINGS: (remedies.visible_to, ("organ", "case", "handler")),
    Kind.ITEMS: (items.visible_to, ("organ", "column")),
}  # fmt: skip


@staff_page
def report_cell(request: StaffRequest, report_id: int, cell: str) -> HttpResponse:
    """One page of the members of a cell, as far as the person may see them, and how many there are in all."""
    row = seen_report(request, report_id)
    edition = seen_edition(request, row)
    if edition is None:
        raise NotVisible
    content = content_of(edition)
    found = _cell(cell, content.cells.keys())
    members = members_of(row.organ, row.year, found, edition=edition)
    context: dict[str, Any] = {
        "row": row, "edition": edition, "place": place(content.form, found), "table": table_name(found.table),
        "value": printed_cell(content, found), "kind": members.kind.value,
        **_seen(request, members),
    }  # fmt: skip
    if members.kind is Kind.NOTHING:
        entries = EnteredFigure.objects.filter(organ=row.organ, year=row.year, key=str(found))
        if edition.frozen_at is not None:
            entries = entries.filter(entered_at__lte=edition.frozen_at)
        context["entries"] = entries.select_related("entered_by").order_by("-id")[:20]
    return render(request, "desk/reports/cell.html", context)


def _cell(text: str, known: Any) -> CellId:
    try:
        found = parse_cell(text)
    except ValueError:
        raise Http404 from None
    if found not in known:
        raise Http404
    return found


def _seen(request: StaffRequest, members: Members) -> dict[str, Any]:
    if members.kind is Kind.NOTHING:
        return {}
    visible, joined = _READ[members.kind]
    rows = visible(request.standing).filter(pk__in=members.rows.order_by().values("pk"))
    page = page_by_id(rows.select_related(*joined), request.GET)
    count = members.count()
    return {"page": page, "rows": page.rows, "count": count, "hidden": count - rows.count()}
