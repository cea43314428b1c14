"""Withdrawing with a page that says so; taking a leak down without a trace."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from gongkai.disclosure import listing, queries
from gongkai.disclosure.acts.opening import announce, linked_live_items, open_item, record, tell
from gongkai.disclosure.editions import end_round
from gongkai.disclosure.models import EditionAttachment, ImportRow, Item, PublicState
from gongkai.disclosure.rules import Act
from gongkai.disclosure.screening import refuse_personal_numbers
from gongkai.kernel import filestore, outbox, search
from gongkai.kernel.errors import InputRefused
from gongkai.kernel.models import Person, StoredFile, Tombstone
from gongkai.kernel.registry import registry

PURGED_TITLE = "（已撤下）"


def withdraw(*, actor: Person, item_id: int, reason: str, now: datetime) -> Item:
    """Take the item off the portal. Its address says that and why; its number and slots stay taken."""
    with transaction.atomic():
        item = open_item(actor, item_id, Act.WITHDRAW).item
        if not reason.strip():
            raise InputRefused("请写明撤回理由，会显示在原网页上。", fields={"reason": "公众会看到"})
        refuse_personal_numbers(reason)
        item.public_state = PublicState.WITHDRAWN
        item.withdrawn_at, item.withdrawn_reason = now, reason.strip()[:300]
        end_round(item, now=now)
        item.save()
        search.remove(queries.PUBLIC_SCOPE, item.pk)
        announce(item, now=now, slots=listing.hide(item))
        record("withdrawn", actor=actor, item=item, now=now)
    return item


def take_down(*, actor: Person, item_id: int, reason: str, now: datetime) -> Item:
    """A leak: no page, no list entry, no search hit, no text, no file remains; hashes prove what it was.

    Applies to every edition of the item and every file of it, wherever else that file is used, and to what
    other duties keep of it: dropped originals, printed sheets and their scans, folders, register.
    """
    with transaction.atomic():
        item = open_item(actor, item_id, Act.TAKE_DOWN).item
        if not reason.strip():
            raise InputRefused(
                "请写明撤下原因（只在内部留存，请不要复述泄露的内容）。", fields={"reason": "必填"}
            )
        also = linked_live_items(item)
        digests = _purge_content(item, now)
        places = listing.hide(item)
        item.slots.all().delete()
        search.remove(queries.PUBLIC_SCOPE, item.pk)
        search.remove(queries.DESK_SCOPE, item.pk)
        payload: outbox.Payload = {
            "item": item.pk, "organ": item.organ_id, "also": also, "slots": [list(p) for p in places],
            "digests": digests,
        }  # fmt: skip
        outbox.enqueue("release.purge", payload, now=now, organ=item.organ)
        tell(item, now=now)
        record("taken_down", actor=actor, item=item, now=now, detail={"files": len(digests)})
    return item


def _purge_content(item: Item, now: datetime) -> list[str]:
    for edition in item.editions.filter(purged_at=None):
        Tombstone.objects.create(digest=edition.digest, subject="item", subject_id=item.pk, at=now)
        edition.purged_at = now
        edition.title, edition.summary, edition.body_html = PURGED_TITLE, "", ""
        edition.reason = edition.keywords = edition.validity_note = edition.origin = ""
        edition.doc_number = edition.audience = edition.issuer = ""
        edition.save()
    EditionAttachment.objects.filter(edition__item=item).exclude(name="").update(name="")
    carried = EditionAttachment.objects.filter(edition__item=item).values("file_id")
    every_use = Q(pk__in=item.attachments.values("file_id")) | Q(pk__in=item.pictures.values("file_id"))
    elsewhere = {stored.pk for purge in registry.purges.values() for stored in purge(item.pk, now)}
    every_use |= Q(pk__in=carried) | Q(pk__in=elsewhere)
    files = list(StoredFile.objects.filter(every_use, purged_at=None))
    for stored in files:
        filestore.purge(stored, subject="item", subject_id=item.pk, now=now)
    ImportRow.objects.filter(item=item).update(values={}, files=[])
    item.attachments.all().delete()
    item.pictures.all().delete()
    item.overrides.all().delete()
    item.title, item.summary, item.body_html = PURGED_TITLE, "", ""
    item.keywords = item.origin = item.validity_note = item.doc_number = item.audience = item.issuer = ""
    item.public_state = PublicState.TAKEN_DOWN
    item.withdrawn_at, item.withdrawn_reason = now, ""
    item.interprets.all().delete()
    item.interpretations.all().delete()
    end_round(item, now=now)
    item.save()
    return sorted(stored.digest for stored in files)
