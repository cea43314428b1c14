"""The worker's loop: outbox jobs as they come, ticks when they are due, until told to stop."""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import close_old_connections
from django.db.models import Max
from django.utils import timezone

from gongkai.kernel import outbox
from gongkai.kernel.models import WorkerBeat
from gongkai.kernel.origin import Origin, acting_from
from gongkai.kernel.registry import registry

logger = logging.getLogger(__name__)

IDLE_SECONDS = 0.2
PRUNE_AFTER = timedelta(days=90)
BEAT_EVERY = timedelta(seconds=5)
#: A worker silent for longer is taken to have stopped.
SILENT_AFTER = timedelta(seconds=60)


def owner_name() -> str:
    """A name for this worker's leases: host, process, thread."""
    return f"{socket.gethostname()[:30]}-{os.getpid()}-{threading.get_ident() % 100000}"


def is_gone(owner: str) -> bool:
    """Whether the worker of that name ran on this machine and has ended; of others nothing is known."""
    host, _, rest = owner.rpartition("-")[0].rpartition("-")
    if host != socket.gethostname()[:30] or not rest.isdigit():
        return False
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


class Worker:
    """Runs until `stop` is set. Any number may run on PostgreSQL; on SQLite one is enough."""

    def __init__(self, *, clock: Callable[[], datetime] = timezone.now, stop: threading.Event | None = None):
        self.clock = clock
        self.stop = stop or threading.Event()
        self.owner = owner_name()
        self._next: dict[str, datetime] = {}
        self._has_begun = False
        self._beat_due: datetime | None = None

    def run(self) -> None:
        """Loop: ticks, then jobs; sleep briefly when there is nothing."""
        with acting_from(Origin("worker")):
            while not self.stop.is_set():
                if not self.step():
                    self.stop.wait(IDLE_SECONDS)

    def step(self) -> int:
        """One round; returns how many things were done. A broken database connection is given another try."""
        close_old_connections()
        try:
            self._begin()
            self.beat()
            done = self._tick()
            return done + outbox.run_once(owner=self.owner, clock=self.clock)
        except Exception:
            logger.exception("worker round failed")
            self.stop.wait(1.0)
            return 0

    def _begin(self) -> None:
        """What a killed worker left half done is done first: a leak must not wait for a lease to run out."""
        if not self._has_begun:
            outbox.take_back(is_gone=is_gone)
            self._has_begun = True

    def beat(self) -> None:
        """Leave word that this worker lives, at most every few seconds."""
        now = self.clock()
        if self._beat_due is None or self._beat_due <= now:
            WorkerBeat.objects.update_or_create(owner=self.owner, defaults={"at": now})
            WorkerBeat.objects.filter(at__lt=now - PRUNE_AFTER).delete()
            self._beat_due = now + BEAT_EVERY

    def _tick(self) -> int:
        done = 0
        now = self.clock()
        for tick in registry.ticks.values():
            if self._next.get(tick.name, now) <= now:
                self._next[tick.name] = now + tick.every
                done += tick.run(now)
        return done


def last_seen() -> datetime | None:
    """When any worker was last at work; None when none ever was."""
    return WorkerBeat.objects.aggregate(Max("at"))["at__max"]


def is_silent(*, now: datetime) -> bool:
    """Whether no worker has been seen for a minute, so that nothing reaches the portal."""
    seen = last_seen()
    return seen is None or seen < now - SILENT_AFTER
