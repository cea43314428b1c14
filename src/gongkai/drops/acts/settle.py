"""What is decided about a document besides confirming it: not used, used after all, whose attachment."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.drops import queries
from gongkai.drops.acts.opening import locked_drop, open_document, record
from gongkai.drops.models import DocumentState, DropDocument, DropFile, DropState
from gongkai.drops.reading import READ
from gongkai.drops.taking import DOCUMENT_EXTENSIONS
from gongkai.kernel import outbox
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import Person
from gongkai.kernel.rights import standing_of

BY_PERSON = "由您指定"
_NOT_DISMISSED = "这份文件没有标为不用，不需要恢复。"
_TAKEN_DOWN = "同一份文件的信息已经撤下，不能恢复。"
_NOT_THERE = "要归入的文件已经办过或者不在这次投放里，请重新选择。"
_SETTLED = "它所属的文件已经生成信息，附件请在那条信息上增减。"
_NO_DOCUMENT = "这种文件不能单独读取，只能作为附件。"


def dismiss_document(*, actor: Person, document_id: int, now: datetime) -> DropDocument:
    """Make no item of the document; it can be taken back until the drop is cleared."""
    with transaction.atomic():
        document = open_document(actor, document_id)
        document.state, document.settled_by, document.settled_at = DocumentState.DISMISSED, actor, now
        document.save(update_fields=("state", "settled_by", "settled_at"))
        record("dismissed", actor=actor, document=document, now=now)
    return document


def restore_document(*, actor: Person, document_id: int, now: datetime) -> DropDocument:
    """Take a dismissed document back into those that wait for a look."""
    with transaction.atomic():
        document = queries.visible_document(standing_of(actor), document_id)
        locked_drop(actor, document.drop_id)
        document.refresh_from_db()
        if document.state != DocumentState.DISMISSED:
            raise ActRefused(_NOT_DISMISSED)
        if document.file.purged_at is not None:
            raise ActRefused(_TAKEN_DOWN)
        document.state = DocumentState.UNREADABLE if document.reason else DocumentState.READ
        document.settled_by = document.settled_at = None
        document.save(update_fields=("state", "settled_by", "settled_at"))
        record("restored", actor=actor, document=document, now=now)
    return document


def assign_file(*, actor: Person, file_id: int, document_id: int | None, now: datetime) -> DropFile:
    """Hang a file on a document of the same drop, or on none."""
    with transaction.atomic():
        file = queries.visible_file(standing_of(actor), file_id)
        locked_drop(actor, file.drop_id)
        file.refresh_from_db()
        _require_open(file)
        document = _target(actor, file.drop_id, document_id) if document_id is not None else None
        file.document, file.how = document, BY_PERSON
        file.save(update_fields=("document", "how"))
        if document is not None:
            record("file_assigned", actor=actor, document=document, now=now, detail={"file": file.file_id})
    return file


def make_attachment(*, actor: Person, document_id: int, of_id: int, now: datetime) -> DropFile:
    """The document is no item of its own but an attachment of another one of the drop."""
    with transaction.atomic():
        document = open_document(actor, document_id)
        if of_id == document.pk:
            raise InputRefused(_NOT_THERE)
        target = _target(actor, document.drop_id, of_id)
        document.files.update(document=target, how=BY_PERSON)
        file = DropFile.objects.create(
            drop=document.drop, file=document.file, name=document.name, folder=document.folder,
            position=document.position, document=target, how=BY_PERSON,
        )  # fmt: skip
        document.delete()
        record("file_assigned", actor=actor, document=target, now=now, detail={"file": file.file_id})
    return file


def make_document(*, actor: Person, file_id: int, now: datetime) -> DropDocument:
    """The file is a document of its own: it is read, and proposed as an item."""
    with transaction.atomic():
        file = queries.visible_file(standing_of(actor), file_id)
        drop = locked_drop(actor, file.drop_id)
        _require_open(file)
        if file.file is None or file.file.extension not in DOCUMENT_EXTENSIONS:
            raise ActRefused(_NO_DOCUMENT)
        document = DropDocument.objects.create(
            drop=drop, file=file.file, name=file.name, folder=file.folder, position=file.position,
            is_separate=True,
        )  # fmt: skip
        file.delete()
        drop.state = DropState.READING
        drop.save(update_fields=("state",))
        outbox.enqueue(READ, {"drop": drop.pk}, now=now, organ=drop.organ)
        record("made_separate", actor=actor, document=document, now=now)
    return document


def _target(actor: Person, drop_id: int, document_id: int) -> DropDocument:
    try:
        target = open_document(actor, document_id)
    except (NotVisible, ActRefused):
        raise InputRefused(_NOT_THERE) from None
    if target.drop_id != drop_id:
        raise InputRefused(_NOT_THERE)
    return target


def _require_open(file: DropFile) -> None:
    if file.file_id is None:
        raise NotVisible
    if file.document is not None and file.document.state == DocumentState.MADE:
        raise ActRefused(_SETTLED)
