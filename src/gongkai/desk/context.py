"""What the frame of every page shows: organ, rail with counts, person."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from gongkai.desk.rail import Rail, RailGroup, home_counts
from gongkai.kernel import queries
from gongkai.kernel.models import Organ, Person
from gongkai.kernel.registry import HomeCount
from gongkai.kernel.rights import Standing, standing_of


def desk(request: HttpRequest) -> dict[str, object]:
    """Only for people who are signed in; read at the first use, not before, and once for both rails."""
    person = getattr(request, "user", None)
    if not isinstance(person, Person) or not person.is_active:
        return {}
    standing = _standing(request, person)

    def rail() -> list[RailGroup]:
        view = request.GET.get("view", "")
        return Rail(person, standing, request.path, view, counts_of(request)).groups()

    def my_organs() -> list[Organ]:
        return list(queries.organs_visible_to(standing).filter(pk__in=standing.home_organs))

    return {"rail": SimpleLazyObject(rail), "my_organs": SimpleLazyObject(my_organs)}


def _standing(request: HttpRequest, person: Person) -> Standing:
    """The standing a page has read already, or read now."""
    found: Standing | None = getattr(request, "standing", None)
    return found or standing_of(person)


def counts_of(request: HttpRequest) -> list[HomeCount]:
    """The home counts of the request's person, read once per request."""
    counts: list[HomeCount] | None = getattr(request, "gongkai_home_counts", None)
    if counts is None:
        person = request.user
        counts = home_counts(_standing(request, person)) if isinstance(person, Person) else []
        request.gongkai_home_counts = counts  # type: ignore[attr-defined]
    return counts
