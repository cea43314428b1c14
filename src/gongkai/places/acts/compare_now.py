"""Asking for a comparison before the night."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.kernel import outbox
from gongkai.kernel.errors import ActRefused
from gongkai.kernel.models import OutboxJob, Person
from gongkai.kernel.models.outbox import JobState
from gongkai.places.acts.opening import opened_place, record
from gongkai.places.models import PlaceColumn

COMPARE = "places.compare"


def compare_now(*, actor: Person, place_id: int, now: datetime) -> int:
    """Leave a job for each column with an address; returns how many columns will be compared.

    One that waits already is not asked for twice. Raises NotVisible, ActRefused where nothing can be read.
    """
    with transaction.atomic():
        place = opened_place(actor, place_id)
        columns = list(place.columns.filter(is_active=True).exclude(address=""))
        if not place.is_active or not columns:
            raise ActRefused("这个平台没有设列表网址，或者已经停用，不能对照。请先在设置里试读并保存。")
        for column in columns:
            ask_for(column, now=now)
        record(
            "place.compared", organ=place.organ, actor=actor, subject="place", subject_id=place.pk, now=now
        )
    return len(columns)


def ask_for(
    column: PlaceColumn, *, now: datetime, attempt: int = 1, not_before: datetime | None = None
) -> None:
    """Leave the job of a column unless one waits; inside the caller's transaction."""
    waiting = OutboxJob.objects.filter(
        kind=COMPARE, state=JobState.WAITING, payload__column=column.pk, not_before__lte=now
    )
    if attempt == 1 and waiting.exists():
        return
    payload: outbox.Payload = {"column": column.pk, "attempt": attempt}
    outbox.enqueue(COMPARE, payload, now=now, organ=column.place.organ, not_before=not_before)
