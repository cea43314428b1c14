"""What the readers of all kinds of file write into: text with its place, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass, field

from gongkai.documents.archive import Budget
from gongkai.documents.limits import Limits
from gongkai.documents.results import Extraction, TextPart


@dataclass(slots=True)
class Reading:
    """One file being read. ``place`` is the path of nested files before every ``where``."""

    limits: Limits
    budget: Budget
    parts: list[TextPart] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    place: str = ""
    depth: int = 0

    @classmethod
    def within(cls, limits: Limits) -> Reading:
        """Return a reading with the budget of ``limits``."""
        return cls(limits, Budget.of(limits))

    def add(self, where: str, text: str) -> None:
        """Keep a stretch of text unless it is blank."""
        if text.strip():
            self.parts.append(TextPart(f"{self.place}{where}", text))

    def gap(self, sentence: str) -> None:
        """Report something unread; said once however often it happens."""
        said = f"{self.place}{sentence}"
        if said not in self.gaps:
            self.gaps.append(said)

    def inside(self, name: str) -> Reading:
        """Return a reading of a file inside this one, sharing its budget, text and gaps."""
        place = f"{self.place}{name} › "
        return Reading(self.limits, self.budget, self.parts, self.gaps, place, self.depth + 1)

    def result(self) -> Extraction:
        """Return what was read."""
        return Extraction(list(self.parts), complete=not self.gaps, note="".join(self.gaps))
