"""Opening a new round of work on what is public, or giving one up."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from gongkai.disclosure.acts.edit import apply_changes
from gongkai.disclosure.acts.opening import open_item, record
from gongkai.disclosure.editions import end_round, index_for_desk
from gongkai.disclosure.models import Attachment, Item, PublicState, WorkKind, WorkState
from gongkai.disclosure.models.item import TEXT_FIELDS
from gongkai.disclosure.rules import Act
from gongkai.kernel.errors import InputRefused
from gongkai.kernel.models import Person

_ACT_OF_KIND = {
    WorkKind.LIGHT: Act.CORRECT_LIGHT,
    WorkKind.FULL: Act.CORRECT,
    WorkKind.REPUBLISH: Act.REPUBLISH,
    WorkKind.VALIDITY: Act.CHANGE_VALIDITY,
}


def correct(*, actor: Person, item_id: int, reason: str, now: datetime, light: bool = False) -> Item:
    """Open a correction: the public goes on reading the live edition until the new one is out."""
    return _open_round(actor, item_id, WorkKind.LIGHT if light else WorkKind.FULL, reason, now)


def republish(*, actor: Person, item_id: int, reason: str, now: datetime) -> Item:
    """Open the way back for a withdrawn item: full review, same number, same address, same slots."""
    return _open_round(actor, item_id, WorkKind.REPUBLISH, reason, now)


def change_validity(
    *, actor: Person, item_id: int, validity: str, note: str, now: datetime, expires_on: date | None = None
) -> Item:
    """Propose to mark a document repealed, expired, amended …; a second person's look makes it so.

    The document stays where it is and bears the mark.
    """
    with transaction.atomic():
        item = _open_round(actor, item_id, WorkKind.VALIDITY, note, now)
        if validity == item.validity:
            raise InputRefused("有效性没有变化。", fields={"validity": "请选择新的有效性"})
        values: dict[str, object] = {"validity": validity, "validity_note": note}
        if expires_on:
            values["expires_on"] = expires_on
        apply_changes(item, values)
        item.save()
    return item


def _open_round(actor: Person, item_id: int, kind: WorkKind, reason: str, now: datetime) -> Item:
    with transaction.atomic():
        item = open_item(actor, item_id, _ACT_OF_KIND[kind]).item
        if not reason.strip():
            raise InputRefused("请写明原因。", fields={"reason": "会留存在版本记录中"})
        item.work_state, item.work_kind, item.work_reason = WorkState.DRAFT, kind, reason.strip()[:300]
        item.drafter = item.last_editor = actor
        item.entered_by = None
        item.changed_at = now
        item.revision += 1
        item.save()
        record("round_opened", actor=actor, item=item, now=now, detail={"kind": kind})
    return item


def discard(*, actor: Person, item_id: int, now: datetime) -> Item:
    """Give up the round: a first draft is void, a correction falls back to the live edition."""
    with transaction.atomic():
        item = open_item(actor, item_id, Act.DISCARD).item
        if item.public_state != PublicState.NONE:
            _restore(item)
        end_round(item, now=now)
        item.save()
        index_for_desk(item)
        record("discarded", actor=actor, item=item, now=now)
    return item


def _restore(item: Item) -> None:
    live = item.live_edition
    if live is None:
        return
    for name in TEXT_FIELDS:
        setattr(item, name, getattr(live, name))
    item.column, item.body_html = live.column, live.body_html
    item.department_id = live.department_id or item.department_id
    item.attachments.all().delete()
    Attachment.objects.bulk_create(
        Attachment(item=item, file_id=carried.file_id, name=carried.name, position=carried.position)
        for carried in live.attachments.filter(is_picture=False)
    )
