"""The year at a glance: each line's terms of a year with how they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from gongkai.desk.duty_list.access import chosen_organ
from gongkai.desk.duty_list.rows import tally
from gongkai.desk.ids import read_id
from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.duty_list import queries
from gongkai.duty_list.figures import coverage
from gongkai.duty_list.models import DutyLine
from gongkai.duty_list.month import Duty, duties
from gongkai.kernel.models import Department

FIRST_YEAR, LAST_YEAR = 2019, 2998
MOST_LINES = 400


@dataclass
class YearRow:
    """A line and, for each month, the terms due in it."""

    line: DutyLine
    months: list[list[Duty]] = field(default_factory=lambda: [[] for _ in range(12)])


@require_GET
@staff_page
def duty_year(request: StaffRequest) -> HttpResponse:
    """The grid of a year; lines without a term in it are counted below."""
    organ, organs = chosen_organ(request)
    today = localdate()
    asked = read_id(request.GET.get("year"))
    year = asked if asked is not None and FIRST_YEAR <= asked <= LAST_YEAR else today.year
    department = read_id(request.GET.get("department"))
    lines = queries.visible_to(request.standing).filter(organ=organ)
    if department:
        lines = lines.filter(department=department)
    rows = list(lines.order_by("position", "id")[:MOST_LINES])
    found = duties(rows, date(year, 1, 1), date(year, 12, 31), today=today)
    by_line = {line.pk: YearRow(line) for line in rows}
    for duty in found:
        by_line[duty.line.pk].months[duty.term.due_on.month - 1].append(duty)
    shown = [row for row in by_line.values() if any(row.months)]
    context = {
        "organ": organ, "organs": organs, "year": year, "years": range(today.year + 1, today.year - 4, -1),
        "rows": shown, "tallies": tally(found), "months": range(1, 13), "department": department,
        "departments": Department.objects.filter(organ=organ, is_active=True),
        "without_term": sum(not any(row.months) for row in by_line.values()),
        "coverage": coverage(organ, year, today=today)
        if organ.pk in request.standing.organs(*queries.SEES_ALL)
        else None,
    }  # fmt: skip
    return render(request, "desk/duty_list/year.html", context)
