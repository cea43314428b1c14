"""Settling a drop that has been read: what lies beside which document, and where each document goes."""

from __future__ import annotations

from datetime import datetime

from gongkai.drops.matching import Head, Side, match, not_documents
from gongkai.drops.models import DocumentState, Drop, DropDocument, DropFile, DropState
from gongkai.drops.placing import Facts, Precedents, column_of, mode_of, plain_defaults, topic_of
from gongkai.drops.proposals import Proposal, kept, restored
from gongkai.drops.registered import registered
from gongkai.drops.rules import OPEN
from gongkai.kernel import audit

_ISSUER_UNREAD = "没有读出发文机关，已填本机关，请核对"
_TITLE_UNREAD = "没有读出名称，请填写"


def arrange_drop(drop: Drop, *, now: datetime) -> None:
    """Match and place, under the drop's lock; what somebody assigned or confirmed stays as it is."""
    documents = list(drop.documents.select_related("file"))
    documents = _without_attachments(drop, documents)
    _match(drop, documents)
    known = Precedents(drop.organ)
    for document in documents:
        if document.state in OPEN and "column" not in document.proposal:
            _place(drop, document, known)
    drop.state = DropState.READ
    drop.save(update_fields=("state",))
    audit.record(
        organ=drop.organ, actor=None, act="drops.read", subject="drop", subject_id=drop.pk, now=now,
        detail={
            "read_documents": sum(1 for one in documents if one.state == DocumentState.READ),
            "unread_documents": sum(1 for one in documents if one.state == DocumentState.UNREADABLE),
        },
    )  # fmt: skip


def _head(document: DropDocument) -> Head:
    found = restored(document.proposal)
    return Head(
        key=document.pk, name=document.name, folder=document.folder, listed=tuple(document.listed),
        number=str(found["doc_number"].value or ""), title=str(found["title"].value or ""),
        is_whole=document.has_text and document.state == DocumentState.READ,
    )  # fmt: skip


def _without_attachments(drop: Drop, documents: list[DropDocument]) -> list[DropDocument]:
    """Documents that are attachments of others become files beside them."""
    settled = [one for one in documents if one.state != DocumentState.READ or one.is_separate]
    heads = [_head(one) for one in documents if one not in settled]
    beside = not_documents([*heads, *(_head(one) for one in settled)])
    left = []
    for document in documents:
        if document.pk in beside and document not in settled:
            DropFile.objects.create(
                drop=drop, file=document.file, name=document.name, folder=document.folder,
                position=document.position, note=beside[document.pk],
            )  # fmt: skip
            document.delete()
        else:
            left.append(document)
    return left


def _match(drop: Drop, documents: list[DropDocument]) -> None:
    files = {one.pk: one for one in drop.files.filter(document=None, how="").exclude(file=None)}
    sides = [Side(one.pk, one.name, one.folder) for one in files.values()]
    for file_id, found in match(sides, [_head(one) for one in documents]).items():
        files[file_id].document_id, files[file_id].how = found.document, found.how
        files[file_id].save(update_fields=("document", "how"))


def _place(drop: Drop, document: DropDocument, known: Precedents) -> None:
    """Add column, topic and mode to what was read; what was not read says so."""
    found = restored(document.proposal)
    number, title = str(found["doc_number"].value or ""), str(found["title"].value or "")
    facts = Facts(title=title, genre=str(found["genre"].value or ""), number=number)
    entry = registered(drop.organ, number)
    found["column"] = column_of(facts, known)
    column_id = found["column"].value
    found["topic"] = topic_of(facts, known, column_id if isinstance(column_id, int) else None)
    found["mode"] = mode_of(found["mode"], number=number, registered=entry.mode if entry else "")
    found["ground"] = _ground(str(found["mode"].value), entry.ground if entry else "", number)
    if document.has_text:
        found |= plain_defaults(found, found["topic"], drop.organ)
    if not found["issuer"].value:
        found["issuer"] = Proposal(
            drop.organ.name, is_sure=False, doubt=found["issuer"].doubt or _ISSUER_UNREAD
        )
    if not title:
        found["title"] = Proposal(None, is_sure=False, doubt=found["title"].doubt or _TITLE_UNREAD)
    document.proposal = kept(found)
    document.column_id = column_id if isinstance(column_id, int) else None
    document.topic = str(found["topic"].value or "")
    document.save(update_fields=("proposal", "column", "topic"))


def _ground(mode: str, registered_ground: str, number: str) -> Proposal:
    if mode == "proactive" or mode == "on_request":
        return Proposal(None)
    if registered_ground:
        return Proposal(registered_ground, source=number, where="发文登记簿中同一文号的登记")
    return Proposal(None, is_sure=False, doubt="不予公开的，请选择理由")
