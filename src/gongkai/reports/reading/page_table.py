"""A table of a web page: its rows as written, and every cell's place by the rules of HTML."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from gongkai.reports.reading.limits import MOST_PLACES
from gongkai.reports.source import Mark, MarkKind

WIDEST = 1000
_MOST_STEPS = 2_000_000
_ORDER = {"thead": 0, "tbody": 1, "tfoot": 2}


class TooMuchMarkup(Exception):
    """More tags, deeper ones or larger tables than any report has."""


@dataclass(slots=True)
class Flow:
    """What stands one under another in a cell or on the page: lines, tables, and marks after their line."""

    items: list[str | RawTable | Trace] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The lines of text."""
        return [item for item in self.items if isinstance(item, str)]

    def tables(self) -> list[RawTable]:
        """The tables directly inside."""
        return [item for item in self.items if isinstance(item, RawTable)]


@dataclass(frozen=True, slots=True)
class Trace:
    """A mark whose place is not known yet."""

    kind: MarkKind
    text: str

    def at(self, where: str) -> Mark:
        """The mark at its place."""
        return Mark(self.kind, self.text, where)


@dataclass(slots=True)
class RawCell:
    """A cell as written."""

    flow: Flow
    rowspan: int
    colspan: int


@dataclass(slots=True)
class RawRow:
    """A row as written; `section` tells head, body and foot, `group` which of them."""

    section: str
    group: int
    collapsed: bool
    cells: list[RawCell] = field(default_factory=list)

    def is_prop(self) -> bool:
        """Whether it only props the widths of columns, as Word writes a row of no height."""
        return self.collapsed and bool(self.cells) and not any(cell.flow.items for cell in self.cells)


@dataclass(slots=True)
class RawTable:
    """A table as written."""

    rows: list[RawRow] = field(default_factory=list)

    def ordered(self) -> list[RawRow]:
        """Rows as a reader sees them: the head first, the foot last."""
        rows = [row for row in self.rows if not row.is_prop()]
        return sorted(rows, key=lambda row: _ORDER[row.section])


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell at its place."""

    cell: RawCell
    row: int
    column: int
    rowspan: int
    colspan: int


def placed_cells(table: RawTable) -> list[Placed]:
    """Return every cell at its place, no two overlapping; spans end with the table and with its section.

    Rows and columns in which no cell begins are none: a span of 65000 is as wide as the table.
    Raises TooMuchMarkup for a table larger than any report's.
    """
    found: list[Placed] = []
    first = 0
    for _, members in groupby(table.ordered(), key=lambda row: (row.section, row.group)):
        rows = list(members)
        found += _placed_in_section(rows, first)
        first += len(rows)
    cells = _without_empty_lines(found)
    height = max((cell.row + cell.rowspan for cell in cells), default=0)
    if height * max((cell.column + cell.colspan for cell in cells), default=0) > MOST_PLACES:
        raise TooMuchMarkup
    return cells


def _without_empty_lines(cells: list[Placed]) -> list[Placed]:
    """The same cells when rows and columns in which no cell begins are left out."""
    rows = sorted({cell.row for cell in cells})
    columns = sorted({cell.column for cell in cells})
    return [
        Placed(cell.cell, row, column, max(1, bottom - row), max(1, right - column))
        for cell in cells
        for row, bottom in [(bisect_left(rows, cell.row), bisect_left(rows, cell.row + cell.rowspan))]
        for column, right in [
            (bisect_left(columns, cell.column), bisect_left(columns, cell.column + cell.colspan))
        ]
    ]


def _placed_in_section(rows: list[RawRow], first: int) -> Iterator[Placed]:
    free_from: dict[int, int] = {}
    steps = 0
    for index, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            while free_from.get(column, 0) > index:
                column += 1
                steps += 1
            if steps > _MOST_STEPS:
                raise TooMuchMarkup
            height = min(cell.rowspan or len(rows), len(rows) - index)
            width = 1
            while width < min(cell.colspan, WIDEST) and free_from.get(column + width, 0) <= index:
                width += 1
            for taken in range(column, column + width):
                free_from[taken] = index + height
            yield Placed(cell, first + index, column, height, width)
            column += width
