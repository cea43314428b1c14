"""The proof that what was carried out of one year is what the next one carried in, case by case."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.desk.reports.access import seen_report
from gongkai.kernel.errors import NotVisible
from gongkai.reporting.carry_over import prove
from gongkai.reporting.rules import READER_ROLES
from gongkai.requests import queries as cases


@staff_page
def report_carry(request: StaffRequest, report_id: int) -> HttpResponse:
    """Show whether the carry-over holds, and every case that breaks it with the reason."""
    row = seen_report(request, report_id)
    if row.organ_id not in request.standing.organs(*READER_ROLES):
        raise NotVisible
    proof = prove(row.organ, row.year)
    ids = {one.case_id for one in proof.breaks if one.case_id is not None}
    seen = set(cases.visible_to(request.standing).filter(pk__in=ids).values_list("pk", flat=True))
    context = {"row": row, "proof": proof, "seen": seen, "last_year": row.year - 1}
    return render(request, "desk/reports/carry.html", context)
