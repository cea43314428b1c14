"""What the worker does for personal data: erased bytes off the disk, destroyed keys out of the pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Exists, ForeignObjectRel, OuterRef

from gongkai.kernel import incoming
from gongkai.kernel.models import OutgoingMessage, PrivateFile, PrivateKey
from gongkai.kernel.private.files import place_of, sweep_orphans
from gongkai.kernel.private.sealing import ERASE_FILES, SCRUB, destroy
from gongkai.kernel.registry import Handler, Payload, Tick, registry

#: What lies under a key without being a reason to keep it.
_HANGING_ON = frozenset({PrivateFile, OutgoingMessage})
UNUSED_AFTER = timedelta(days=1)
_BATCH = 200


def announce() -> None:
    """Called once, when the kernel is ready."""
    registry.add_handler(Handler(ERASE_FILES, _erase_files, "清除已作废的案卷文件"))
    registry.add_handler(Handler(SCRUB, _scrub, "清除已销毁密钥的残留", batch=100))
    registry.add_tick(Tick("private.unused", timedelta(hours=6), forget_unused))
    registry.add_tick(Tick("private.orphans", timedelta(hours=6), sweep_orphans))


def forget_unused(now: datetime) -> int:
    """Destroy keys that nothing refers to a day after they were made: what began to come in and never came.

    A process killed between taking files in and making the case leaves such a key with its files.
    """
    keys = PrivateKey.objects.filter(destroyed_at=None, created_at__lt=now - UNUSED_AFTER)
    for relation in PrivateKey._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and relation.related_model not in _HANGING_ON:
            users = relation.related_model._default_manager
            keys = keys.exclude(Exists(users.filter(**{relation.field.name: OuterRef("pk")})))
    unused = list(keys.order_by("pk")[:_BATCH])
    for key in unused:
        destroy(key, now=now)
    return len(unused)


def _erase_files(payloads: Sequence[Payload], now: datetime) -> None:
    """Remove the bytes of files whose rows say erased; a restored row that does not keeps its file."""
    for payload in payloads:
        names = payload["names"]
        assert isinstance(names, list)  # noqa: S101 - as enqueued
        kept = set(PrivateFile.objects.filter(name__in=names, erased_at=None).values_list("name", flat=True))
        for name in names:
            if name not in kept:
                incoming.wipe(place_of(str(name)))


def _scrub(payloads: Sequence[Payload], now: datetime) -> None:
    """Let the database drop the row versions that still hold destroyed keys; needs no transaction around."""
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute(f"VACUUM {connection.ops.quote_name(PrivateKey._meta.db_table)}")
