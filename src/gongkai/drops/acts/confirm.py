"""Confirming: a document that somebody looked over becomes an item, with its pictures and attachments."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from gongkai.disclosure.acts.attach import add_picture, attach
from gongkai.disclosure.acts.draft import draft
from gongkai.disclosure.acts.submit import submit as submit_item
from gongkai.disclosure.models import Item
from gongkai.drops.acts.linking import chosen_policy, link_policy, link_waiting
from gongkai.drops.acts.opening import open_document, record
from gongkai.drops.models import DocumentState, DropDocument
from gongkai.drops.proposals import left_unseen, restored
from gongkai.duty_list.acts.file import file_item
from gongkai.kernel import filestore
from gongkai.kernel.errors import InputRefused
from gongkai.kernel.models import Person, StoredFile
from gongkai.law.catalogue import GENRES
from gongkai.register.acts.enter_from_item import enter_from_item, may_stand

_UNSEEN = "还有 {number} 项拿不准的没有核对：请看原文，改正或者勾选“已核对”。"
_NO_COLUMN = "请选择栏目。"
_GONE = "“{name}”的内容已经清除，不能附上。请取消勾选，或者重新投放。"
_ITS_OWN = frozenset({"column", "department"})


def confirm_document(
    *,
    actor: Person,
    document_id: int,
    values: Mapping[str, object],
    submit: bool,
    now: datetime,
    looked: Collection[str] = (),
    file_ids: Sequence[int] | None = None,
    with_original: bool = False,
    on_behalf_of: Person | None = None,
    interprets: str | None = None,
    answer: tuple[int, str] | None = None,
) -> Item:
    """Make the item the document proposes, with `values` (as for draft, and «column») as they were confirmed.

    Every field that was read unsurely must have been changed or stand in `looked`; `file_ids` are the
    attachments that go along (None: all that belong to the document). What has no text goes along itself.
    An interpretation is linked to the policy `interprets` names (None: to the only one its title fits).
    `answer` is the line and period of the duty list it is filed for.
    After it: an item of the drop's department, submitted if asked for, and the document settled. A refusal
    of any step leaves everything as it was.
    """
    with transaction.atomic():
        document = open_document(actor, document_id)
        _require_looked_at(document, values, looked)
        policy = chosen_policy(actor, document, interprets)
        item = _drafted(actor, document, values, now, on_behalf_of)
        _add_pictures(actor, document, item, now)
        _attach(actor, document, item, now, file_ids, with_original)
        _enter(actor, item, now)
        link_policy(actor, document, item, policy, now)
        _file(actor, item, answer, on_behalf_of, now)
        if submit:
            item = submit_item(actor=actor, item_id=item.pk, now=now)
        _settle(actor, document, item, now)
        link_waiting(actor, document, item, now)
    return Item.objects.get(pk=item.pk)


def _require_looked_at(document: DropDocument, values: Mapping[str, object], looked: Collection[str]) -> None:
    unseen = left_unseen(restored(document.proposal), values, looked)
    if unseen:
        raise InputRefused(_UNSEEN.format(number=len(unseen)), fields=unseen, code="unseen")


def _drafted(
    actor: Person, document: DropDocument, values: Mapping[str, object], now: datetime,
    on_behalf_of: Person | None,
) -> Item:  # fmt: skip
    column, department = values.get("column"), values.get("department")
    if not isinstance(column, int):
        raise InputRefused(_NO_COLUMN, fields={"column": _NO_COLUMN})
    own = {name: value for name, value in values.items() if name not in _ITS_OWN and value not in ("", None)}
    return draft(
        actor=actor, column_id=column,
        department_id=department if isinstance(department, int) else document.drop.department_id,
        values=own | {"body_html": document.body_html}, now=now, on_behalf_of=on_behalf_of,
    )  # fmt: skip


def _add_pictures(actor: Person, document: DropDocument, item: Item, now: datetime) -> None:
    for stored in StoredFile.objects.filter(pk__in=document.pictures):
        name = f"{stored.digest[:12]}.{stored.extension}"
        with _open(stored, name) as stream:
            add_picture(actor=actor, item_id=item.pk, name=name, stream=stream, now=now)


def _attach(
    actor: Person, document: DropDocument, item: Item, now: datetime, file_ids: Sequence[int] | None,
    with_original: bool,
) -> None:  # fmt: skip
    if with_original or not document.has_text:
        _attach_one(actor, item, document.name, document.file, now)
    for file in document.files.exclude(file=None).select_related("file").order_by("position", "id"):
        if file.file is not None and (file_ids is None or file.pk in file_ids):
            _attach_one(actor, item, file.name, file.file, now)


def _attach_one(actor: Person, item: Item, name: str, stored: StoredFile, now: datetime) -> None:
    with _open(stored, name) as stream:
        attach(actor=actor, item_id=item.pk, name=name, stream=stream, now=now)


def _open(stored: StoredFile, name: str) -> BinaryIO:
    path = filestore.path_of(stored)
    if stored.purged_at or not path.is_file():
        raise InputRefused(_GONE.format(name=name))
    return path.open("rb")


def _enter(actor: Person, item: Item, now: datetime) -> None:
    """The document stands in the register from now on; not a state secret, nor a piece of news."""
    is_document = item.doc_number or item.formed_on or GENRES[item.genre].statutory
    if is_document and may_stand(item):
        enter_from_item(actor, item, now)


def _file(
    actor: Person, item: Item, answer: tuple[int, str] | None, contact: Person | None, now: datetime
) -> None:
    """For the line of the duty list, in the name of whom the item is entered for."""
    if answer is not None:
        line_id, period = answer
        file_item(actor=actor, line_id=line_id, period=period, item_id=item.pk, on_behalf_of=contact, now=now)


def _settle(actor: Person, document: DropDocument, item: Item, now: datetime) -> None:
    document.state, document.item = DocumentState.MADE, item
    document.column_id, document.topic = item.column_id, item.topic
    document.settled_by, document.settled_at = actor, now
    document.body_html, document.pictures = "", []
    document.save()
    record("confirmed", actor=actor, document=document, now=now, detail={"item": item.pk})
