"""The bureau's year, counted from the database, beside the figures of the real report it is shaped after."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.disclosure.figures import published_by_category
from gongkai.kernel.models import Organ
from gongkai.law import catalogue

YEAR = 2023
#: What a real bureau reported for 2023, by category of its count.
REPORTED = {
    "org_functions": 3,
    "work_news": 50,
    "policy": 11,
    "key_areas": 16,
    "openness_work": 5,
    "other": 11,
}
REPORTED_TOTAL = 96


@dataclass(frozen=True)
class Line:
    """One category: what the demo published, what the real report says."""

    label: str
    published: int
    reported: int

    @property
    def agrees(self) -> bool:
        """Whether the two are the same."""
        return self.published == self.reported


def year_lines(organ: Organ) -> list[Line]:
    """A line for each counted category in the catalogue's order."""
    counts = published_by_category(organ, YEAR)
    labels = {entry.code: entry.label for entry in catalogue.STATISTICAL_CATEGORIES}
    return [Line(labels[code], count, REPORTED.get(code, 0)) for code, count in counts.items()]
