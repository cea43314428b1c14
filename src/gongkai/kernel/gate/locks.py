"""Wrong answers in a row lock the door for a while, and each time for longer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localtime

from gongkai.kernel import keys
from gongkai.kernel.errors import Refused
from gongkai.kernel.models import FailureCounter

LONGEST_LOCK = timedelta(days=1)
#: After that long without a failure nothing is held against anybody.
FORGOTTEN_AFTER = timedelta(days=1)
_LOCKED = (
    "连续输错次数太多，已锁定到{month}月{day}日 {clock}。"
    "请核对回执上的查询码，到时再试；也可以打电话询问本机关。"
)


class LockedOut(Refused):
    """Too many wrong answers; `until` says when the door opens again."""

    code = "locked_out"

    def __init__(self, until: datetime) -> None:
        at = localtime(until)
        clock = at.strftime("%H:%M")
        super().__init__(_LOCKED.format(month=at.month, day=at.day, clock=clock))
        self.until = until


def attempt(purpose: str, key: str, now: datetime) -> None:
    """Count a try as failed before it is judged; raises LockedOut while the door is locked.

    Call `forgive` when it was right. As every try counts first, a thousand at once get no further than the
    few that are allowed. Call it outside the act's transaction.
    """
    with transaction.atomic():
        counter = _locked_row(purpose, key, now)
        if counter.locked_until is not None and now < counter.locked_until:
            raise LockedOut(counter.locked_until)
        _count(counter, now)


def failed(purpose: str, key: str, now: datetime) -> datetime | None:
    """Count a wrong answer; returns until when the door is locked, None while it is not."""
    with transaction.atomic():
        counter = _locked_row(purpose, key, now)
        if counter.locked_until is None or counter.locked_until <= now:
            _count(counter, now)
    return counter.locked_until if counter.locked_until and now < counter.locked_until else None


def locked_until(purpose: str, key: str, now: datetime) -> datetime | None:
    """Until when the door is locked; None when it is not."""
    rows = FailureCounter.objects.filter(purpose=purpose, who=_who(purpose, key), locked_until__gt=now)
    return rows.values_list("locked_until", flat=True).first()


def is_locked(purpose: str, key: str, now: datetime) -> bool:
    """Whether the door is locked now."""
    return locked_until(purpose, key, now) is not None


def failures_of(purpose: str, key: str) -> tuple[int, int]:
    """How many failures are held against the key, and how many locks came of them."""
    rows = FailureCounter.objects.filter(purpose=purpose, who=_who(purpose, key))
    return rows.values_list("failures", "locks").first() or (0, 0)


def forgive(purpose: str, key: str) -> None:
    """Forget the failures: the right answer came."""
    FailureCounter.objects.filter(purpose=purpose, who=_who(purpose, key)).delete()


def _who(purpose: str, key: str) -> str:
    return keys.keyed_hash(key, purpose=f"lock:{purpose}")


def _locked_row(purpose: str, key: str, now: datetime) -> FailureCounter:
    who = _who(purpose, key)
    FailureCounter.objects.get_or_create(purpose=purpose, who=who, defaults={"last_failed_at": now})
    counter = FailureCounter.objects.select_for_update().get(purpose=purpose, who=who)
    quiet_since = max(counter.last_failed_at, counter.locked_until or counter.last_failed_at)
    if now - quiet_since > FORGOTTEN_AFTER:
        counter.failures = counter.locks = 0
    return counter


def _count(counter: FailureCounter, now: datetime) -> None:
    counter.failures += 1
    counter.last_failed_at = now
    if counter.failures % max(1, settings.GONGKAI_GATE_TRIES) == 0:
        first = timedelta(minutes=settings.GONGKAI_GATE_LOCK_MINUTES)
        # Beyond two to the eleventh every first lock of a minute is past the longest one.
        counter.locked_until = now + min(first * 2 ** min(counter.locks, 11), LONGEST_LOCK)
        counter.locks += 1
    counter.save()
