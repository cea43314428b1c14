"""Marking what has run out: the edition named its last day, and that was reviewed with it."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.disclosure.acts.opening import announce, read_under_lock, record
from gongkai.disclosure.editions import make_edition
from gongkai.disclosure.models import EditionKind, Item, PublicState, WorkState
from gongkai.disclosure.queries import due_to_expire

logger = logging.getLogger(__name__)

_REASON = "有效期届满"
#: Marked in one round; the next round goes on.
AT_ONCE = 200


def expire_due(now: datetime) -> int:
    """Mark live items whose stated last day has passed; one at a time, so that one failure stops no other."""
    done = 0
    due = due_to_expire(today=localdate(now)).order_by("expires_on", "pk")
    for item_id in due.values_list("pk", flat=True)[:AT_ONCE]:
        try:
            done += _expire(item_id, now)
        except Exception:
            logger.exception("item %s could not be marked as expired", item_id)
    return done


def _expire(item_id: int, now: datetime) -> int:
    with transaction.atomic():
        item = read_under_lock(Item.objects.all(), item_id)
        # Work in progress goes on; it will carry the mark when it is finished, or be asked about it.
        if (
            item is None
            or item.public_state != PublicState.LIVE
            or item.work_state != WorkState.IDLE
            or not item.live_edition
        ):
            return 0
        item.validity, item.validity_note = "expired", _REASON
        publisher = item.live_edition.publisher
        _, places = make_edition(
            item, kind=EditionKind.VALIDITY, publisher=publisher, now=now, reason=_REASON
        )
        announce(item, now=now, slots=places)
        record("expired", actor=None, item=item, now=now)
    return 1
