"""Voiding an entry that should not be there."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.kernel import search
from gongkai.kernel.errors import ActRefused, InputRefused
from gongkai.kernel.models import Person
from gongkai.register import queries
from gongkai.register.acts.opening import open_entry, record, refuse_marks
from gongkai.register.models import RegisterEntry
from gongkai.register.rules import may_keep


def void(*, actor: Person, entry_id: int, reason: str, now: datetime) -> RegisterEntry:
    """Take an entry out of the register for good, with the reason; its serial is not used again.

    Raises NotVisible, ActRefused, InputRefused.
    """
    with transaction.atomic():
        entry, standing = open_entry(actor, entry_id)
        if not may_keep(standing, entry.organ_id):
            raise ActRefused("作废由公开工作机构办理。")
        if not reason.strip():
            raise InputRefused("请写明作废的理由。", fields={"reason": "不能为空"})
        refuse_marks(reason)
        entry.voided_at, entry.voided_by, entry.void_reason = now, actor, reason.strip()[:200]
        entry.item, entry.reassess_on = None, None
        entry.changed_by, entry.changed_at = actor, now
        entry.save()
        search.remove(queries.SCOPE, entry.pk)
        record("voided", actor=actor, entry=entry, now=now)
    return entry
