"""Who finds anything here, and the addresses that lead out of this room."""

from __future__ import annotations

from django.urls import reverse

from gongkai.desk.pages import StaffRequest
from gongkai.kernel.errors import NotVisible
from gongkai.remedies import queries
from gongkai.remedies.models import Proceeding
from gongkai.requests.models import Case
from gongkai.requests.queries import OFFICE_ROLES, is_office, visible_case


def require_office(request: StaffRequest) -> None:
    """Raise NotVisible for whoever belongs to no disclosure office and leads no organ."""
    if not request.standing.organs(*OFFICE_ROLES):
        raise NotVisible


def office_case(request: StaffRequest, case_id: int) -> Case:
    """The case when the person sees the whole of it; raises NotVisible."""
    case = visible_case(request.standing, case_id)
    if not is_office(request.standing, case):
        raise NotVisible
    return case


def seen_proceeding(request: StaffRequest, proceeding_id: int) -> Proceeding:
    """The proceeding when the person sees it; raises NotVisible."""
    return queries.visible_proceeding(request.standing, proceeding_id)


def case_address(case_id: int) -> str:
    """Where the case itself is handled."""
    return f"{reverse('desk:home')}requests/{case_id}/"
