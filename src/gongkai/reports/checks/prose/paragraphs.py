"""The prose of a report in paragraphs, where a reader may have given every printed line by itself."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.reports.checks.prose.numbers import plain
from gongkai.reports.checks.prose.wordlists import read_words, scope_pattern
from gongkai.reports.report import ReadReport
from gongkai.reports.source import Paragraph

_SECTIONS = ("overview", "proactive", "requests", "remedies", "problems", "other")
_LINE = "行"


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph in plain text. `numbered` says that it begins with a number of its own («（二）»)."""

    text: str
    section: str
    numbered: bool
    starts: tuple[int, ...]
    places: tuple[str, ...]

    def where(self, offset: int) -> str:
        """The place of the line in which that character stands."""
        return self.places[max(0, bisect_right(self.starts, offset) - 1)]

    @property
    def is_heading(self) -> bool:
        """Whether it only announces what the next paragraphs speak of."""
        longest: int = read_words("scope.toml")["headings"]["longest"]
        return self.numbered and len(self.text) <= longest and not any(mark in self.text for mark in "。，；")


def passages(report: ReadReport) -> Iterator[Passage]:
    """The paragraphs of the six sections; of everything where the sections could not be told."""
    known = [section for section in report.sections if section.code in _SECTIONS]
    if not any(section.code == "overview" for section in known):
        yield from _joined("", report.paragraphs)
        return
    for section in known:
        yield from _joined(section.code, section.paragraphs)


def _joined(section: str, lines: Sequence[Paragraph]) -> Iterator[Passage]:
    starting = scope_pattern("headings", "start")
    ending = scope_pattern("headings", "end")
    held: list[tuple[str, str]] = []
    for line in lines:
        text = plain(line.text)
        if not text:
            continue
        if held and (starting.search(text) or ending.search(held[-1][0]) or not _runs_on(held, line)):
            yield _passage(section, held)
            held = []
        held.append((text, line.where))
    if held:
        yield _passage(section, held)


def _runs_on(held: list[tuple[str, str]], line: Paragraph) -> bool:
    """Whether the line may go on with the sentence before it: printed, after a full line, no heading."""
    full: int = read_words("scope.toml")["headings"]["full_line"]
    if _LINE not in line.where or len(held[-1][0]) < full:
        return False
    return len(held) > 1 or not _passage("", held).is_heading


def _passage(section: str, held: list[tuple[str, str]]) -> Passage:
    starts, length = [], 0
    for text, _ in held:
        starts.append(length)
        length += len(text)
    whole = "".join(text for text, _ in held)
    numbered = bool(scope_pattern("headings", "start").search(whole))
    return Passage(whole, section, numbered, tuple(starts), tuple(where for _, where in held))
