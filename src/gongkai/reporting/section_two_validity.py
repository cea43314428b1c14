"""Whether a document was in force on a day, by everything that is known of it now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.law.report_form.documents import in_force


@dataclass(frozen=True, slots=True)
class Mark:
    """What an edition said of the document: since which day, its validity, its last day if it named one."""

    since: date
    validity: str
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Document:
    """A document of table 2 with its marks in the order they were made; there is at least one."""

    item_id: int
    kind: str
    number: str
    formed_on: date
    marks: Sequence[Mark]
    published_on: date | None = None
    withdrawn_on: date | None = None

    def was_in_force(self, on: date) -> bool:
        """Whether it held on that day: from the day it was formed, until a mark or its own last day ended it.

        A mark made later counts for the day when it names a last day that lies before it.
        """
        if self.formed_on > on:
            return False
        known = [mark for mark in self.marks if mark.since <= on]
        now = known[-1] if known else self.marks[0]
        if not in_force(now.validity) or _is_past(now, on):
            return False
        later = self.marks[len(known) :]
        return not any(not in_force(mark.validity) and _is_past(mark, on) for mark in later)

    def was_public(self, on: date) -> bool:
        """Whether the public could read it at the end of that day."""
        if self.published_on is None or self.published_on > on:
            return False
        return self.withdrawn_on is None or self.withdrawn_on > on


def _is_past(mark: Mark, on: date) -> bool:
    return mark.last_day is not None and mark.last_day < on
