"""Attaching and removing files and pictures of the working copy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from gongkai.disclosure.acts.edit import back_to_draft
from gongkai.disclosure.acts.opening import open_item, record
from gongkai.disclosure.models import Attachment, Item, ItemPicture, WorkKind, WorkState
from gongkai.disclosure.rules import Act
from gongkai.disclosure.screening import refuse_secrecy_marks
from gongkai.kernel import filestore
from gongkai.kernel.errors import InputRefused, NotVisible
from gongkai.kernel.models import Person

PICTURE_TYPES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
MOST_ATTACHMENTS = 50


def attach(
    *, actor: Person, item_id: int, name: str, stream: BinaryIO | Iterable[bytes], now: datetime
) -> Attachment:
    """Take a file in and hang it on the item. A refused file leaves nothing behind."""
    display = name.replace("\\", "/").rsplit("/", 1)[-1].strip()[-150:]
    refuse_secrecy_marks(display)
    open_check(actor, item_id)
    stored = filestore.take_in(name=display, stream=stream, now=now)
    with transaction.atomic():
        item = editable_item(actor, item_id)
        position = item.attachments.count() + 1
        if position > MOST_ATTACHMENTS:
            raise InputRefused(f"一条信息最多 {MOST_ATTACHMENTS} 个附件，请打包或分条发布。")
        attachment = Attachment.objects.create(item=item, file=stored, name=display, position=position)
        back_to_draft(item, actor=actor, now=now)
        item.save()
        record("attached", actor=actor, item=item, now=now, detail={"file": stored.pk})
    return attachment


def open_check(actor: Person, item_id: int) -> None:
    """Refuse before a large file is read; the act itself asks again under the lock."""
    with transaction.atomic():
        editable_item(actor, item_id)


def editable_item(actor: Person, item_id: int) -> Item:
    """The locked item, its files being open to change; raises as every act does."""
    item = open_item(actor, item_id, Act.EDIT).item
    if item.work_kind == WorkKind.VALIDITY:
        raise InputRefused("本次只修改有效性，不能改动附件。")
    return item


def detach(*, actor: Person, item_id: int, attachment_id: int, now: datetime) -> None:
    """Take an attachment off the working copy; editions that carry it keep it."""
    with transaction.atomic():
        item = editable_item(actor, item_id)
        attachment = item.attachments.filter(pk=attachment_id).first()
        if attachment is None:
            raise NotVisible
        file_id = attachment.file_id
        attachment.delete()
        back_to_draft(item, actor=actor, now=now)
        item.save()
        record("detached", actor=actor, item=item, now=now, detail={"file": file_id})


def add_picture(
    *, actor: Person, item_id: int, name: str, stream: BinaryIO | Iterable[bytes], now: datetime
) -> str:
    """Take a picture in for the body; returns the address to use in it («picture:…»)."""
    open_check(actor, item_id)
    stored = filestore.take_in(name=name, stream=stream, now=now)
    if stored.media_type not in PICTURE_TYPES:
        raise InputRefused("正文图片只收 PNG、JPEG、GIF、WebP 格式；其他文件请作为附件上传。")
    with transaction.atomic():
        item = editable_item(actor, item_id)
        ItemPicture.objects.get_or_create(item=item, file=stored)
        if item.work_state == WorkState.DRAFT:
            # The revision stays: the editor's own form is open while a picture comes in.
            item.last_editor, item.changed_at = actor, now
        else:
            back_to_draft(item, actor=actor, now=now)
        item.save()
        record("picture_added", actor=actor, item=item, now=now, detail={"file": stored.pk})
    return f"picture:{stored.digest}"
