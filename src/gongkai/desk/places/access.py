"""Who finds anything here."""

from __future__ import annotations

from gongkai.desk.pages import StaffRequest
from gongkai.kernel.errors import NotVisible
from gongkai.places.rules import OFFICE_ROLES


def require_office(request: StaffRequest) -> None:
    """Raise NotVisible for whoever belongs to no disclosure office and leads none."""
    if not request.standing.organs(*OFFICE_ROLES):
        raise NotVisible
