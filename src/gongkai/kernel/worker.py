"""The worker's loop: outbox jobs as they come, ticks when they are due, until told to stop."""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import close_old_connections
from django.utils import timezone

from gongkai.kernel import outbox
from gongkai.kernel.origin import Origin, acting_from
from gongkai.kernel.registry import registry

logger = logging.getLogger(__name__)

IDLE_SECONDS = 0.2
PRUNE_AFTER = timedelta(days=90)


def owner_name() -> str:
    """A name for this worker's leases: host, process, thread."""
    return f"{socket.gethostname()[:30]}-{os.getpid()}-{threading.get_ident() % 100000}"


class Worker:
    """Runs until `stop` is set. Any number may run on PostgreSQL; on SQLite one is enough."""

    def __init__(self, *, clock: Callable[[], datetime] = timezone.now, stop: threading.Event | None = None):
        self.clock = clock
        self.stop = stop or threading.Event()
        self.owner = owner_name()
        self._next: dict[str, datetime] = {}

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
            done = self._tick()
            return done + outbox.run_once(owner=self.owner, clock=self.clock)
        except Exception:
            logger.exception("worker round failed")
            self.stop.wait(1.0)
            return 0

    def _tick(self) -> int:
        done = 0
        now = self.clock()
        for tick in registry.ticks.values():
            if self._next.get(tick.name, now) <= now:
                self._next[tick.name] = now + tick.every
                done += tick.run(now)
        return done
