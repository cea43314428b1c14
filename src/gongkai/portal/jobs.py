"""The portal's side of the outbox: what an act left to be written or erased; and the nightly compare."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

from django.db import transaction
from django.utils import timezone

from gongkai.kernel import filestore, outbox
from gongkai.kernel.models import Organ, OutboxJob
from gongkai.kernel.models.outbox import JobState
from gongkai.kernel.registry import Handler, Payload, Tick, registry
from gongkai.portal.affected import item_keys, organ_piece
from gongkai.portal.publication import bake_all, current_release, refresh_keys, release_dir
from gongkai.portal.reading import Reading

logger = logging.getLogger(__name__)

ITEM, PURGE, ORGAN = "release.item", "release.purge", "release.organ"
#: Publications written together when several wait.
ITEMS_TOGETHER = 50
#: Changes of organs looked at together, so that ten saved columns are one pass and not ten.
ORGANS_TOGETHER = 10
#: The local hours in which the release is compared with the database.
NIGHT = range(2, 5)
COMPARED = "compared.txt"


def announce() -> None:
    """Called once, when the app is ready."""
    registry.add_handler(Handler(ITEM, write_items, "更新门户页面", batch=ITEMS_TOGETHER))
    registry.add_handler(Handler(PURGE, purge, "紧急撤下并清除"))
    registry.add_handler(Handler(ORGAN, write_organ, "更新机关的全部页面", batch=ORGANS_TOGETHER))
    registry.add_tick(Tick("portal.compare", timedelta(minutes=10), compare_by_night))


def write_items(payloads: Sequence[Payload], now: datetime) -> None:
    """Write what acts on items changed; several acts at once touch each shared page once."""
    refresh_keys(_keys_of(payloads))


def _keys_of(payloads: Sequence[Payload]) -> list[str]:
    reading = Reading()
    keys: dict[str, None] = {}
    for payload in payloads:
        plain = cast(dict[str, Any], payload)
        items = [plain["item"], *plain.get("also", ())]
        slots = [(key, slot) for key, slot in plain.get("slots", ())]
        keys |= dict.fromkeys(item_keys(plain["organ"], items, slots, reading))
    # Items before the lists that lead to them, whichever act they came from.
    return sorted(keys, key=lambda key: not key.startswith("item:"))


def purge(payloads: Sequence[Payload], now: datetime) -> None:
    """Take a leak down: copies by digest first, then its pages and every page that named it, then the store.

    Other items that carried the same file lose it; their pages are written anew without it.
    """
    for payload in payloads:
        digests = [str(digest) for digest in cast(dict[str, Any], payload)["digests"]]
        purged = current_release().purge(digests)
        if not purged.manifest_intact:
            logger.error("the release's manifest is damaged; the purge removed what it found")
        refresh_keys([*_keys_of([payload]), *purged.keys])
        for digest in digests:
            filestore.erase_from_disk(digest)


def write_organ(payloads: Sequence[Payload], now: datetime) -> None:
    """Write everything that bears an organ's frame, a piece at a time; publications pass in between.

    The frame of the first organ is part of every page of the site, so its change concerns all organs.
    """
    reading = Reading()
    for organ_id, after, alone in dict.fromkeys(map(_organ_job, payloads)):
        organ = reading.organ(organ_id)
        if organ is None or (after and _is_overtaken(organ)):
            continue
        if not after and organ == reading.root and not alone:
            for other in reading.organs.values():
                if other != organ:
                    _enqueue(other, "")
        piece = organ_piece(organ, after, reading)
        refresh_keys(piece.keys)
        if piece.after:
            _enqueue(organ, piece.after)


def _organ_job(payload: Payload) -> tuple[int, str, bool]:
    plain = cast(dict[str, Any], payload)
    return plain["organ"], plain.get("after", ""), plain.get("alone", False)


def _is_overtaken(organ: Organ) -> bool:
    """Whether a later change waits, whose pass will write everything that is left of this one."""
    waiting = OutboxJob.objects.filter(kind=ORGAN, organ=organ, state=JobState.WAITING)
    return waiting.exclude(payload__has_key="after").exists()


def _enqueue(organ: Organ, after: str) -> None:
    payload: Payload = {"organ": organ.pk, "alone": True} | ({"after": after} if after else {})
    with transaction.atomic():
        outbox.enqueue(ORGAN, payload, now=timezone.now(), organ=organ)


def compare_by_night(now: datetime) -> int:
    """Once a night, make the release equal the database; returns how many files had to be set right."""
    local = timezone.localtime(now)
    marker = release_dir() / COMPARED
    if local.hour not in NIGHT or _read(marker) == local.date().isoformat():
        return 0
    done = bake_all()
    aside = marker.with_suffix(".draft")
    aside.write_text(local.date().isoformat(), "ascii")
    os.replace(aside, marker)
    if done.written or done.removed or done.foreign:
        logger.warning("nightly compare set %d files right", done.written + done.removed + len(done.foreign))
    return done.written + done.removed + len(done.foreign)


def _read(marker: Path) -> str:
    try:
        return marker.read_text("ascii").strip()
    except FileNotFoundError:
        return ""
