"""Lines of a flattened table as runs: the texts before some figures, and those figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gongkai.reports.finding.dates import DATE, compact
from gongkai.reports.finding.figures import is_figure
from gongkai.reports.finding.headings import is_section_heading
from gongkai.reports.source import Paragraph

_LONGEST_LINE = 80
_PAGE_NUMBER = re.compile(r"[-—–－]\s*[0-9]{1,3}\s*[-—–－]|第\s*[0-9]{1,3}\s*页.{0,12}")
_UNITS = frozenset({"件", "万元"})


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a line between blanks; `line` counts the paragraphs."""

    text: str
    line: int


@dataclass(slots=True)
class Run:
    """Texts, and the figures that follow before the next text."""

    texts: list[Token] = field(default_factory=list)
    figures: list[Token] = field(default_factory=list)

    @property
    def lines(self) -> range:
        """The lines it lies on."""
        every = [token.line for token in (*self.texts, *self.figures)]
        return range(min(every, default=0), max(every, default=-1) + 1)

    @property
    def raw(self) -> str:
        """Its figures as they stand."""
        return " ".join(token.text for token in self.figures)


def runs(entries: Sequence[Paragraph | None]) -> list[Run]:
    """The runs of all lines. Prose, headings and tables (None) end a run and belong to none."""
    found = [Run()]
    for line, paragraph in enumerate(entries):
        if paragraph is None or is_prose_line(paragraph.text):
            found.append(Run())
            continue
        if _PAGE_NUMBER.fullmatch(paragraph.text.strip()):
            continue
        for token in _tokens(paragraph.text, line):
            if is_figure(token.text):
                found[-1].figures.append(token)
            elif token.text not in _UNITS:
                if found[-1].figures:
                    found.append(Run())
                found[-1].texts.append(token)
    return [run for run in found if run.texts]


def is_prose_line(text: str) -> bool:
    """Whether a line cannot be part of a flattened table."""
    if len("".join(text.split())) > _LONGEST_LINE or "。" in text or is_section_heading(text):
        return True
    return bool(DATE.search(compact(text)))


def _tokens(text: str, line: int) -> Iterator[Token]:
    return (Token(piece, line) for piece in text.split())
