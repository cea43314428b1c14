"""Postings follow what the public sees: made, marked as changed, called back, whoever published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.disclosure.models import Edition, Item, Outlet, PublicState
from gongkai.kernel.calendars import calendar_for
from gongkai.places.fingerprint import shown_fingerprint
from gongkai.places.models import Difference, PlaceColumn, Posting, PostingState
from gongkai.places.rules import next_state

#: Items looked at in one transaction when a place is set up.
AT_ONCE = 200


def follow(item_id: int, now: datetime) -> None:
    """Bring the item's postings into line; inside the act's transaction, safe to repeat."""
    item = Item.objects.select_related("organ", "live_edition").get(pk=item_id)
    edition = item.live_edition
    if edition is None:
        return
    have = {row.place_id: row for row in Posting.objects.select_for_update().filter(item=item)}
    columns = PlaceColumn.objects.filter(column=edition.column_id, is_active=True, place__is_active=True)
    wanted = {one.place_id: one for one in columns.select_related("place")}
    for place_id in sorted(have.keys() | wanted.keys()):
        _follow_in(item, edition, wanted.get(place_id), have.get(place_id), now)
    if item.public_state == PublicState.TAKEN_DOWN:
        Difference.objects.filter(item=item).update(title="", detail="")


def _follow_in(
    item: Item, edition: Edition, column: PlaceColumn | None, row: Posting | None, now: datetime
) -> None:
    meant = column is not None and is_meant(item, edition, column)
    if column is None and row is not None and _stays(item, edition, row):
        return
    if row is None:
        if column is not None and meant:
            _begin(item, edition, column, now)
        return
    same = bool(row.fingerprint) and row.fingerprint == shown_fingerprint(edition)
    state = next_state(PostingState(row.state), meant=meant, same=same)
    if state is None or state == row.state:
        return
    row.state, row.since = state, now
    if column is not None:
        row.place_column = column
    if state == PostingState.TO_POST:
        row.address, row.fingerprint, row.edition, row.last_seen_at = "", "", None, None
    if state in {PostingState.TO_POST, PostingState.CHANGED}:
        row.due_on = _due(item, row.place_column, localdate(now))
    row.save()


def _stays(item: Item, edition: Edition, row: Posting) -> bool:
    """Whether it stands there still, though its column of ours is not followed there (any more)."""
    is_shown = item.public_state == PublicState.LIVE and edition.outlet != Outlet.HERE
    return is_shown and row.state != PostingState.TO_POST


def is_meant(item: Item, edition: Edition, column: PlaceColumn) -> bool:
    """Whether the item, as the public sees it now, is meant to stand in the place."""
    first = item.first_published_at
    return (
        item.public_state == PublicState.LIVE
        and edition.outlet in (Outlet.THERE, Outlet.BOTH)
        and first is not None
        and localdate(first) >= column.place.since
    )


def _begin(item: Item, edition: Edition, column: PlaceColumn, now: datetime) -> None:
    Posting.objects.get_or_create(
        item=item, place=column.place,
        defaults={
            "place_column": column, "since": now,
            "due_on": _due(item, column, localdate(edition.published_at)),
        },
    )  # fmt: skip


def _due(item: Item, column: PlaceColumn, day: date) -> date:
    days = column.place.grace_days
    return calendar_for(item.organ).nth_workday_after(day, days).due if days else day


def unfollowed(columns: Sequence[PlaceColumn]) -> list[int]:
    """Public items of the columns that are meant for a place and do not wait for it yet, oldest first."""
    found: list[int] = []
    for column in columns:
        items = Item.objects.filter(
            organ=column.place.organ_id, public_state=PublicState.LIVE, live_edition__column=column.column_id,
            live_edition__outlet__in=(Outlet.THERE, Outlet.BOTH),
            first_published_at__date__gte=column.place.since,
        )  # fmt: skip
        followed = Posting.objects.filter(place=column.place).exclude(state=PostingState.NOT_NEEDED)
        found += items.exclude(pk__in=followed.values("item")).order_by("pk").values_list("pk", flat=True)
    return sorted(set(found))


def catch_up(now: datetime) -> int:
    """Make the postings that no act announced: of places set up since. Returns how many items."""
    active = PlaceColumn.objects.filter(is_active=True, place__is_active=True).select_related("place")
    waiting = unfollowed(list(active))[:AT_ONCE]
    for item_id in waiting:
        with transaction.atomic():
            Item.objects.select_for_update().filter(pk=item_id).values_list("pk").first()
            follow(item_id, now)
    return len(waiting)
