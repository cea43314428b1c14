"""One writer at a time: an exclusive lock between processes, re-entrant within a thread."""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class _Holding:
    """The lock of one root as this process holds it, shared by every Release on that root."""

    def __init__(self) -> None:
        self.guard = threading.RLock()
        self.depth = 0
        self.process = os.getpid()


_holdings: dict[str, _Holding] = {}
_registry = threading.Lock()


class ReleaseLock:
    """An flock on a file. Two objects on one file in one thread are one lock, not a deadlock."""

    def __init__(self, path: str) -> None:
        self._path = os.path.realpath(path)

    @property
    def is_held(self) -> bool:
        """Whether the calling thread is inside `held()`."""
        holding = self._holding()
        if not holding.guard.acquire(blocking=False):
            return False
        try:
            return holding.depth > 0
        finally:
            holding.guard.release()

    @contextmanager
    def held(self) -> Iterator[bool]:
        """Wait for the lock and keep it; yields True for the outermost holder of this thread."""
        holding = self._holding()
        with holding.guard:
            if holding.depth:
                holding.depth += 1
                try:
                    yield False
                finally:
                    holding.depth -= 1
                return
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX)
                holding.depth = 1
                try:
                    yield True
                finally:
                    holding.depth = 0
            finally:
                os.close(descriptor)

    def _holding(self) -> _Holding:
        with _registry:
            holding = _holdings.get(self._path)
            # A forked child holds none of its parent's locks, whatever the copied memory says.
            if holding is None or holding.process != os.getpid():
                holding = _holdings[self._path] = _Holding()
            return holding
