"""Which artefacts an act concerns: a constant number for an item, everything in pieces for an organ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.disclosure.listing import PAGE_SIZE, page_of
from gongkai.disclosure.models import Item, ListState
from gongkai.kernel.models import Organ
from gongkai.law.catalogue import ZONE_COLUMNS
from gongkai.portal.frame import CATALOGUE_LABELS, part_of
from gongkai.portal.lists import keys_of
from gongkai.portal.pages.homes import SITE
from gongkai.portal.pages.lists import page_argument
from gongkai.portal.pages.machine import INDEX, block_of
from gongkai.portal.reading import Reading
from gongkai.portal.rows import Extent

Slot = tuple[str, int]
#: Artefacts of an organ written by one job before others get their turn.
PIECE = 500
#: What is the whole site's and shows something of every organ.
SITE_KEYS = (f"home:{SITE}", f"sitemap:{INDEX}")
#: The site's pages that change only with an organ's description.
SITE_FRAME_KEYS = ("site:static", "site:robots", "site:404", f"map:{SITE}", *SITE_KEYS)


def item_keys(organ_id: int, item_ids: Iterable[int], slots: Iterable[Slot], reading: Reading) -> list[str]:
    """The artefacts one act on an item may change, in the order in which they should appear.

    The items themselves, the pages and heads of their lists, then what shows the newest of the organ.
    """
    places = list(slots)
    keys = [f"item:{pk}" for pk in item_ids]
    for key, slot in places:
        page = page_of(slot)
        keys.append("page:" + page_argument(key, page))
        if page > 1 and slot == (page - 1) * PAGE_SIZE + 1:
            # The first slot of a page: the page before it now has a later one to lead on to.
            keys.append("page:" + page_argument(key, page - 1))
        if key == f"organ/{organ_id}":
            keys.append(f"sitemap:{organ_id}#{block_of(slot)}")
    keys += [f"head:{key}" for key, _ in places]
    organ = reading.organ(organ_id)
    if organ is None:
        return list(dict.fromkeys(keys))
    keys += _around_columns(organ, places, reading)
    keys += _newest_of(organ)
    return list(dict.fromkeys((*keys, *SITE_KEYS)))


def _newest_of(organ: Organ) -> list[str]:
    return [
        f"part:{organ.pk}/statutory",
        *(f"catalogue:{organ.pk}/{kind}" for kind in CATALOGUE_LABELS),
        f"home:{organ.pk}",
        f"feed:organ/{organ.pk}",
        f"sitemap:{organ.pk}#0",
    ]


def _around_columns(organ: Organ, places: Sequence[Slot], reading: Reading) -> list[str]:
    """Feeds of the columns, heads of the columns above, the fixed columns they belong to — up the tree."""
    keys: list[str] = []
    columns = reading.columns(organ)
    by_key = {f"column/{column.pk}": column for column in columns}
    for key, _ in places:
        column = by_key.get(key)
        if column is None:
            continue
        keys.append(f"feed:{key}")
        if column.parent_id:
            keys.append(f"head:column/{column.parent_id}")
        part = part_of(column, columns)
        if part:
            keys.append(f"part:{organ.pk}/{part}")
        if part == "annual_reports":
            keys += [f"part:{above.pk}/annual_reports" for above in reading.above(organ)]
    return keys


@dataclass(frozen=True)
class Piece:
    """Some of an organ's artefacts, and where to go on; `after` is empty when these were the last."""

    keys: list[str]
    after: str


def organ_piece(organ: Organ, after: str, reading: Reading) -> Piece:
    """A piece of everything that bears an organ's frame: first what is bounded, then list pages, then items.

    `after` is what the piece before said; empty to begin. New artefacts need no place in it: the acts that
    make them announce them.
    """
    stage, _, position = after.partition("/")
    if not stage:
        return Piece(bounded_keys(organ, reading), "page/0/0")
    if stage == "page":
        state, page = map(int, position.split("/"))
        return _list_pages(organ, state, page, reading)
    ids = Item.objects.filter(organ=organ, pk__gt=int(position), first_published_at__isnull=False)
    found = list(ids.order_by("pk").values_list("pk", flat=True)[:PIECE])
    following = f"item/{found[-1]}" if len(found) == PIECE else ""
    return Piece([f"item:{pk}" for pk in found], following)


def bounded_keys(organ: Organ, reading: Reading) -> list[str]:
    """Everything of an organ whose number follows its columns, departments and topics, not its stock."""
    columns = reading.columns(organ)
    return [
        *SITE_FRAME_KEYS,
        *(f"head:{key}" for key in keys_of(organ, reading)),
        *(f"part:{organ.pk}/{part.code}" for part in ZONE_COLUMNS),
        *(f"part:{above.pk}/annual_reports" for above in reading.above(organ)),
        *(f"catalogue:{organ.pk}/{kind}" for kind in CATALOGUE_LABELS),
        *(f"home:{other.pk}" for other in (organ, *_merged_with(organ, reading))),
        f"map:{organ.pk}",
        f"feed:organ/{organ.pk}",
        *(f"feed:column/{column.pk}" for column in columns),
        f"sitemap:{organ.pk}#0",
    ]


def _merged_with(organ: Organ, reading: Reading) -> list[Organ]:
    return [
        other
        for other in reading.organs.values()
        if other.merged_into_id == organ.pk or organ.merged_into_id == other.pk
    ]


def _list_pages(organ: Organ, state_id: int, page: int, reading: Reading) -> Piece:
    """Up to a piece of numbered pages, list by list in the order in which the lists came into being."""
    states = ListState.objects.filter(key__in=keys_of(organ, reading), pk__gte=state_id).order_by("pk")
    keys: list[str] = []
    for pk, key, last in states.values_list("pk", "key", "last_slot"):
        first = page + 1 if pk == state_id else 1
        for number in range(first, Extent(last).last_page + 1):
            keys.append("page:" + page_argument(key, number))
            if len(keys) == PIECE:
                return Piece(keys, f"page/{pk}/{number}")
    return Piece(keys, "item/0")
