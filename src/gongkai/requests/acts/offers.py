"""Counting what became of published information that was offered before a request was sent."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.db.models import F
from django.utils.timezone import localdate

from gongkai.kernel.models import Organ
from gongkai.requests.models import OfferedAnswer

Count = Literal["shown", "opened", "filed"]


def count_offer(organ: Organ, what: Count, *, now: datetime) -> None:
    """Add one to the organ's count of the day; no row says who it was."""
    row, _ = OfferedAnswer.objects.get_or_create(organ=organ, on=localdate(now))
    OfferedAnswer.objects.filter(pk=row.pk).update(**{what: F(what) + 1})
