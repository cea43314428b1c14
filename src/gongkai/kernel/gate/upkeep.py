"""What the worker does for the public door: forgets what no longer matters."""

from __future__ import annotations

from datetime import datetime, timedelta

from gongkai.kernel.gate.locks import FORGOTTEN_AFTER, LONGEST_LOCK
from gongkai.kernel.models import FailureCounter, RateCounter, SpentChallenge
from gongkai.kernel.registry import Tick, registry


def announce() -> None:
    """Called once, when the kernel is ready."""
    registry.add_tick(Tick("gate.forget", timedelta(minutes=10), forget))


def forget(now: datetime) -> int:
    """Remove puzzles past their life, counts of windows gone by, and failures long ago; returns how many."""
    old_failures = FailureCounter.objects.filter(last_failed_at__lt=now - FORGOTTEN_AFTER - LONGEST_LOCK)
    gone = (
        SpentChallenge.objects.filter(expires_at__lt=now),
        RateCounter.objects.filter(expires_at__lt=now),
        old_failures,
    )
    return sum(rows.delete()[0] for rows in gone)
