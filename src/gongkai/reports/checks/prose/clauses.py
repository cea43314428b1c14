"""A clause of a report's prose: its figures, its topic, and whether it speaks of the whole year and organ."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gongkai.reports.checks.prose.numbers import Figure


class Topic(StrEnum):
    """What a clause speaks of, as far as the tables have to do with it."""

    NONE = ""
    APPLICATIONS = "applications"
    REMEDIES = "remedies"
    PROPOSALS = "proposals"
    FEES = "fees"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence between two marks of punctuation.

    `mark` is the punctuation before it, `depth` how many brackets it stands in. `own` says that it speaks of
    the reported year, the whole of it, and of the whole organ; `among` that it stands after «其中».
    `disclosure` says that the paragraph has spoken of the disclosure of information so far.
    """

    text: str
    mark: str
    depth: int
    figures: tuple[Figure, ...]
    percentages: tuple[Figure, ...]
    topic: Topic
    own: bool
    among: bool
    disclosure: bool
    where: str

    def before(self, figure: Figure) -> str:
        """The text between the figure before and this one."""
        start = max((other.end for other in self.figures if other.end <= figure.start), default=0)
        return self.text[start : figure.start]

    def after(self, figure: Figure) -> str:
        """The text between this figure and the next."""
        end = min((other.start for other in self.figures if other.start >= figure.end), default=None)
        return self.text[figure.end : end]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; `paragraph` counts over the whole report, `section` is the code of its section."""

    text: str
    clauses: tuple[Clause, ...]
    section: str
    paragraph: int
    where: str
