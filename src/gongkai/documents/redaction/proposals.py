"""Areas proposed for blacking out: where the values that screening found stand on the pages."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from gongkai.documents.redaction.boxes import Box, Glyph, PageText, Rectangle
from gongkai.documents.redaction.lines import lines_of
from gongkai.documents.redaction.pages import page_texts

_JOINERS = frozenset("-‐‑‒–—―−_·•.,")


class Sought(Protocol):
    """Something to look for; a finding of the screening is one."""

    @property
    def value(self) -> str:
        """The text, in any width and spacing."""

    @property
    def label(self) -> str:
        """What it is, for people."""


@dataclass(frozen=True, slots=True)
class Term:
    """A text to look for, typed in by a person."""

    value: str = field(repr=False)
    label: str = "指定文字"


def propose(source: Path | bytes, sought: Iterable[Sought]) -> list[Box]:
    """Return the areas of every place where a sought value stands, one box a line, in order of the pages.

    Width, blanks, hyphens and line ends inside a value make no difference. Raises FileRefused when the
    file cannot be read.
    """
    wanted = list(dict.fromkeys((_folded(one.value), one.label) for one in sought))
    boxes: dict[Box, None] = {}
    for page in page_texts(source):
        text, sources = _searchable(page)
        for value, label in wanted:
            for start in _places(text, value):
                first, last = sources[start], sources[start + len(value) - 1]
                for run in lines_of(page.glyphs[first : last + 1]):
                    box = _box(page, run, label)
                    if box is not None:
                        boxes[box] = None
    return list(boxes)


def _searchable(page: PageText) -> tuple[str, list[int]]:
    """The folded text of a page, and which character of the page each of its places comes from."""
    text: list[str] = []
    sources: list[int] = []
    for index, glyph in enumerate(page.glyphs):
        for char in _folded(glyph.char):
            text.append(char)
            sources.append(index)
    return "".join(text), sources


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(
        char for char in plain if char not in _JOINERS and unicodedata.category(char)[0] not in "ZC"
    )


def _places(text: str, value: str) -> Iterator[int]:
    at = text.find(value) if value else -1
    while at >= 0:
        yield at
        at = text.find(value, at + 1)


def _box(page: PageText, run: Sequence[Glyph], label: str) -> Box | None:
    """The area of a run on the sheet; none where it lies beside it and nobody can see or mark it."""
    around = Rectangle(
        min(glyph.ink.x0 for glyph in run),
        min(glyph.ink.y0 for glyph in run),
        max(glyph.ink.x1 for glyph in run),
        max(glyph.ink.y1 for glyph in run),
    )
    shown = around.shared_with(Rectangle(0, 0, page.width, page.height))
    if not shown.area:
        return None
    return Box(page.number, shown.x0, shown.y0, shown.x1, shown.y1, reason=label)
