"""Which organ and month a page of the duty list is about, and who finds something there."""

from __future__ import annotations

import re
from datetime import date

from django.utils.timezone import localdate

from gongkai.desk.pages import StaffRequest
from gongkai.duty_list import queries
from gongkai.duty_list.models import DutyLine
from gongkai.duty_list.reckoning import month_after
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import Organ

_MONTH = re.compile(r"([0-9]{4})-([0-9]{1,2})")
_FIRST, _LAST = date(2019, 1, 1), date(2998, 1, 1)


def chosen_organ(request: StaffRequest) -> tuple[Organ, list[Organ]]:
    """The organ asked for (by `organ`, its code), else the first the person has a part in; and all of them.

    Raises NotVisible.
    """
    organs = list(queries.organs_with_duties(request.standing).order_by("path", "id"))
    code = request.POST.get("organ") or request.GET.get("organ", "")
    found = next((one for one in organs if one.code == code), None) if code else next(iter(organs), None)
    if found is None:
        raise NotVisible
    return found, organs


def kept_organ(request: StaffRequest) -> tuple[Organ, list[Organ]]:
    """As chosen_organ, among the organs whose list the person keeps."""
    organs = list(queries.kept_organs(request.standing).order_by("path", "id"))
    code = request.POST.get("organ") or request.GET.get("organ", "")
    found = next((one for one in organs if one.code == code), None) if code else next(iter(organs), None)
    if found is None:
        raise NotVisible
    return found, organs


def chosen_month(text: str | None) -> date:
    """The first day of the month asked for as «2026-11»; this month for anything else."""
    today = localdate().replace(day=1)
    found = _MONTH.fullmatch(text or "")
    if not found or not 1 <= int(found[2]) <= 12 or not _FIRST.year <= int(found[1]) <= _LAST.year:
        return today
    return date(int(found[1]), int(found[2]), 1)


def neighbours(month: date) -> tuple[str, str]:
    """The months before and after, as addresses name them."""
    before, after = month_after(month, -1), month_after(month)
    return f"{before:%Y-%m}", f"{after:%Y-%m}"


def kept_line(request: StaffRequest, line_id: int) -> DutyLine:
    """A line of an organ whose list the person keeps; raises NotVisible."""
    line = queries.visible_line(request.standing, line_id)
    if not queries.may_keep(request.standing, line.organ_id):
        raise NotVisible
    return line
