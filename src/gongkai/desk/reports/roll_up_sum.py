"""The sum of the parts beside the whole, cell by cell, with the organs that are missing from it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.desk.reports.roll_up_page import scope_of
from gongkai.desk.reports.table_view import ShownCell, ShownTable
from gongkai.law.report_form import TABLES, CellId
from gongkai.reporting.roll_up import Sum, Value, sum_up
from gongkai.reports.writing import LaidCell, layout, place, printed, table_name


@dataclass(frozen=True)
class Difference:
    """A cell in which whole and parts do not agree."""

    place: str
    parts: str
    whole: str
    difference: str


@staff_page
def roll_up_sum(request: StaffRequest) -> HttpResponse:
    """The tables of the parts added up; what differs from the authority's own report is listed."""
    scope = scope_of(request)
    parts = [organ for organ in scope.organs if organ.pk != scope.authority.pk]
    found = sum_up(scope.authority, parts, scope.year)
    context = {
        "scope": scope, "sum": found, "tables": _tables(found), "has_whole": found.whole is not None,
        "differences": [_difference(found, cell) for cell in found.differing],
    }  # fmt: skip
    return render(request, "desk/reports/roll_up_sum.html", context)


def _tables(found: Sum) -> list[ShownTable]:
    laid = layout(found.form)
    differing = set(found.differing)

    def shown(cell: LaidCell) -> ShownCell:
        if cell.cell is None:
            return ShownCell(cell, cell.text, "", "", False, False)
        text = printed(found.parts[cell.cell])
        return ShownCell(
            cell, text, "", place(found.form, cell.cell), False, False, is_chosen=cell.cell in differing
        )

    return [
        ShownTable(
            table, table_name(table), "各机关合计", laid[table].columns,
            [[shown(cell) for cell in laid[table].in_row(row)] for row in range(laid[table].rows)],
        )
        for table in TABLES
    ]  # fmt: skip


def _difference(found: Sum, cell: CellId) -> Difference:
    whole: Value | None = found.whole.get(cell) if found.whole else None
    name = f"{table_name(cell.table)} {place(found.form, cell)}"
    return Difference(name, printed(found.parts[cell]), printed(whole), printed(found.difference(cell)))
