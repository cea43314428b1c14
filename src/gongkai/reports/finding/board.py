"""A grid laid out by places, so that the cell over any row and column is at hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.reports.source import Grid, GridCell

_MOST_PLACES = 60_000


class TooLarge(ValueError):
    """A grid of more places than any report has."""


class Board:
    """A grid by rows; `at` gives the cell over a place, None where the file had none."""

    def __init__(self, grid: Grid) -> None:
        if sum(cell.rowspan * cell.colspan for cell in grid.cells) > _MOST_PLACES:
            raise TooLarge(grid.where)
        self.grid = grid
        self.rows, self.columns = grid.rows, grid.columns
        self._over: dict[tuple[int, int], GridCell] = {}
        self._in_row: list[list[GridCell]] = [[] for _ in range(self.rows)]
        for cell in grid.cells:
            for row in range(cell.row, cell.row + cell.rowspan):
                self._in_row[row].append(cell)
                for column in range(cell.column, cell.column + cell.colspan):
                    self._over[row, column] = cell
        for cells in self._in_row:
            cells.sort(key=lambda cell: cell.column)

    def at(self, row: int, column: int) -> GridCell | None:
        """The cell over that place."""
        return self._over.get((row, column))

    def row(self, row: int) -> list[GridCell]:
        """The cells over that row from left to right, those merged from rows above included."""
        return self._in_row[row]

    def over(self, row: int, columns: Iterable[int]) -> list[GridCell]:
        """The different cells over some columns of a row, from left to right."""
        found = {id(cell): cell for column in sorted(columns) if (cell := self.at(row, column))}
        return list(found.values())

    def covered(self, row: int) -> Iterator[int]:
        """The columns over which the row has a cell."""
        return (column for column in range(self.columns) if (row, column) in self._over)

    def place(self, cell: GridCell) -> str:
        """The cell's place for people."""
        return self.grid.place(cell)
