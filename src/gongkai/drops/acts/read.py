"""The worker's part: documents read one after another, then matched and placed; safe to run again."""

from __future__ import annotations

import time
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from gongkai.disclosure.models import Attachment, EditionAttachment, ItemPicture
from gongkai.drops.acts.arrange import arrange_drop
from gongkai.drops.converting import converted_together
from gongkai.drops.models import DocumentState, Drop, DropDocument, DropFile, DropState
from gongkai.drops.reading import MOST_ATTEMPTS, READ, Outcome, given_up, read_document
from gongkai.kernel import filestore, outbox
from gongkai.kernel.models import StoredFile
from gongkai.kernel.registry import Payload

#: A job ends after that long and leaves the rest to another, so that its lease never runs out.
MOST_SECONDS = 20


def read_drop(payload: Payload, now: datetime) -> None:
    """Read the waiting documents of a drop; the last one settles it.

    Running twice or by two at once changes nothing that is settled: each document is stored under its lock,
    and only while it waits. A document over which the worker died MOST_ATTEMPTS times is given up.
    """
    drop = Drop.objects.filter(pk=int(str(payload["drop"])), state=DropState.READING).first()
    if drop is None:
        return
    began = time.monotonic()
    modern = converted_together(drop)
    for document_id in list(_waiting(drop.pk)):
        if time.monotonic() - began > MOST_SECONDS and document_id not in modern:
            break
        _read_one(document_id, now, modern.get(document_id))
    with transaction.atomic():
        locked = Drop.objects.select_for_update().get(pk=drop.pk)
        if _waiting(drop.pk).exists():
            outbox.enqueue(READ, {"drop": drop.pk}, now=now, organ=drop.organ)
        elif locked.state == DropState.READING:
            arrange_drop(locked, now=now)


def _waiting(drop_id: int) -> QuerySet[DropDocument, int]:
    return DropDocument.objects.filter(drop=drop_id, state=DocumentState.WAITING).values_list("pk", flat=True)


def _read_one(document_id: int, now: datetime, modern: bytes | None) -> None:
    with transaction.atomic():
        document = _locked(document_id)
        if document is None:
            return
        document.attempts += 1
        document.save(update_fields=("attempts",))
    is_over = document.attempts > MOST_ATTEMPTS
    outcome = given_up() if is_over else read_document(document, now=now, modern=modern)
    with transaction.atomic():
        document = _locked(document_id)
        if document is None:
            return
        if outcome.is_marked:
            _turn_away(document, outcome, now)
        else:
            _keep(document, outcome)


def _locked(document_id: int) -> DropDocument | None:
    """The document under its lock while it still waits."""
    waiting = DropDocument.objects.filter(pk=document_id, state=DocumentState.WAITING)
    if waiting.select_for_update().values_list("pk", flat=True).first() is None:
        return None
    return DropDocument.objects.select_related("drop", "file").get(pk=document_id)


def _keep(document: DropDocument, outcome: Outcome) -> None:
    document.state = DocumentState.UNREADABLE if outcome.refusal else DocumentState.READ
    document.reason, document.has_text = outcome.refusal, outcome.has_text
    document.proposal, document.body_html = outcome.proposal, outcome.body_html
    document.pictures, document.listed, document.notes = outcome.pictures, outcome.listed, outcome.notes
    document.save()


def _turn_away(document: DropDocument, outcome: Outcome, now: datetime) -> None:
    """A secrecy mark that only the full reading brought to light: document and content go."""
    stored = document.file
    DropFile.objects.create(
        drop=document.drop, name=document.name, folder=document.folder, position=document.position,
        refusal=outcome.refusal,
    )  # fmt: skip
    document.delete()
    if not _is_used_elsewhere(stored):
        filestore.purge(stored, subject="drop", subject_id=document.drop_id, now=now)
        transaction.on_commit(lambda: filestore.erase_from_disk(stored.digest))


def _is_used_elsewhere(stored: StoredFile) -> bool:
    uses = (
        Attachment.objects.filter(file=stored), EditionAttachment.objects.filter(file=stored),
        ItemPicture.objects.filter(file=stored),
    )  # fmt: skip
    return any(use.exists() for use in uses)
