"""Entries gathered page by page: each once, within bounds, and how far the list is known by them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from gongkai.documents.listings.addresses import same_address
from gongkai.documents.listings.reading_results import Entry, Listing, unreadable
from gongkai.documents.listings.titles import normal_title

#: So many lines may be pinned above a list that is otherwise in order of date.
MOST_PINNED = 5
_TOO_MANY = "只读了前{count}条，更早的没有读。"
_FEWER = (
    "以前读到{before}条，这一次只有{now}条，对方可能改了版面，没有比较；请到设置里重新试读，没有问题就保存。"
)
_NO_DATES = "对方列表没有日期。"
_SOME_NO_DATES = "对方列表有{count}条没有日期。"


class Gathering:
    """Entries in the order they were read, the same address and title once; at most `most`."""

    def __init__(self, since: date | None, most: int) -> None:
        self.entries: list[Entry] = []
        self.notes: list[str] = []
        self._since = since
        self._most = most
        self._seen: set[tuple[str, str]] = set()

    def add(self, page: Iterable[Entry]) -> int:
        """Take in a page; how many of its entries were new."""
        new = 0
        for entry in page:
            key = (same_address(entry.url), normal_title(entry.title))
            if key not in self._seen and len(self.entries) < self._most:
                self._seen.add(key)
                self.entries.append(entry)
                new += 1
        return new

    def has_new(self, page: Iterable[Entry]) -> bool:
        """Whether any entry of the page was not read before."""
        return any((same_address(one.url), normal_title(one.title)) not in self._seen for one in page)

    @property
    def is_full(self) -> bool:
        """Whether no more are taken."""
        return len(self.entries) >= self._most

    def is_past(self, page: Sequence[Entry]) -> bool:
        """Whether the page is older than `since`, in a list in order, so that what follows is as well.

        Never before something younger was read: a first page may be nothing but pinned old lines.
        """
        days = [entry.published_on for entry in page]
        if self._since is None or not days or not all(day and day < self._since for day in days):
            return False
        known = [entry.published_on for entry in self.entries]
        return any(day and day >= self._since for day in known) and covered_from(known) is not None

    def listing(self, *, complete: bool, rows_before: int = 0) -> Listing:
        """What was gathered; `complete` when the end (or `since`) was reached.

        With fewer than half of `rows_before` it is some other list that was read: nothing is told from it.
        """
        count = len(self.entries)
        if rows_before and 2 * count < rows_before:
            return unreadable(*self.notes, _FEWER.format(before=rows_before, now=count))
        undated = sum(1 for entry in self.entries if entry.published_on is None)
        if self.is_full and not complete:
            self.notes.append(_TOO_MANY.format(count=count))
        if undated:
            self.notes.append(_NO_DATES if undated == count else _SOME_NO_DATES.format(count=undated))
        covers = None if complete else covered_from([entry.published_on for entry in self.entries])
        return Listing(tuple(self.entries), complete, tuple(dict.fromkeys(self.notes)), covers)


def covered_from(days: Sequence[date | None]) -> date | None:
    """The day after which a list read from its beginning is whole: its last day, when it is in order.

    None when a date is missing or the order is broken anywhere but by a few lines pinned at the top.
    """
    known = [day for day in days if day is not None]
    if not known or len(known) != len(days):
        return None
    for pinned in range(min(MOST_PINNED, len(known) - 1) + 1):
        rest = known[pinned:]
        if all(later <= earlier for earlier, later in pairwise(rest)):
            return known[-1]
    return None
