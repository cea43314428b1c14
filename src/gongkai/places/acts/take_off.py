"""Marking what was taken off over there; the next comparison proves it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.kernel.errors import ActRefused
from gongkai.kernel.models import Person
from gongkai.places.acts.opening import opened_posting, record
from gongkai.places.models import Posting, PostingState


def mark_taken_off(*, actor: Person, item_id: int, place_id: int, now: datetime) -> Posting:
    """Note that somebody took the withdrawn item off the place; a comparison that still sees it says so.

    Raises NotVisible, and ActRefused when it is not waiting to be taken off.
    """
    with transaction.atomic():
        posting = opened_posting(actor, item_id, place_id)
        if posting.state != PostingState.TO_TAKE_OFF:
            raise ActRefused("这条信息不在“应从登载平台撤下”之列，不用登记撤下。")
        posting.state, posting.since = PostingState.TAKEN_OFF, now
        posting.save()
        record(
            "posting.taken_off", organ=posting.place.organ, actor=actor, subject="posting",
            subject_id=posting.pk, now=now, detail={"item": item_id},
        )  # fmt: skip
    return posting
