"""Keeping the register complete by itself: whichever door a document took, entry and item find each other."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from gongkai.disclosure.models import Item
from gongkai.kernel.errors import Refused
from gongkai.register.acts.enter_from_item import enter_from_item, may_stand, tie
from gongkai.register.models import RegisterEntry, Source
from gongkai.register.numbers import normalised

#: So many in one round; the next round goes on.
AT_ONCE = 200


def link_all(now: datetime) -> int:
    """Link what belongs together, enter items of the organ's own numbers that stand nowhere; how many.

    What can be done follows from the rows alone, so a round may be repeated or left out.
    """
    done = sum(_linked(entry_id, now) for entry_id in _pairs()[:AT_ONCE])
    return done + sum(_entered(item_id, now) for item_id in _unregistered()[:AT_ONCE])


def _pairs() -> QuerySet[RegisterEntry, int]:
    """Entries without an item of whose number, or title and day, there is one that stands in no entry."""
    taken = RegisterEntry.objects.filter(item=OuterRef("pk"), voided_at=None)
    free = Item.objects.filter(organ=OuterRef("organ")).exclude(Exists(taken))
    by_number = free.filter(
        Q(doc_number=OuterRef("doc_number")) | Q(doc_number=OuterRef("doc_number_written"))
    ).exclude(doc_number="")
    by_title = free.filter(
        title=OuterRef("title"), formed_on=OuterRef("formed_on"), doc_number=""
    )  # fmt: skip
    waiting = RegisterEntry.objects.filter(item=None, voided_at=None, keeps_apart=False)
    numbered = waiting.exclude(doc_number="").filter(Exists(by_number))
    titled = waiting.filter(doc_number="").exclude(title="").filter(Exists(by_title))
    return (numbered | titled).order_by("pk").values_list("pk", flat=True)


def _linked(entry_id: int, now: datetime) -> int:
    with transaction.atomic():
        rows = RegisterEntry.objects.select_for_update(of=("self",)).select_related("organ")
        entry = rows.filter(pk=entry_id, item=None, voided_at=None, keeps_apart=False).first()
        item = _item_of(entry) if entry else None
        if entry is None or item is None or not may_stand(item):
            return 0
        tie(entry, item, actor=None, now=now)
    return 1


def _item_of(entry: RegisterEntry) -> Item | None:
    free = Item.objects.filter(organ=entry.organ_id).exclude(register_entries__voided_at=None,
        register_entries__isnull=False)  # fmt: skip
    if entry.doc_number:
        numbers = (entry.doc_number, entry.doc_number_written)
        return free.filter(doc_number__in=numbers).order_by("pk").first()
    alike = list(free.filter(title=entry.title, formed_on=entry.formed_on, doc_number="")[:2])
    others = RegisterEntry.objects.filter(
        organ=entry.organ_id, title=entry.title, formed_on=entry.formed_on, voided_at=None, doc_number=""
    )
    return alike[0] if len(alike) == 1 and others.count() == 1 else None


def _unregistered() -> QuerySet[Item, int]:
    """Items whose number begins with their organ's own sign and which stand in no entry."""
    taken = RegisterEntry.objects.filter(item=OuterRef("pk"))
    known = RegisterEntry.objects.filter(organ=OuterRef("organ"), voided_at=None).filter(
        Q(doc_number=OuterRef("doc_number")) | Q(doc_number_written=OuterRef("doc_number"))
    )
    own = Item.objects.exclude(organ__doc_prefix="").exclude(formed_on=None)
    own = own.filter(doc_number__startswith=F("organ__doc_prefix"))
    return own.exclude(Exists(taken)).exclude(Exists(known)).order_by("pk").values_list("pk", flat=True)


def _entered(item_id: int, now: datetime) -> int:
    item = Item.objects.select_related("organ").get(pk=item_id)
    if not may_stand(item):
        return 0
    known = RegisterEntry.objects.filter(
        organ=item.organ_id, doc_number=normalised(item.doc_number), voided_at=None
    ).first()
    if known is not None and (known.item_id is not None or known.keeps_apart):
        return 0
    try:
        enter_from_item(None, item, now, source=Source.ITEM)
    except Refused:
        return 0
    return 1
