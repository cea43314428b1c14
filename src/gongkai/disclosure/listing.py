"""Slots in the public lists: given once at publication, kept for good, gaps and all."""

from __future__ import annotations

from django.db.models import F
from django.utils.timezone import localtime

from gongkai.disclosure.models import Item, ListSlot, ListState, Zone

#: Items to a page of a public list.
PAGE_SIZE = 20


def list_keys(item: Item) -> list[str]:
    """The lists a public item stands in, in the order in which they are locked.

    The catalogues by department, topic and year belong to the platform, which holds no general news.
    """
    if item.first_published_at is None:
        raise ValueError("an item takes its slots when it is first published")
    zone = item.column.zone
    keys = [f"column/{item.column_id}", f"organ/{item.organ_id}", f"zone/{item.organ_id}/{zone}"]
    if zone == Zone.PLATFORM:
        parent = item.topic.partition("_")[0]
        keys += [
            f"department/{item.department_id}",
            f"year/{item.organ_id}/{localtime(item.first_published_at).year}",
            *(f"topic/{item.organ_id}/{topic}" for topic in {item.topic, parent}),
        ]
    return sorted(keys)


def show(item: Item) -> list[tuple[str, int]]:
    """See that the item is live in exactly its lists; returns every place touched, left ones included.

    Lists are locked in one order, left and joined ones alike, so that two items changing places never wait
    for each other.
    """
    wanted = set(list_keys(item))
    have = {slot.list_key: slot for slot in ListSlot.objects.filter(item=item).select_for_update()}
    for key in sorted(have.keys() | wanted):
        if key in have:
            _set_live(have[key], is_live=key in wanted)
        else:
            have[key] = _take_slot(key, item)
    return sorted((key, slot.slot) for key, slot in have.items())


def _take_slot(key: str, item: Item) -> ListSlot:
    ListState.objects.get_or_create(key=key)
    state = ListState.objects.select_for_update().get(key=key)
    state.last_slot += 1
    state.live_total += 1
    state.save(update_fields=("last_slot", "live_total"))
    return ListSlot.objects.create(list_key=key, slot=state.last_slot, item=item)


def hide(item: Item) -> list[tuple[str, int]]:
    """Take the item out of every list; its slots stay empty for good."""
    slots = ListSlot.objects.filter(item=item).select_for_update()
    # Sorted here and not by the database, whose collation may order the keys otherwise than show() does.
    ordered = sorted(slots, key=lambda slot: slot.list_key)
    for slot in ordered:
        _set_live(slot, is_live=False)
    return [(slot.list_key, slot.slot) for slot in ordered]


def _set_live(slot: ListSlot, *, is_live: bool) -> None:
    if slot.is_live == is_live:
        return
    slot.is_live = is_live
    slot.save(update_fields=("is_live",))
    step = 1 if is_live else -1
    ListState.objects.filter(key=slot.list_key).update(live_total=F("live_total") + step)


def slots_of(item: Item) -> list[tuple[str, int]]:
    """Every place the item has or had."""
    return list(ListSlot.objects.filter(item=item).order_by("list_key").values_list("list_key", "slot"))


def page_of(slot: int) -> int:
    """The page a slot is on, from 1: the first twenty slots are page 1 for good."""
    return (slot - 1) // PAGE_SIZE + 1


def slots_on(page: int) -> range:
    """The slots of a page."""
    return range((page - 1) * PAGE_SIZE + 1, page * PAGE_SIZE + 1)
