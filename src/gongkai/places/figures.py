"""Counts of what appears where, by place, column and year, our own portal beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count
from django.utils.timezone import get_default_timezone

from gongkai.disclosure.models import Item, Outlet, PublicState
from gongkai.kernel.models import Organ
from gongkai.places.models import Place, Posting, PostingState

#: The counts of a row with their words, in order.
COUNTS = (
    ("meant", "应登载"), ("posted", "已登载"), ("to_post", "待登载"), ("overdue", "其中逾期"),
    ("changed", "待更新"), ("gone", "找不到"),
)  # fmt: skip
_S = PostingState
_MEANT = (_S.TO_POST, _S.POSTED, _S.CHANGED, _S.GONE)


@dataclass(frozen=True)
class FigureRow:
    """The year's items of one of our columns in one place (or, summed, of all columns)."""

    column: str
    their_column: str
    counts: dict[str, int]


@dataclass(frozen=True)
class PlaceFigures:
    """A place's year: per column, and in all."""

    place: Place
    year: int
    rows: list[FigureRow]
    total: FigureRow


@dataclass(frozen=True)
class OwnRow:
    """What of a column's year stands on our own portal, and what only elsewhere."""

    column: str
    here: int
    there_alone: int


def figures(place: Place, year: int, *, today: date) -> PlaceFigures:
    """Counts of live items first published in the local year and meant for the place.

    Each item counts once in a place, and in every place it is meant for: the places' counts are not to be
    added up. «posted» are those registered and unchanged; «overdue» those of «to post» whose last day lies
    before `today`, a local day.
    """
    start, end = _year(year)
    postings = Posting.objects.filter(
        place=place, item__first_published_at__gte=start, item__first_published_at__lt=end, state__in=_MEANT
    )
    counted: dict[int, Counter[str]] = {}
    for column_id, state, number in (
        postings.values_list("place_column", "state").annotate(n=Count("pk")).order_by()
    ):
        counted.setdefault(column_id, Counter())[state] += number
    late = postings.filter(state=_S.TO_POST, due_on__lt=today)
    for column_id, number in late.values_list("place_column").annotate(n=Count("pk")).order_by():
        counted[column_id]["overdue"] += number
    columns = place.columns.select_related("column").order_by("pk")
    rows = [
        FigureRow(one.column.name, one.label, _counts(counted.get(one.pk, Counter())))
        for one in columns
        if one.is_active or one.pk in counted
    ]
    total = {name: sum(row.counts[name] for row in rows) for name, _ in COUNTS}
    return PlaceFigures(place, year, rows, FigureRow("合计", "", total))


def _counts(counted: Counter[str]) -> dict[str, int]:
    found = {name: counted[name] for name, _ in COUNTS}
    found["meant"] = sum(counted[state] for state in _MEANT)
    return found


def own_figures(organ: Organ, year: int) -> list[OwnRow]:
    """Live items of the local year by column: on our portal, and elsewhere alone; no column without any."""
    start, end = _year(year)
    items = Item.objects.filter(
        organ=organ, public_state=PublicState.LIVE, first_published_at__gte=start, first_published_at__lt=end
    )
    names: dict[int, str] = {}
    here: Counter[int] = Counter()
    there: Counter[int] = Counter()
    grouped = items.values_list("live_edition__column", "live_edition__column__name", "live_edition__outlet")
    for column_id, name, outlet, number in grouped.annotate(n=Count("pk")).order_by():
        names[column_id] = name
        (there if outlet == Outlet.THERE else here)[column_id] += number
    return [OwnRow(names[pk], here[pk], there[pk]) for pk in sorted(names)]


def as_data(found: PlaceFigures, own: Iterable[OwnRow]) -> dict[str, Any]:
    """The figures as JSON has them, with codes for machines and words for people."""
    return {
        "organ": found.place.organ.code, "place": found.place.name, "year": found.year,
        "labels": dict(COUNTS),
        "columns": [{"column": r.column, "their_column": r.their_column, **r.counts} for r in found.rows],
        "total": found.total.counts,
        "own_portal": [
            {"column": row.column, "here": row.here, "elsewhere_alone": row.there_alone} for row in own
        ],
    }  # fmt: skip


def _year(year: int) -> tuple[datetime, datetime]:
    zone = get_default_timezone()
    return datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)
