"""Which characters stand on one line, whichever way the page is turned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum, auto

from gongkai.documents.redaction.boxes import Glyph


class Way(Enum):
    """How a line runs on the page as shown."""

    ACROSS = auto()
    UPRIGHT = auto()


def way_between(last: Glyph, following: Glyph) -> Way | None:
    """How the line runs that two characters share; None when they share none."""
    one, other = last.place, following.place
    width, height = max(one.x1 - one.x0, 1.0), max(one.y1 - one.y0, 1.0)
    aside = abs(other.x0 + other.x1 - one.x0 - one.x1) / 2
    down = abs(other.y0 + other.y1 - one.y0 - one.y1) / 2
    if down < height / 2:
        return Way.ACROSS
    return Way.UPRIGHT if aside < width / 2 else None


def gap_between(last: Glyph, following: Glyph, way: Way) -> float:
    """The room between two characters of a line; less than nothing where they overlap."""
    one, other = last.place, following.place
    if way is Way.ACROSS:
        return max(other.x0 - one.x1, one.x0 - other.x1)
    return max(other.y0 - one.y1, one.y0 - other.y1)


def lines_of(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """The characters line by line, in their order."""
    run: list[Glyph] = []
    runs: Way | None = None
    for glyph in glyphs:
        way = way_between(run[-1], glyph) if run else None
        if run and (way is None or (runs is not None and way is not runs)):
            yield run
            run, runs = [], None
        elif run:
            runs = way
        run.append(glyph)
    if run:
        yield run
