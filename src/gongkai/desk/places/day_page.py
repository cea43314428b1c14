"""A clerk's day: place by place what is to be posted, changed and taken off, and the addresses of it all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.desk.places.access import require_office
from gongkai.desk.places.words import DifferenceRow, PostingRow, difference_rows, posting_rows
from gongkai.places import queries
from gongkai.places.models import Place, PostingState

#: More in one place is more than a day holds; what is due first comes first.
MOST_A_DAY = 40
_TO_POST = frozenset({PostingState.TO_POST, PostingState.CHANGED, PostingState.GONE})


@dataclass(frozen=True)
class DayPlace:
    """One place on one day; `lines` are the titles that have no address yet, ready to be completed."""

    place: Place
    to_post: list[PostingRow]
    to_take_off: list[PostingRow]
    to_adopt: list[DifferenceRow]
    lines: str

    @property
    def overdue(self) -> int:
        """How many of those shown are past their day."""
        return sum(row.due_tone == "red" for row in self.to_post)

    @property
    def height(self) -> int:
        """How many lines the field to paste into shows."""
        return min(max(self.lines.count("\n") + 2, 4), 14)


@require_GET
@staff_page
def day(request: StaffRequest) -> HttpResponse:
    """Every place with something to do, the one with the earliest day first."""
    require_office(request)
    places = list(queries.places_visible_to(request.standing).filter(is_active=True))
    found = _of_day(request, places)
    context = {
        "days": sorted((one for one in found if _has_work(one)), key=_first_day),
        "idle": [one.place for one in found if not _has_work(one)],
        "has_places": bool(places),
        "today": timezone.localdate(),
        "most": MOST_A_DAY,
    }
    return render(request, "desk/places/day.html", context)


def _of_day(request: StaffRequest, places: Iterable[Place]) -> list[DayPlace]:
    waiting = posting_rows(queries.of_the_day(request.standing, MOST_A_DAY), timezone.localdate())
    rows = {key: list(group) for key, group in groupby(waiting, lambda row: row.posting.place_id)}
    adopted: dict[int, list[DifferenceRow]] = {}
    for one in difference_rows(queries.adoptable(request.standing)[: MOST_A_DAY * 5]):
        adopted.setdefault(one.row.place_column.place_id, []).append(one)
    return [_day_place(place, rows.get(place.pk, []), adopted.get(place.pk, [])) for place in places]


def _day_place(place: Place, rows: list[PostingRow], to_adopt: list[DifferenceRow]) -> DayPlace:
    adopted = {one.row.item_id for one in to_adopt}
    open_ones = [row for row in rows if row.posting.item_id not in adopted]
    to_post = [row for row in open_ones if row.posting.state in _TO_POST]
    to_take_off = [row for row in rows if row.posting.state == PostingState.TO_TAKE_OFF]
    titles = Counter(row.title for row in to_post if row.posting.state == PostingState.TO_POST)
    lines = "\n".join(f"{title} " for title, number in titles.items() if number == 1)
    return DayPlace(place, to_post, to_take_off, to_adopt, lines)


def _has_work(one: DayPlace) -> bool:
    return bool(one.to_post or one.to_take_off or one.to_adopt)


def _first_day(one: DayPlace) -> tuple[bool, str, int]:
    """Withdrawn things first, then by the earliest last day."""
    days = [row.posting.due_on.isoformat() for row in one.to_post if row.posting.due_on]
    return (not one.to_take_off, min(days, default="9999"), one.place.pk)
