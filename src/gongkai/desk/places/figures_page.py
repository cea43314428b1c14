"""Counts of a place's year, beside our own portal's; as a page, a workbook and JSON."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from gongkai.desk.dates import FIRST_YEAR
from gongkai.desk.listing import Cell, sheet_file
from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.places import queries
from gongkai.places.figures import COUNTS, PlaceFigures, as_data, figures, own_figures

_HEADS = (("本栏目", 26), ("对方栏目", 26), *((words, 12) for _, words in COUNTS))
_YEARS = 10


def _read(request: StaffRequest, place_id: int) -> PlaceFigures:
    place = queries.visible_place(request.standing, place_id)
    this_year = timezone.localdate().year
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else this_year
    return figures(place, min(max(year, FIRST_YEAR), this_year), today=timezone.localdate())


@staff_page
def figures_page(request: StaffRequest, place_id: int) -> HttpResponse:
    """The counts of the chosen year."""
    found, this_year = _read(request, place_id), timezone.localdate().year
    rows = [(row.column, row.their_column, _cells(row.counts)) for row in found.rows]
    context = {
        "place": found.place,
        "year": found.year,
        "years": range(this_year, this_year - _YEARS, -1),
        "labels": [words for _, words in COUNTS],
        "rows": rows,
        "total": _cells(found.total.counts),
        "own": own_figures(found.place.organ, found.year),
    }
    return render(request, "desk/places/figures.html", context)


def _cells(counts: dict[str, int]) -> list[tuple[str, int]]:
    return [(words, counts[name]) for name, words in COUNTS]


@staff_page
def figures_file(request: StaffRequest, place_id: int, kind: str) -> HttpResponseBase:
    """The same as xlsx or JSON."""
    found = _read(request, place_id)
    if kind == "json":
        data = as_data(found, own_figures(found.place.organ, found.year))
        return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    if kind != "xlsx":
        raise Http404
    lines: list[list[Cell]] = [
        [row.column, row.their_column, *row.counts.values()] for row in (*found.rows, found.total)
    ]
    file = sheet_file(f"{found.year}年登载情况", _HEADS, lines, most=len(lines) + 1, too_many="")
    name = f"登载情况-{found.place.name}-{found.year}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name)
