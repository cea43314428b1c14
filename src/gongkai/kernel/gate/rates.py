"""How often somebody may do something: counted in the database, so that every process counts alike."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from django.db.models import F

from gongkai.kernel import keys
from gongkai.kernel.models import RateCounter


def allow(purpose: str, key: str, *, limit: int, per: timedelta, now: datetime) -> bool:
    """Whether `key` (an address, a number) may do it once more, and count it when it may.

    Never more than `limit` in one window, however many ask at once; what is left of the window before counts
    in proportion, so that nobody gets twice the limit around a window's edge. Call it outside the act's
    transaction: a count that is rolled back is not kept. The key is kept as a keyed hash alone.
    """
    seconds, moment = max(1, int(per.total_seconds())), int(now.timestamp())
    window, elapsed = divmod(moment, seconds)
    rows = RateCounter.objects.filter(purpose=purpose, who=keys.keyed_hash(key, purpose=f"rate:{purpose}"))
    before = rows.filter(window=window - 1).values_list("count", flat=True).first() or 0
    room = limit - math.ceil(before * (seconds - elapsed) / seconds)
    if room <= 0:
        return False
    RateCounter.objects.get_or_create(
        purpose=purpose,
        who=keys.keyed_hash(key, purpose=f"rate:{purpose}"),
        window=window,
        defaults={"expires_at": now + 2 * per},
    )
    return rows.filter(window=window, count__lt=room).update(count=F("count") + 1) == 1
