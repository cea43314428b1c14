"""Tying a document of the register to the item that publishes it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.disclosure import queries as disclosure_queries
from gongkai.kernel.errors import ActRefused, InputRefused
from gongkai.kernel.models import Person
from gongkai.register.acts.opening import keep, open_entry, record
from gongkai.register.models import RegisterEntry
from gongkai.register.rules import may_write


def link_item(*, actor: Person, entry_id: int, item_id: int, now: datetime) -> RegisterEntry:
    """Say which item publishes the document. Raises NotVisible, ActRefused, InputRefused."""
    with transaction.atomic():
        entry, standing = open_entry(actor, entry_id)
        if not may_write(standing, entry.organ_id, entry.department_id):
            raise ActRefused("只能关联本科室登记的发文。")
        item = disclosure_queries.visible_item(standing, item_id)
        if item.organ_id != entry.organ_id:
            raise InputRefused("请选择本机关的信息。", fields={"item": "不是本机关的信息"})
        entry.item, entry.keeps_apart = item, False
        keep(entry, actor=actor, now=now)
        record("linked", actor=actor, entry=entry, now=now, detail={"item": item.pk})
    return entry


def unlink_item(*, actor: Person, entry_id: int, now: datetime) -> RegisterEntry:
    """Undo a wrong link; the program does not make it again by itself."""
    with transaction.atomic():
        entry, standing = open_entry(actor, entry_id)
        if not may_write(standing, entry.organ_id, entry.department_id):
            raise ActRefused("只能取消本科室登记的发文的关联。")
        if entry.item_id is None:
            raise ActRefused("这一条没有关联信息。")
        was = entry.item_id
        entry.item, entry.keeps_apart = None, True
        keep(entry, actor=actor, now=now)
        record("unlinked", actor=actor, entry=entry, now=now, detail={"item": was})
    return entry
