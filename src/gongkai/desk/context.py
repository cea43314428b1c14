"""What the frame of every page shows: organ, rail with counts, person."""

from __future__ import annotations

from django.http import HttpRequest

from gongkai.desk.rail import rail_of
from gongkai.kernel import queries
from gongkai.kernel.models import Person
from gongkai.kernel.rights import standing_of


def desk(request: HttpRequest) -> dict[str, object]:
    """Only for people who are signed in; read at the first use, not before."""
    person = getattr(request, "user", None)
    if not isinstance(person, Person) or not person.is_active:
        return {}
    standing = getattr(request, "standing", None) or standing_of(person)
    return {
        "rail": lambda: rail_of(person, standing, request.path, request.GET.get("view", "")),
        "my_organs": lambda: list(queries.organs_visible_to(standing).filter(pk__in=standing.home_organs)),
    }
