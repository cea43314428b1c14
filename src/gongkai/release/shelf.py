"""Small pages kept in memory, each proved by one look at the file before it is sent again."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass

LARGEST = 1 << 16  # bytes of one page that is kept
ROOM = 32 << 20  # bytes kept by one process


@dataclass(frozen=True, slots=True)
class KeptPage:
    """One answer, and what told the file apart from any other when it was read."""

    mark: tuple[int, int, int, int]
    etag: str
    modified: int
    headers: list[tuple[str, str]]
    body: bytes


def mark_of(status: os.stat_result) -> tuple[int, int, int, int]:
    """Return what changes whenever a file is replaced or written: inode, both times, length."""
    return status.st_ino, status.st_mtime_ns, status.st_ctime_ns, status.st_size


class Shelf:
    """Pages by the full path of their file. A replaced page is not found, a withdrawn one is dropped."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._used = 0
        self._pages: dict[str, KeptPage] = {}
        self._guard = threading.Lock()

    def find(self, full: str) -> KeptPage | None:
        """Return the page if its file is at this moment the one that was read."""
        page = self._pages.get(full)
        if page is None:
            return None
        try:
            if mark_of(os.stat(full)) == page.mark:
                return page
        except OSError:
            pass
        with self._guard:
            self._forget(full)
        return None

    def keep(self, full: str, page: KeptPage) -> None:
        """Keep a page, letting the oldest go where room is short."""
        size = len(page.body)
        if size > min(LARGEST, self._room):
            return
        with self._guard:
            self._forget(full)
            while self._used + size > self._room:
                self._forget(next(iter(self._pages)))
            self._pages[full] = page
            self._used += size

    def _forget(self, full: str) -> None:
        page = self._pages.pop(full, None)
        if page is not None:
            self._used -= len(page.body)
