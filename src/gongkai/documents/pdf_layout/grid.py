"""Ruled tables of a PDF page: cells with their true extent from the lines drawn around them."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.documents.pdf_layout.lines import joined, lines_of
from gongkai.documents.pdf_layout.page import Character, Stroke
from gongkai.documents.pdf_layout.slots import SlotCell, cells_between_lines

_NEAR = 3.0
MOST_STROKES = 4000
_MOST_PLACES = 20_000
_MOST_LOOKS = 20_000_000


@dataclass(frozen=True, slots=True)
class Ruled:
    """Lines that hang together, and the places they run at."""

    strokes: list[Stroke]
    xs: list[float]
    ys: list[float]

    def holds(self, one: Character) -> bool:
        """Whether a character stands inside."""
        middle = (one.left + one.right) / 2
        return self.xs[0] < middle < self.xs[-1] and self.ys[0] < one.middle < self.ys[-1]

    def cells(self, characters: list[Character]) -> list[SlotCell] | None:
        """The cells, or None when the lines enclose no rectangles."""
        rows, columns = len(self.ys) - 1, len(self.xs) - 1
        places = rows * columns
        if places > _MOST_PLACES or places * len(characters) > _MOST_LOOKS:
            return None
        right = [[s for s in self.strokes if not s.level and abs(s.at - x) <= _NEAR] for x in self.xs]
        below = [[s for s in self.strokes if s.level and abs(s.at - y) <= _NEAR] for y in self.ys]

        def text(row: int, column: int, end_row: int, end_column: int) -> str:
            top, bottom = self.ys[row], self.ys[end_row]
            left, end = self.xs[column], self.xs[end_column]
            inside = [
                one for one in characters
                if top < one.middle < bottom and left < (one.left + one.right) / 2 < end
            ]  # fmt: skip
            return joined([line.text for line in lines_of(inside)])

        return cells_between_lines(
            rows, columns,
            line_right=lambda row, column: _covered(right[column + 1], self.ys[row], self.ys[row + 1]),
            line_below=lambda row, column: _covered(below[row + 1], self.xs[column], self.xs[column + 1]),
            text=text,
        )  # fmt: skip


def _covered(strokes: list[Stroke], start: float, end: float) -> bool:
    middle = (start + end) / 2
    return any(stroke.start <= middle <= stroke.end for stroke in strokes)


def ruled_tables(strokes: list[Stroke]) -> list[Ruled]:
    """Return the tables on a page, from above to below: lines that meet, of at least two cells.

    A page with more than MOST_STROKES lines holds a drawing, and none is told there."""
    if len(strokes) > MOST_STROKES:
        return []
    groups: list[list[Stroke]] = []
    for stroke in dict.fromkeys(strokes):
        touching = [group for group in groups if any(_meet(stroke, other) for other in group)]
        groups = [group for group in groups if group not in touching]
        groups.append([stroke, *(other for group in touching for other in group)])
    found = [_ruled(group) for group in groups]
    tables = [ruled for ruled in found if len(ruled.xs) > 1 and len(ruled.ys) > 1]
    tables = [ruled for ruled in tables if len(ruled.xs) + len(ruled.ys) > 4]
    return sorted(tables, key=lambda ruled: ruled.ys[0])


def _meet(one: Stroke, other: Stroke) -> bool:
    if one.level == other.level:
        return (
            abs(one.at - other.at) <= _NEAR
            and one.start <= other.end + _NEAR
            and other.start <= one.end + _NEAR
        )
    return (
        other.start - _NEAR <= one.at <= other.end + _NEAR
        and one.start - _NEAR <= other.at <= one.end + _NEAR
    )


def _ruled(strokes: list[Stroke]) -> Ruled:
    upright = [stroke for stroke in strokes if not stroke.level]
    level = [stroke for stroke in strokes if stroke.level]
    xs = [stroke.at for stroke in upright] + [end for stroke in level for end in (stroke.start, stroke.end)]
    ys = [stroke.at for stroke in level] + [end for stroke in upright for end in (stroke.start, stroke.end)]
    return Ruled(strokes, _distinct(xs) if upright else [], _distinct(ys) if level else [])


def _distinct(places: list[float]) -> list[float]:
    found: list[list[float]] = []
    for place in sorted(places):
        if found and place - found[-1][-1] <= _NEAR:
            found[-1].append(place)
        else:
            found.append([place])
    return [sum(group) / len(group) for group in found]
