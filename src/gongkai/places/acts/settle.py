"""Settling a finding with a reason, or by taking over the address it found."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.kernel.errors import ActRefused, InputRefused
from gongkai.kernel.models import Person
from gongkai.kernel.rights import standing_of
from gongkai.places import queries
from gongkai.places.acts.opening import record
from gongkai.places.acts.register import register_address
from gongkai.places.models import Difference, Posting

MOST_REASON = 300


def _opened(actor: Person, difference_id: int) -> Difference:
    seen = queries.visible_difference(standing_of(actor), difference_id)
    Difference.objects.select_for_update().filter(pk=seen.pk).values_list("pk").first()
    found = queries.visible_difference(standing_of(actor), difference_id)
    if found.closed_at or found.settled_at:
        raise ActRefused("这处差异已经处理过或者已经消除，不用再处理。")
    return found


def settle_difference(*, actor: Person, difference_id: int, reason: str, now: datetime) -> Difference:
    """Say why the finding is to stand; it stays settled until what was found changes.

    Raises NotVisible, ActRefused when it is closed, InputRefused without a reason.
    """
    with transaction.atomic():
        found = _opened(actor, difference_id)
        words = reason.strip()
        if not words or len(words) > MOST_REASON:
            message = f"请写明怎样处理的，{MOST_REASON} 字以内。"
            raise InputRefused(message, fields={"reason": message})
        found.settled_at, found.settled_by, found.reason = now, actor, words
        found.save(update_fields=("settled_at", "settled_by", "reason"))
        record(
            "difference.settled", organ=found.place_column.place.organ, actor=actor, subject="difference",
            subject_id=found.pk, now=now, detail={"item": found.item_id},
        )  # fmt: skip
    return found


def take_over_address(*, actor: Person, difference_id: int, now: datetime) -> Posting:
    """Register the address the comparison found for the item.

    Raises NotVisible, ActRefused when the finding names no item or address or is closed, and whatever
    register_address raises.
    """
    with transaction.atomic():
        found = _opened(actor, difference_id)
        if found.item_id is None or not found.address:
            raise ActRefused("这处差异没有可以采用的网址，请到信息的登载页面登记。")
        return register_address(
            actor=actor, item_id=found.item_id, place_id=found.place_column.place_id, address=found.address,
            now=now,
        )  # fmt: skip
