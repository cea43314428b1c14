"""The case or letter a page is about, and whether the person sees the whole of it."""

from __future__ import annotations

from gongkai.desk.pages import StaffRequest
from gongkai.kernel.errors import NotVisible
from gongkai.requests import queries
from gongkai.requests.models import Case, Letter


def seen_case(request: StaffRequest, case_id: int) -> Case:
    """The case when the person may see any of it; raises NotVisible."""
    return queries.visible_case(request.standing, case_id)


def office_case(request: StaffRequest, case_id: int) -> Case:
    """The case when the person sees the whole of it; raises NotVisible for a department."""
    case = seen_case(request, case_id)
    if not queries.is_office(request.standing, case):
        raise NotVisible
    return case


def seen_letter(request: StaffRequest, letter_id: int) -> Letter:
    """The letter when the person's office sees it; raises NotVisible."""
    return queries.visible_letter(request.standing, letter_id)
