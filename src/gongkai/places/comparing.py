"""The nightly comparison of a column of the other platform with ours: read, compare, keep what was found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, cast

from django.db import transaction
from django.utils.timezone import localdate, localtime

from gongkai.documents.listings import Comparison as Compared
from gongkai.documents.listings import Fetch, FetchFailed, Listing, Ours
from gongkai.documents.listings.comparing import compare
from gongkai.documents.listings.reading_results import unreadable
from gongkai.kernel.registry import Payload
from gongkai.places.acts.compare_now import ask_for
from gongkai.places.models import PlaceColumn, Posting, PostingState
from gongkai.places.reading import COMPARE_SECONDS, Reach, reaching, read_column
from gongkai.places.taking import Seen, take_result

#: Local hour from which the nights' comparisons are asked for.
FROM_HOUR = 1
#: Single pages opened in one comparison: first those that may be gone, then those whose text is looked at.
MOST_CHECKS = 40
MOST_ATTEMPTS = 3
TRY_AGAIN = timedelta(minutes=20)
#: How far back a place is looked at when it was set up long ago: their lists end somewhere, too.
LOOKED_BACK = timedelta(days=3 * 366)
_GONE_FOR_GOOD = frozenset({404, 410})


def ask_by_night(now: datetime) -> int:
    """Once a local day, from one o'clock, leave the job of every column; returns how many were asked for."""
    here = localtime(now)
    if here.hour < FROM_HOUR:
        return 0
    rows = PlaceColumn.objects.filter(is_active=True, place__is_active=True).exclude(address="")
    due = rows.exclude(asked_on=here.date()).select_related("place__organ")
    asked = 0
    for column in due:
        with transaction.atomic():
            mine = PlaceColumn.objects.filter(pk=column.pk).exclude(asked_on=here.date())
            if mine.update(asked_on=here.date()):
                ask_for(column, now=now)
                asked += 1
    return asked


def run_comparisons(payloads: Sequence[Payload], now: datetime) -> None:
    """The job: compare each column; a platform that cannot be read is tried again some times that night."""
    for payload in payloads:
        plain = cast(dict[str, Any], payload)
        compare_column(int(plain["column"]), now, attempt=int(plain.get("attempt", 1)))


def compare_column(place_column_id: int, now: datetime, *, attempt: int = 1, reach: Reach = reaching) -> None:
    """Read their column, then keep in one transaction what differs; nothing of ours changes while reading.

    `reach` gives the way to their pages; another one reads them from elsewhere than the network.
    """
    column = (
        PlaceColumn.objects.select_related("place__organ", "column")
        .filter(pk=place_column_id, is_active=True, place__is_active=True)
        .exclude(address="")
        .first()
    )
    if column is None:
        return
    today = localdate(now)
    since = max(column.place.since, today - LOOKED_BACK)
    postings = _followed(column)
    seen = _look(column, postings, reach, since=since, today=today)
    with transaction.atomic():
        take_result(column, seen, now=now)
        if not seen.listing.readable and attempt < MOST_ATTEMPTS:
            ask_for(column, now=now, attempt=attempt + 1, not_before=now + attempt * TRY_AGAIN)


def _followed(column: PlaceColumn) -> list[Posting]:
    """What is or was posted in their column; several columns of ours may share it."""
    sharing = PlaceColumn.objects.filter(place=column.place_id, address=column.address)
    rows = Posting.objects.filter(place_column__in=sharing).exclude(state=PostingState.NOT_NEEDED)
    return list(rows.select_related("item__live_edition").order_by("pk"))


def _look(column: PlaceColumn, postings: list[Posting], reach: Reach, *, since: date, today: date) -> Seen:
    """Everything that asks the network for something."""
    ours = [our_side(row) for row in postings]
    known = {
        str(row.pk): row.page_print
        for row in sorted(postings, key=_opened_longest_ago)
        if row.state in {PostingState.POSTED, PostingState.CHANGED}
    }
    try:
        with reach(column.address, COMPARE_SECONDS) as fetch:
            listing = read_column(column, fetch, since=since)
            found = compare(
                ours, listing, today=today, since=since, known=known, fetch=fetch, most_checks=MOST_CHECKS
            )
            off = _taken_off(postings, listing, found, fetch)
    except FetchFailed as failure:
        listing = unreadable(failure.sentence)
        found, off = compare(ours, listing, today=today), frozenset()
    return Seen(listing, found, off, since)


def _opened_longest_ago(row: Posting) -> tuple[bool, datetime | int, int]:
    return (row.page_opened_at is not None, row.page_opened_at or 0, row.pk)


def our_side(row: Posting) -> Ours:
    """The posting as the comparison takes it; dates are local days."""
    edition, first = row.item.live_edition, row.item.first_published_at
    wanted = row.state not in {PostingState.TO_TAKE_OFF, PostingState.TAKEN_OFF}
    posted_on = localdate(row.registered_at) if row.registered_at else None
    due = max(day for day in (row.due_on, posted_on, date.min) if day)
    return Ours(
        key=str(row.pk),
        title=edition.title if edition else row.item.title,
        url=row.address,
        published_on=localdate(first) if first else None,
        changed_on=localdate(edition.published_at) if edition and edition.number > 1 else None,
        due_on=due if due > date.min else None,
        wanted=wanted,
    )


def _taken_off(postings: list[Posting], listing: Listing, found: Compared, fetch: Fetch) -> frozenset[int]:
    """Withdrawn ones that are proved to be off: not listed where the list reaches, their page no more."""
    if not listing.readable:
        return frozenset()
    still = {one.ours.key for one in found.still_there if one.ours is not None}
    off = set()
    for row in postings:
        if row.state != PostingState.TO_TAKE_OFF or str(row.pk) in still:
            continue
        if listing.covers(our_side(row).published_on) and (not row.address or _is_gone(row.address, fetch)):
            off.add(row.pk)
    return frozenset(off)


def _is_gone(address: str, fetch: Fetch) -> bool:
    try:
        return fetch(address).status in _GONE_FOR_GOOD
    except FetchFailed:
        return False
