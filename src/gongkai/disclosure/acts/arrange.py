"""Putting the attachments in order and giving them better names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from gongkai.disclosure.acts.attach import editable_item
from gongkai.disclosure.acts.edit import back_to_draft
from gongkai.disclosure.acts.opening import record
from gongkai.disclosure.models import Attachment, Item
from gongkai.disclosure.screening import refuse_secrecy_marks
from gongkai.documents.blanks import without_controls
from gongkai.kernel.errors import InputRefused
from gongkai.kernel.models import Person


def arrange_attachments(
    *, actor: Person, item_id: int, order: Sequence[int], names: Mapping[int, str], now: datetime
) -> Item:
    """Order the attachments by id and rename some; what is left out of `order` follows as it stood.

    A name keeps its file's extension. Nothing changed: nothing recorded, and no review is undone.
    """
    with transaction.atomic():
        item = editable_item(actor, item_id)
        attachments = list(item.attachments.select_related("file"))
        wanted = {attachment_id: place for place, attachment_id in enumerate(order)}
        attachments.sort(key=lambda attachment: wanted.get(attachment.pk, len(wanted)))
        changed = []
        for place, attachment in enumerate(attachments, start=1):
            name = _name(attachment, names.get(attachment.pk, attachment.name))
            if (attachment.position, attachment.name) != (place, name):
                attachment.position, attachment.name = place, name
                changed.append(attachment)
        if changed:
            Attachment.objects.bulk_update(changed, ("position", "name"))
            back_to_draft(item, actor=actor, now=now)
            item.save()
            record("attachments_arranged", actor=actor, item=item, now=now, detail={"changed": len(changed)})
    return item


def _name(attachment: Attachment, name: str) -> str:
    plain = without_controls(name).replace("\\", "/").rsplit("/", 1)[-1].strip()
    stem = plain.removesuffix(f".{attachment.file.extension}").strip()
    if not stem:
        raise InputRefused("附件名称不能为空。", fields={f"name_{attachment.pk}": "请填写名称"})
    refuse_secrecy_marks(stem)
    return f"{stem[:140]}.{attachment.file.extension}"
