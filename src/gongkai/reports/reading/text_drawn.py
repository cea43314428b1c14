"""Tables drawn in plain text with box characters, or with plus signs, dashes and bars."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from itertools import pairwise

from gongkai.documents.blanks import EDGE_BLANKS
from gongkai.documents.pdf_layout import cells_between_lines
from gongkai.reports.reading.slot_cells import grid_cells
from gongkai.reports.source import GridCell

_BOXES = frozenset(chr(code) for code in range(0x2500, 0x2580))
_UPRIGHT = frozenset("│┃║╎╏┆┇┊┋")
_LEVEL = frozenset("─━═╌╍┄┅┈┉╴╶")
_CROSSINGS = _BOXES - _LEVEL
_PLAIN_ENDS = frozenset("+|")
_PLAIN_RULE = re.compile("(?<=[+-])[-=]+(?=[+=-])")
_MOST_PLACES = 100_000


def begins_drawing(line: str) -> bool:
    """Whether a drawn table may begin with this line."""
    stripped = line.strip(EDGE_BLANKS)
    if len(stripped) < 3:
        return False
    if stripped[0] in _CROSSINGS and stripped[-1] in _CROSSINGS:
        return True
    return stripped[0] == stripped[-1] == "+" and set(stripped) <= set("+-= ")


def drawn_lines(first: str) -> Callable[[str], bool]:
    """Return whether a line may belong to the drawn table that begins with `first`."""
    ends = _PLAIN_ENDS if "+" in first else _CROSSINGS

    def belongs(line: str) -> bool:
        stripped = line.strip(EDGE_BLANKS)
        return len(stripped) > 2 and stripped[0] in ends and stripped[-1] in ends

    return belongs


def drawn_table(lines: list[str]) -> list[GridCell] | None:
    """Return the cells with their true spans, or None when the lines do not meet.

    Whether a box character is as wide as a letter or as a Chinese character depends on the font it was drawn
    in; the width at which everything meets is the right one.
    """
    if begins_drawing(lines[0]) and "+" in lines[0]:
        lines = [_as_boxes(line) for line in lines]
    for width in (2, 1):
        placed = [_placed(line, width) for line in lines]
        cells = _cells(placed)
        if cells is not None:
            return cells
    return None


Placed = dict[int, str]


def _as_boxes(line: str) -> str:
    ruled = _PLAIN_RULE.sub(lambda found: "─" * len(found[0]), line)
    return ruled.replace("+", "┼").replace("|", "│")


def _placed(line: str, box_width: int) -> Placed:
    """Every character by the column of the screen where it begins."""
    column, found = 0, {}
    for char in line:
        found[column] = char
        wide = unicodedata.east_asian_width(char) in ("W", "F")
        column += box_width if char in _BOXES else 1 + wide
    return found


def _is_rule(line: Placed) -> bool:
    return any(char in _LEVEL for char in line.values())


def _cells(lines: list[Placed]) -> list[GridCell] | None:
    rules = [index for index, line in enumerate(lines) if _is_rule(line)]
    walls = sorted({column for line in lines for column, char in line.items() if char in _CROSSINGS})
    if len(rules) < 2 or rules[0] != 0 or rules[-1] != len(lines) - 1 or len(walls) < 2:
        return None
    met = {column for index in rules for column, char in lines[index].items() if char in _CROSSINGS}
    if not set(walls) <= met or any(walls[0] not in line or walls[-1] not in line for line in lines):
        return None
    bands = [(top, bottom) for top, bottom in pairwise(rules) if bottom > top + 1]
    if not bands or len(bands) * len(walls) > _MOST_PLACES:
        return None
    drawing = _Drawing(lines, walls, bands)
    return drawing.cells() if drawing.is_straight() else None


class _Drawing:
    """A drawing whose lines meet: columns between its walls, rows between its rules."""

    def __init__(self, lines: list[Placed], walls: list[int], bands: list[tuple[int, int]]) -> None:
        self.lines = lines
        self.walls = walls
        self.bands = bands

    def is_straight(self) -> bool:
        """Whether each wall stands in all lines of a row or in none, so that no word lies over it."""
        return all(
            len({self.lines[index].get(wall) in _UPRIGHT for index in range(top + 1, bottom)}) == 1
            for top, bottom in self.bands
            for wall in self.walls
        )

    def cells(self) -> list[GridCell] | None:
        cells = cells_between_lines(
            len(self.bands),
            len(self.walls) - 1,
            line_right=self._line_right,
            line_below=self._line_below,
            text=self._text,
        )
        return None if cells is None else grid_cells(cells)

    def _line_right(self, row: int, column: int) -> bool:
        top, bottom = self.bands[row]
        wall = self.walls[column + 1]
        return any(self.lines[index].get(wall) in _UPRIGHT for index in range(top + 1, bottom))

    def _line_below(self, row: int, column: int) -> bool:
        rule = self.lines[self.bands[row][1]]
        left, right = self.walls[column], self.walls[column + 1]
        return any(left < place < right and char in _LEVEL for place, char in rule.items())

    def _text(self, row: int, column: int, bottom: int, right: int) -> str:
        first, last = self.bands[row][0] + 1, self.bands[bottom - 1][1]
        left, end = self.walls[column], self.walls[right]
        found = []
        for line in self.lines[first:last]:
            places = sorted(line)
            inside = places[bisect_right(places, left) :]
            words = "".join(line[place] for place in inside if place < end and line[place] not in _BOXES)
            found.append(words.strip(EDGE_BLANKS))
        return "\n".join(words for words in found if words)
