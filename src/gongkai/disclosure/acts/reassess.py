"""The second look at what is not disclosed (article 18)."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from gongkai.disclosure.acts.opening import open_item, record
from gongkai.disclosure.acts.publish import add_months
from gongkai.disclosure.models import Item, PublicState, Reassessment, WorkKind, WorkState
from gongkai.disclosure.rules import Act
from gongkai.kernel.errors import InputRefused
from gongkai.kernel.models import Person


def reassess(
    *, actor: Person, item_id: int, opens: bool, note: str, now: datetime, next_on: date | None = None
) -> Item:
    """Record the look. What may now be opened goes back to draft for publication, the rest comes up again."""
    with transaction.atomic():
        item = open_item(actor, item_id, Act.REASSESS).item
        if not note.strip():
            raise InputRefused("请写明复查意见。", fields={"note": "例如：定密期限已满，已依法解密"})
        following = None if opens else next_on or add_months(localdate(now), settings.GONGKAI_REASSESS_MONTHS)
        if following and following <= localdate(now):
            raise InputRefused("下次复查日期须晚于今天。", fields={"next_on": "请重新选择"})
        Reassessment.objects.create(
            item=item, by=actor, at=now, opens=opens, note=note.strip()[:500], next_on=following
        )
        item.reassess_on, item.changed_at = following, now
        if opens:
            item.public_state, item.work_state = PublicState.NONE, WorkState.DRAFT
            item.work_kind, item.mode, item.ground = WorkKind.FIRST, "proactive", ""
            item.last_editor = actor
        item.revision += 1
        item.save()
        record("reassessed", actor=actor, item=item, now=now, detail={"opens": opens})
    return item
