"""Cells with their true extent, out of a raster of slots and the lines drawn between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Slot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SlotCell:
    """A cell with what is written in it; `row` and `column` count from 0, spans are at least 1."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1


def cells_between_lines(
    rows: int,
    columns: int,
    *,
    line_right: Callable[[int, int], bool],
    line_below: Callable[[int, int], bool],
    text: Callable[[int, int, int, int], str],
) -> list[SlotCell] | None:
    """Return a cell for every area that no line divides, or None when an area is no rectangle.

    The two questions tell whether a line stands at the right of a slot, or below it. `text` gives what is
    written in a rectangle, by its first row and column and the row and column after its last.
    """
    taken: set[Slot] = set()
    cells: list[SlotCell] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            area = _area((row, column), rows, columns, line_right, line_below)
            bottom = max(slot[0] for slot in area) + 1
            right = max(slot[1] for slot in area) + 1
            if len(area) != (bottom - row) * (right - column) or min(slot[1] for slot in area) < column:
                return None
            taken |= area
            words = text(row, column, bottom, right)
            cells.append(SlotCell(words, row, column, bottom - row, right - column))
    return cells


def _area(
    start: Slot,
    rows: int,
    columns: int,
    line_right: Callable[[int, int], bool],
    line_below: Callable[[int, int], bool],
) -> set[Slot]:
    found = {start}
    pending = [start]
    while pending:
        row, column = pending.pop()
        around = []
        if column + 1 < columns and not line_right(row, column):
            around.append((row, column + 1))
        if column > 0 and not line_right(row, column - 1):
            around.append((row, column - 1))
        if row + 1 < rows and not line_below(row, column):
            around.append((row + 1, column))
        if row > 0 and not line_below(row - 1, column):
            around.append((row - 1, column))
        fresh = [slot for slot in around if slot not in found]
        found.update(fresh)
        pending.extend(fresh)
    return found
