"""Where the office's pages begin: the organ or case, when the person's role reaches it."""

from __future__ import annotations

from django.db.models import QuerySet

from gongkai.desk.pages import StaffRequest
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import Organ, Role
from gongkai.kernel.rights import Standing
from gongkai.requests import queries
from gongkai.requests.models import Case


def offices_of(standing: Standing) -> QuerySet[Organ]:
    """Organs for which the person registers requests."""
    return Organ.objects.filter(pk__in=standing.organs(Role.REVIEWER), merged_into=None).order_by("pk")


def organ_of(standing: Standing, code: str, *roles: Role) -> Organ:
    """The organ of that code, when the person holds one of the roles there; raises NotVisible."""
    organ = Organ.objects.filter(code=code, pk__in=standing.organs(*roles)).first()
    if organ is None:
        raise NotVisible
    return organ


def office_case(request: StaffRequest, case_id: int) -> Case:
    """The case when the person's office sees the whole of it; raises NotVisible."""
    case = queries.visible_case(request.standing, case_id)
    if not queries.is_office(request.standing, case):
        raise NotVisible
    return case
