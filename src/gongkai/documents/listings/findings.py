"""What a comparison is made of and what it finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from gongkai.documents.listings.reading_results import Entry


@dataclass(frozen=True, slots=True)
class Ours:
    """Something of ours that should stand there, or with `wanted` False should no longer.

    `url` is the address registered there or «»; `published_on` our date; `changed_on` the date of a later
    edition (their date may be either); `due_on` the last day to post it, nothing is missing before it ends.
    """

    key: str
    title: str
    url: str = ""
    published_on: date | None = None
    changed_on: date | None = None
    due_on: date | None = None
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Pair:
    """One of ours and the entry it was recognised in, `by` «url», «title», «cut» or «near»."""

    ours: Ours
    theirs: Entry
    by: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A finding: `part` is «title», «date», «address», «text» or «»; `sentence` says it in Chinese."""

    sentence: str
    ours: Ours | None = None
    theirs: Entry | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of comparing. Each of ours is in `found`, or in one of the findings, or still in its days.

    `found` holds every pair that is certainly the same thing, also those whose title or date differ (these
    stand in `changed` as well, once for each part). `waiting` are the keys not there whose days to post are
    not over. `fingerprints`: key → fingerprint of the pages that were opened now, to be kept for next time.
    """

    found: tuple[Pair, ...] = ()
    missing: tuple[Difference, ...] = ()
    changed: tuple[Difference, ...] = ()
    gone: tuple[Difference, ...] = ()
    still_there: tuple[Difference, ...] = ()
    theirs_only: tuple[Difference, ...] = ()
    uncertain: tuple[Difference, ...] = ()
    waiting: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    fingerprints: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        """Nothing for a person to look at."""
        return not (
            self.missing
            or self.changed
            or self.gone
            or self.still_there
            or self.theirs_only
            or self.uncertain
        )
