"""Seeing that the document an item publishes stands in the register."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.disclosure.models import Item
from gongkai.kernel.errors import InputRefused
from gongkai.kernel.models import Person
from gongkai.register import queries
from gongkai.register.acts.enter import Facts, enter_unasked
from gongkai.register.acts.opening import decide, keep, record
from gongkai.register.attributes import SECRET, WITHHELD, Attribute, checked
from gongkai.register.models import DecisionKind, RegisterEntry, Source


def enter_from_item(
    actor: Person | None, item: Item, now: datetime, *, source: str = Source.DROPPED
) -> RegisterEntry:
    """The entry of the item's document: found by link, by number, by title and day, or made.

    For a caller that has drafted the item, within its transaction. Safe to repeat.
    """
    with transaction.atomic():
        known = RegisterEntry.objects.filter(item=item, voided_at=None).first() or _unlinked(item)
        if known is None:
            return enter_unasked(
                actor=actor, organ=item.organ, facts=_facts(item), source=source, now=now, item_id=item.pk
            )
        if known.item_id is None:
            tie(known, item, actor=actor, now=now)
    return known


def tie(entry: RegisterEntry, item: Item, *, actor: Person | None, now: datetime) -> None:
    """Link the two; an attribute that was open becomes the item's. Inside the caller's transaction."""
    entry.item = item
    attribute = attribute_of(item)
    if not entry.mode and attribute.mode:
        decide(entry, attribute, kind=DecisionKind.SET, actor=actor, now=now)
    entry.formed_on = entry.formed_on or item.formed_on
    keep(entry, actor=actor, now=now)
    record("linked", actor=actor, entry=entry, now=now, detail={"item": item.pk})


def attribute_of(item: Item) -> Attribute:
    """The item's mode and ground, as far as they are whole."""
    try:
        return checked(Attribute(item.mode, item.ground if item.mode == WITHHELD else ""))
    except InputRefused:
        return Attribute()


def may_stand(item: Item) -> bool:
    """Whether the item's document belongs in the register: a state secret does not."""
    return item.ground != SECRET


def _unlinked(item: Item) -> RegisterEntry | None:
    rows = RegisterEntry.objects.select_for_update(of=("self",)).filter(
        organ=item.organ_id, item=None, voided_at=None
    )
    if item.doc_number:
        found = queries.entry_by_number(item.organ, item.doc_number)
        return rows.filter(pk=found.pk).first() if found else None
    if item.formed_on is None:
        return None
    alike = list(rows.filter(title=item.title, formed_on=item.formed_on, doc_number="")[:2])
    return alike[0] if len(alike) == 1 else None


def _facts(item: Item) -> Facts:
    return Facts(
        title=item.title, doc_number=item.doc_number, formed_on=item.formed_on,
        department_id=item.department_id, attribute=attribute_of(item),
    )  # fmt: skip
