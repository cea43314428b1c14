"""A file as its reader gives it back: paragraphs and grids in reading order, and what an editor left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class MarkKind(StrEnum):
    """What an editor may leave behind in a file."""

    BOOKMARK = "bookmark"
    INSERTION = "insertion"
    DELETION = "deletion"
    COMMENT = "comment"
    HIGHLIGHT = "highlight"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Mark:
    """A trace of editing; `text` is what it covers or says, `where` its place for people."""

    kind: MarkKind
    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of text outside every table; `where` is its place for people («第3段», «第2页第5行»)."""

    text: str
    where: str


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a grid. `row` and `column` count from 0; spans count grid rows and columns, at least 1.

    `text` is the cell's own text, lines joined by a line feed, without the text of nested grids.
    """

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    nested: tuple[Grid, ...] = ()

    def covers(self, row: int, column: int) -> bool:
        """Whether the cell lies over that place."""
        return (
            self.row <= row < self.row + self.rowspan and self.column <= column < self.column + self.colspan
        )


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. No two cells overlap; places that no cell covers were not in the file.

    `where` is the table's place for people («表2», «第4页表1», «工作表“表三”»).
    """

    cells: tuple[GridCell, ...]
    where: str

    @property
    def rows(self) -> int:
        """How many grid rows it has."""
        return max((cell.row + cell.rowspan for cell in self.cells), default=0)

    @property
    def columns(self) -> int:
        """How many grid columns it has."""
        return max((cell.column + cell.colspan for cell in self.cells), default=0)

    def place(self, cell: GridCell) -> str:
        """The cell's place for people."""
        return _PLACE.format(where=self.where, row=cell.row + 1, column=cell.column + 1)


_PLACE = "{where}第{row}行第{column}列"


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read. `blocks` are in reading order, nested grids only inside their cells.

    `gaps` says in Chinese what could not be read; an empty tuple means that everything was.
    """

    file_type: str
    blocks: tuple[Paragraph | Grid, ...]
    marks: tuple[Mark, ...] = ()
    gaps: tuple[str, ...] = ()

    def grids(self) -> Iterator[Grid]:
        """Every grid, the nested ones after the one they lie in."""
        pending = [block for block in self.blocks if isinstance(block, Grid)]
        while pending:
            grid = pending.pop(0)
            yield grid
            pending[:0] = [inner for cell in grid.cells for inner in cell.nested]

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph outside the grids."""
        return (block for block in self.blocks if isinstance(block, Paragraph))
