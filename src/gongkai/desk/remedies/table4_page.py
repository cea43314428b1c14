"""Table 4 of the annual report, filled from the facts; each figure opens what stands behind it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from gongkai.desk.dates import FIRST_YEAR, LAST_YEAR
from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.desk.remedies.access import require_office
from gongkai.desk.remedies.rows import rows_of
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import Organ
from gongkai.law.remedies import RESULT_COLUMNS
from gongkai.remedies.table4 import TOTAL, Group, table4, table4_members
from gongkai.requests.queries import OFFICE_ROLES

_TOTAL = "总计"


@dataclass(frozen=True)
class Cell:
    """A figure with its head and the address of what stands behind it; no address at zero."""

    label: str
    count: int
    address: str
    is_chosen: bool


@staff_page
def remedy_table4(request: StaffRequest) -> HttpResponse:
    """The fifteen cells of an organ's year; with a group and a column the proceedings of that cell."""
    require_office(request)
    today = localdate()
    organs = list(Organ.objects.filter(pk__in=request.standing.organs(*OFFICE_ROLES)).order_by("path"))
    organ, year = _organ(request, organs), _year(request, today.year)
    group, column = request.GET.get("group", ""), request.GET.get("column", "")
    cells = table4(organ, year)
    heads = [*RESULT_COLUMNS.choices(), (TOTAL, _TOTAL)]
    rows = [
        (one.label, [_cell(organ, year, one, code, label, cells, (group, column)) for code, label in heads])
        for one in Group
    ]
    is_cell = group in set(Group) and column in dict(heads)
    members = table4_members(organ, year, group, column) if is_cell else []
    context = {
        "organ": organ, "organs": organs, "year": year, "years": _years(today.year, year), "heads": heads,
        "table": rows, "chosen": f"{Group(group).label} · {dict(heads)[column]}" if is_cell else "",
        "rows": rows_of(members, today=today), "is_running": year >= today.year,
    }  # fmt: skip
    return render(request, "desk/remedies/table4.html", context)


def _organ(request: StaffRequest, organs: list[Organ]) -> Organ:
    code = request.GET.get("organ", "")
    if not code:
        return organs[0]
    found = next((one for one in organs if one.code == code), None)
    if found is None:
        raise NotVisible
    return found


def _year(request: StaffRequest, current: int) -> int:
    text = request.GET.get("year", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else current
    return number if FIRST_YEAR <= number <= LAST_YEAR else current


def _years(current: int, chosen: int) -> list[int]:
    return sorted({*range(current - 5, current + 1), chosen}, reverse=True)


def _cell(
    organ: Organ, year: int, group: Group, code: str, label: str, cells: dict[str, dict[str, int]],
    chosen: tuple[str, str],
) -> Cell:  # fmt: skip
    count = cells[group][code]
    query = urlencode({"organ": organ.code, "year": year, "group": group, "column": code})
    return Cell(label, count, f"?{query}" if count else "", chosen == (group, code))
