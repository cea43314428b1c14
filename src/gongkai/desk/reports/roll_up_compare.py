"""A figure compared over organs and years: a table, with a bar drawn beside each number."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import render

from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.desk.reports.roll_up_page import scope_of
from gongkai.law.report_form import FORMS, TABLE3, CellId, form_for, parse_cell
from gongkai.reporting.roll_up import compare
from gongkai.reports.writing import place, printed, table_name

YEARS, WIDTH = 4, 120
_DEFAULT = CellId(TABLE3, "new", "total")


@dataclass(frozen=True)
class Bar:
    """A number and the length of its bar, of at most WIDTH."""

    text: str
    length: int


@dataclass(frozen=True)
class Line:
    """An organ's numbers over the years."""

    organ: str
    bars: list[Bar | None]


@staff_page
def roll_up_compare(request: StaffRequest) -> HttpResponse:
    """One cell of the form over the organs one supervises and the last years."""
    scope = scope_of(request)
    form = form_for(scope.year)
    cell = _chosen(request.GET.get("cell", ""), form.cells())
    first = max(scope.year - YEARS + 1, min(one.first_year for one in FORMS))
    years = list(range(first, scope.year + 1))
    series = compare(scope.organs, years, cell)
    known = [Decimal(value) for one in series for value in one.values if value is not None]
    most = max((abs(value) for value in known), default=Decimal(0))
    context = {
        "scope": scope, "years_shown": years, "cell": str(cell), "width": WIDTH,
        "name": f"{table_name(cell.table)} {place(form, cell)}",
        "cells": [(str(one), f"{table_name(one.table)} {place(form, one)}") for one in form.cells()],
        "lines": [Line(one.organ.short_name, [_bar(value, most) for value in one.values]) for one in series],
    }  # fmt: skip
    return render(request, "desk/reports/roll_up_compare.html", context)


def _chosen(text: str, cells: tuple[CellId, ...]) -> CellId:
    try:
        found = parse_cell(text)
    except ValueError:
        return _DEFAULT
    return found if found in cells else _DEFAULT


def _bar(value: int | Decimal | None, most: Decimal) -> Bar | None:
    if value is None:
        return None
    length = round(WIDTH * abs(Decimal(value)) / most) if most else 0
    return Bar(printed(value), max(length, 1) if value else 0)
