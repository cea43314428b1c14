"""Clearing drops that nobody confirmed for a long time: what was read of them goes, and their files."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from gongkai.drops.models import DocumentState, Drop, DropState
from gongkai.drops.stored import erase_unreferred, files_of
from gongkai.kernel import audit

_CLEARED = "超过 {days} 天没有核对，读出的内容已经清理。需要的，请重新投放。"
_MOST = 200


def clear_old_drops(now: datetime) -> int:
    """Take what was not made into items out of drops older than the setting says; returns how many.

    Files that nothing else refers to are erased from the disk as well.
    """
    before = now - timedelta(days=settings.GONGKAI_DROP_KEPT_DAYS)
    old = Drop.objects.filter(at__lt=before).exclude(state=DropState.CLEARED).order_by("id")
    cleared = 0
    for drop_id in list(old.values_list("pk", flat=True)[:_MOST]):
        cleared += _clear(drop_id, now)
    return cleared


def _clear(drop_id: int, now: datetime) -> int:
    with transaction.atomic():
        drop = Drop.objects.select_for_update().filter(pk=drop_id).exclude(state=DropState.CLEARED).first()
        if drop is None:
            return 0
        candidates = files_of(drop)
        drop.files.all().delete()
        gone, _ = drop.documents.exclude(state=DocumentState.MADE).delete()
        drop.state = DropState.CLEARED
        drop.note = _CLEARED.format(days=settings.GONGKAI_DROP_KEPT_DAYS) if gone else ""
        drop.save(update_fields=("state", "note"))
        audit.record(
            organ=drop.organ, actor=None, act="drops.cleared", subject="drop", subject_id=drop.pk, now=now,
            detail={"cleared_documents": gone},
        )  # fmt: skip
        erase_unreferred(candidates)
    return 1
