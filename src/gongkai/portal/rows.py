"""Rows of public lists, read by slot: what is live now, newest publication first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from gongkai.disclosure.addresses import page_path
from gongkai.disclosure.listing import PAGE_SIZE, page_of, slots_on
from gongkai.disclosure.models import ListSlot, ListState, PublicState
from gongkai.law.catalogue import VALIDITY_VALUES
from gongkai.portal.templating import day

#: A list's head shows the newest two pages' worth.
HEAD_SIZE = 2 * PAGE_SIZE
#: Validity that a reader must know before opening the page.
MARKED = frozenset({"repealed", "expired", "partly_expired", "amended"})
#: Pages whose rows are read in one query.
PAGES_TOGETHER = 40
_FIELDS = (
    "list_key", "slot", "item_id", "item__organ_id", "item__organ__code", "item__first_published_at",
    "item__live_edition__published_at", "item__live_edition__title", "item__live_edition__doc_number",
    "item__live_edition__validity", "item__index_number", "item__live_edition__summary",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list. `published_at` (and `day`) is the first publication: no correction moves it."""

    slot: int
    item_id: int
    organ_id: int
    url: str
    title: str
    doc_number: str
    index_number: str
    summary: str
    mark: str
    published_at: datetime
    changed_at: datetime
    day: str


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a list reaches: its last slot and how many live items it holds."""

    last_slot: int = 0
    total: int = 0

    @property
    def last_page(self) -> int:
        """The page that holds the last slot; 0 for a list nothing ever stood in."""
        return page_of(self.last_slot) if self.last_slot else 0


def extents(keys: Iterable[str]) -> dict[str, Extent]:
    """The extents of these lists; one that nothing ever stood in is left out."""
    states = ListState.objects.filter(key__in=list(keys)).values_list("key", "last_slot", "live_total")
    return {key: Extent(last, total) for key, last, total in states}


def extents_below(prefix: str) -> dict[str, Extent]:
    """The extents of all lists whose key begins with `prefix`."""
    states = ListState.objects.filter(key__startswith=prefix).values_list("key", "last_slot", "live_total")
    return {key: Extent(last, total) for key, last, total in states}


def live_slots() -> QuerySet[ListSlot]:
    """Slots that show something: both the slot and its item say so."""
    return ListSlot.objects.filter(is_live=True, item__public_state=PublicState.LIVE)


def rows_of(slots: QuerySet[ListSlot]) -> list[tuple[str, Row]]:
    """The rows behind slots, each with its list's key, in the query's order."""
    return [(values[0], _row(values)) for values in slots.values_list(*_FIELDS)]


def newest(list_key: str, count: int) -> list[Row]:
    """The newest rows of a list."""
    return [row for _, row in rows_of(live_slots().filter(list_key=list_key).order_by("-slot")[:count])]


def rows_on_pages(pages: Sequence[tuple[str, int]]) -> Mapping[tuple[str, int], list[Row]]:
    """The rows of numbered pages (list key, page), newest first; many pages in few queries."""
    found: dict[tuple[str, int], list[Row]] = {page: [] for page in pages}
    for some in _in_groups(list(found), PAGES_TOGETHER):
        wanted = Q(pk__in=[])
        for key, page in some:
            slots = slots_on(page)
            wanted |= Q(list_key=key, slot__gte=slots.start, slot__lt=slots.stop)
        for key, row in rows_of(live_slots().filter(wanted).order_by("-slot")):
            found[key, page_of(row.slot)].append(row)
    return found


@dataclass(frozen=True)
class Head:
    """What a list's head shows, and the page on which it goes on."""

    rows: list[Row]
    older_page: int


def head_of(list_key: str, extent: Extent) -> Head:
    """The newest two pages, and older ones until a page's worth of live rows is there, always whole pages.

    So the head and the page it leads on to never show the same row, and gaps never leave it bare.
    """
    rows = newest(list_key, HEAD_SIZE)
    if not rows:
        return Head([], 0)
    least = rows[min(len(rows), PAGE_SIZE) - 1].slot
    if len(rows) < PAGE_SIZE:
        least = 1
    first = min(max(extent.last_page - 1, 1), page_of(least))
    start = slots_on(first).start
    return Head([row for row in rows if row.slot >= start], first - 1)


def _row(values: tuple[Any, ...]) -> Row:
    (_, slot, item_id, organ_id, code, first, changed, title, number, validity, index, summary) = values
    return Row(
        slot=slot,
        item_id=item_id,
        organ_id=organ_id,
        url="/" + page_path(code, first, item_id),
        title=title,
        doc_number=number,
        index_number=index,
        summary=summary,
        mark=VALIDITY_VALUES[validity].label if validity in MARKED else "",
        published_at=first,
        changed_at=changed,
        day=day(first),
    )


def _in_groups(things: Sequence[tuple[str, int]], most: int) -> Iterator[Sequence[tuple[str, int]]]:
    for at in range(0, len(things), most):
        yield things[at : at + most]
