"""Slots in the public lists: given once at publication, kept for good, gaps and all."""

from __future__ import annotations

from django.db.models import F
from django.utils.timezone import localtime

from gongkai.disclosure.models import Item, ListSlot, ListState

#: Items to a page of a public list.
PAGE_SIZE = 20


def list_keys(item: Item) -> list[str]:
    """The lists a public item stands in, in the order in which they are locked."""
    if item.first_published_at is None:
        raise ValueError("an item takes its slots when it is first published")
    year = localtime(item.first_published_at).year
    keys = [
        f"column/{item.column_id}",
        f"department/{item.department_id}",
        f"organ/{item.organ_id}",
        f"topic/{item.organ_id}/{item.topic}",
        f"year/{item.organ_id}/{year}",
        f"zone/{item.organ_id}/{item.column.zone}",
    ]
    parent = item.topic.partition("_")[0]
    if parent != item.topic:
        keys.append(f"topic/{item.organ_id}/{parent}")
    return sorted(keys)


def show(item: Item) -> list[tuple[str, int]]:
    """See that the item is live in exactly its lists; returns every place touched, left ones included."""
    wanted = list_keys(item)
    have = {slot.list_key: slot for slot in ListSlot.objects.filter(item=item).select_for_update()}
    for key in sorted(have.keys() - set(wanted)):
        _set_live(have[key], is_live=False)
    for key in wanted:
        if key in have:
            _set_live(have[key], is_live=True)
        else:
            ListState.objects.get_or_create(key=key)
            state = ListState.objects.select_for_update().get(key=key)
            state.last_slot += 1
            state.live_total += 1
            state.save(update_fields=("last_slot", "live_total"))
            have[key] = ListSlot.objects.create(list_key=key, slot=state.last_slot, item=item)
    return sorted((key, slot.slot) for key, slot in have.items())


def hide(item: Item) -> list[tuple[str, int]]:
    """Take the item out of every list; its slots stay empty for good."""
    slots = list(ListSlot.objects.filter(item=item).select_for_update().order_by("list_key"))
    for slot in slots:
        _set_live(slot, is_live=False)
    return [(slot.list_key, slot.slot) for slot in slots]


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
