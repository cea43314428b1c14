"""Reading places, postings and findings: every list starts at what the person's offices see."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber

from gongkai.disclosure.models import Item
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.rights import Standing
from gongkai.places.models import (
    Comparison,
    Difference,
    DifferenceKind,
    Place,
    PlaceColumn,
    Posting,
    PostingState,
)  # fmt: skip
from gongkai.places.rules import OFFICE_ROLES, OPEN, URGENT

_JOINED = ("item__live_edition", "item__column", "place__organ", "place_column__column", "registered_by")


def places_visible_to(standing: Standing) -> QuerySet[Place]:
    """The places of organs whose office the person works for or leads."""
    return Place.objects.filter(organ__in=standing.organs(*OFFICE_ROLES)).select_related("organ")


def visible_place(standing: Standing, place_id: int) -> Place:
    """The place; raises NotVisible."""
    place = places_visible_to(standing).filter(pk=place_id).first()
    if place is None:
        raise NotVisible
    return place


def newest_comparisons(columns: list[PlaceColumn]) -> dict[int, Comparison]:
    """The newest comparison of each of the columns, by the id of the place column."""
    found: dict[int, Comparison] = {}
    rows = Comparison.objects.filter(place_column__in=columns)
    newest = rows.values("place_column").annotate(newest=Max("pk")).order_by().values("newest")
    for one in Comparison.objects.filter(pk__in=newest):
        found[one.place_column_id] = one
    return found


def columns_of(place: Place) -> QuerySet[PlaceColumn]:
    """The columns that are followed there."""
    return place.columns.filter(is_active=True).select_related("column").order_by("pk")


def postings_visible_to(standing: Standing) -> QuerySet[Posting]:
    """Postings in places one's office keeps."""
    return Posting.objects.filter(place__in=places_visible_to(standing)).select_related(*_JOINED)


def visible_posting(standing: Standing, posting_id: int) -> Posting:
    """The posting; raises NotVisible."""
    posting = postings_visible_to(standing).filter(pk=posting_id).first()
    if posting is None:
        raise NotVisible
    return posting


def waiting(standing: Standing) -> QuerySet[Posting]:
    """Postings somebody has to do something about over there, in places in use."""
    return postings_visible_to(standing).filter(place__is_active=True, state__in=OPEN)


def to_post(standing: Standing) -> QuerySet[Posting]:
    """What waits to be posted or changed, the first to be due first."""
    states = (PostingState.TO_POST, PostingState.CHANGED)
    return waiting(standing).filter(state__in=states).order_by("due_on", "pk")


def of_the_day(standing: Standing, most: int) -> QuerySet[Posting]:
    """What somebody has to do over there, place by place; in each at most so many, the first due first."""
    order = (F("due_on").asc(nulls_last=True), F("pk").asc())
    numbered = waiting(standing).annotate(
        place_row=Window(RowNumber(), partition_by=F("place"), order_by=order)
    )
    return numbered.filter(place_row__lte=most).order_by("place", "place_row")


def adoptable(standing: Standing) -> QuerySet[Difference]:
    """Addresses that comparisons found and nobody has taken over yet, place by place."""
    found = open_differences(standing).filter(kind=DifferenceKind.FOUND, item__isnull=False)
    return found.exclude(address="").order_by("place_column__place", "pk")


def next_to_post(standing: Standing, posting: Posting) -> Posting | None:
    """The next one of the same place after this one."""
    rows = to_post(standing).filter(place=posting.place_id).exclude(pk=posting.pk)
    return rows.first()


def to_take_off(standing: Standing) -> QuerySet[Posting]:
    """What was withdrawn here and still stands there."""
    return waiting(standing).filter(state=PostingState.TO_TAKE_OFF)


def postings_of(item: Item) -> QuerySet[Posting]:
    """Where the item appears beside our portal, for its page."""
    joined = ("place", "place_column", "registered_by", "item__live_edition")
    rows = Posting.objects.filter(item=item).select_related(*joined)
    return rows.order_by("pk")


def open_differences(standing: Standing) -> QuerySet[Difference]:
    """Findings nobody has settled and no later comparison has closed, in places in use."""
    places = places_visible_to(standing).filter(is_active=True)
    return Difference.objects.filter(
        place_column__place__in=places, place_column__is_active=True, closed_at=None, settled_at=None
    ).select_related("place_column__place__organ", "place_column__column", "item")  # fmt: skip


def urgent_differences(standing: Standing) -> QuerySet[Difference]:
    """Those that cannot wait."""
    return open_differences(standing).filter(kind__in=URGENT)


def visible_difference(standing: Standing, difference_id: int) -> Difference:
    """A finding in a place of one's office; raises NotVisible."""
    found = Difference.objects.filter(
        pk=difference_id, place_column__place__in=places_visible_to(standing)
    ).select_related("place_column__place__organ", "item").first()  # fmt: skip
    if found is None:
        raise NotVisible
    return found


def postings_about(differences: Iterable[Difference]) -> dict[int, int]:
    """The posting each finding about an item is about, by the finding's id; read at once."""
    rows = list(differences)
    places = {row.place_column.place_id for row in rows}
    found = Posting.objects.filter(place__in=places, item__in=[row.item_id for row in rows])
    ids = {(place, item): pk for pk, place, item in found.values_list("pk", "place", "item")}
    pairs = ((row.pk, ids.get((row.place_column.place_id, row.item_id or 0))) for row in rows)
    return {pk: posting for pk, posting in pairs if posting is not None}


def settled_differences(place: Place) -> QuerySet[Difference]:
    """What people settled, newest first."""
    rows = Difference.objects.filter(place_column__place=place, settled_at__isnull=False, closed_at=None)
    return rows.select_related("place_column", "settled_by", "item").order_by("-settled_at")


def unreadable_columns(standing: Standing) -> QuerySet[PlaceColumn]:
    """Columns whose newest comparison could not read the other platform."""
    last = Comparison.objects.filter(place_column=OuterRef("pk")).order_by("-id")
    rows = PlaceColumn.objects.filter(
        place__in=places_visible_to(standing).filter(is_active=True), is_active=True
    )
    return rows.annotate(last=Subquery(last.values("result")[:1])).filter(last="unreadable")


def with_counts(places: QuerySet[Place]) -> QuerySet[Place]:
    """Places with how much waits in each: to post, to change, to take off, findings."""
    difference = Difference.objects.filter(
        place_column__place=OuterRef("pk"), place_column__is_active=True, closed_at=None, settled_at=None
    ).order_by().values("place_column__place").annotate(n=Count("pk")).values("n")  # fmt: skip
    return places.annotate(
        count_to_post=Count("postings", filter=Q(postings__state=PostingState.TO_POST)),
        count_changed=Count("postings", filter=Q(postings__state=PostingState.CHANGED)),
        count_posted=Count("postings", filter=Q(postings__state=PostingState.POSTED)),
        count_to_take_off=Count("postings", filter=Q(postings__state=PostingState.TO_TAKE_OFF)),
        count_differences=Subquery(difference),
    ).order_by("-is_active", "organ_id", "pk")


def titles_to_post(place: Place) -> set[str]:
    """The titles that wait in the place for an address."""
    rows = Posting.objects.filter(place=place, state__in=(PostingState.TO_POST, PostingState.CHANGED))
    return set(rows.values_list("item__live_edition__title", flat=True))


def with_title(place: Place, title: str) -> QuerySet[Posting]:
    """Postings of the place that bear the title, for lines pasted in."""
    return Posting.objects.filter(place=place, item__live_edition__title=title)


def found_address(posting: Posting) -> Difference | None:
    """An address a comparison found for the item and nobody has taken over yet."""
    return Difference.objects.filter(
        place_column__place=posting.place_id, item=posting.item_id, closed_at=None, settled_at=None,
        kind__in=(DifferenceKind.FOUND, DifferenceKind.UNCERTAIN),
    ).exclude(address="").first()  # fmt: skip
