"""What an authority sees of the registers below it: numbers by organ, no titles."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from gongkai.desk.ids import read_id
from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.kernel.errors import NotVisible
from gongkai.register.figures import OrganCounts, supervised_counts

#: The Regulation came into force in that year; a register of documents may reach back to it.
FIRST_YEAR = 2008
_NUMBERS = tuple(one.name for one in fields(OrganCounts) if one.name != "organ")


@require_GET
@staff_page
def register_organs(request: StaffRequest) -> HttpResponse:
    """How the organs below the person's stand with the documents of a year."""
    if not request.standing.supervised_organs:
        raise NotVisible
    today = localdate()
    year = _year(request.GET.get("year"), today)
    rows = supervised_counts(request.standing, year, today=today)
    context = {
        "year": year, "before": year - 1 if year > FIRST_YEAR else None,
        "after": year + 1 if year < today.year else None, "rows": rows,
        "silent": [row.organ for row in rows if not row.made],
        "total": {name: sum(getattr(row, name) for row in rows) for name in _NUMBERS},
    }  # fmt: skip
    return render(request, "desk/register/organs.html", context)


def _year(text: str | None, today: date) -> int:
    wanted = read_id(text)
    return wanted if wanted is not None and FIRST_YEAR <= wanted <= today.year else today.year
