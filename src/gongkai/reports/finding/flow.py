"""A file in reading order with its tables apart: text in lay-out cells counts as paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.law.report_form import TABLES
from gongkai.reports.finding.board import Board, TooLarge
from gongkai.reports.finding.claims import Claims
from gongkai.reports.finding.headings import is_section_heading
from gongkai.reports.finding.lexicon import Lexicon
from gongkai.reports.finding.zones import zones
from gongkai.reports.source import Grid, Paragraph

_LONGEST_FURNITURE = 12
_DEEPEST = 40
_TOO_DEEP = "{where}：表格嵌套太深，没有读取。"
_TOO_LARGE = "{where}：格子太多，不像是年报的统计表，没有读取。"


@dataclass(frozen=True, slots=True)
class TablePart:
    """Rows of a grid that are parts of tables, by table."""

    board: Board
    rows: dict[str, list[int]]


Item = Paragraph | TablePart


class Flow:
    """Walks through the blocks; a grid right after another of the same width may continue its table."""

    def __init__(self, words: Lexicon, claims: Claims) -> None:
        self._words, self._claims = words, claims
        self._reigning, self._width, self._depth = "", 0, 0

    def items(self, blocks: Sequence[Paragraph | Grid]) -> Iterator[Item]:
        """Paragraphs and parts of tables in reading order."""
        self._depth += 1
        for block in blocks:
            if isinstance(block, Paragraph):
                yield self._paragraph(block)
            elif self._depth > _DEEPEST:
                self._claims.gap(_TOO_DEEP.format(where=block.where))
            else:
                yield from self._grid(block)
        self._depth -= 1

    def _paragraph(self, paragraph: Paragraph) -> Paragraph:
        if separates(paragraph.text):
            self._reigning = ""
        return paragraph

    def _grid(self, grid: Grid) -> Iterator[Item]:
        try:
            board = Board(grid)
        except TooLarge:
            self._claims.gap(_TOO_LARGE.format(where=grid.where))
            return
        before = self._reigning if board.columns == self._width else ""
        found = zones(board, self._words, before)
        rows: dict[str, list[int]] = {}
        for row, zone in enumerate(found):
            if zone in TABLES:
                rows.setdefault(zone, []).append(row)
                continue
            if rows:
                yield TablePart(board, rows)
                rows = {}
            yield from self._prose(board, row)
        if rows:
            yield TablePart(board, rows)
        if found and found[-1] in TABLES:
            self._reigning, self._width = found[-1], board.columns
        for row in (row for row, zone in enumerate(found) if zone in TABLES):
            nested = [inner for cell in board.row(row) if cell.row == row for inner in cell.nested]
            yield from self.items(nested)

    def _prose(self, board: Board, row: int) -> Iterator[Item]:
        for cell in board.row(row):
            if cell.row == row:
                place = board.place(cell)
                lines = (line for line in cell.text.split("\n") if line.strip())
                yield from (self._paragraph(Paragraph(line, place)) for line in lines)
                yield from self.items(cell.nested)


def separates(text: str) -> bool:
    """Whether a line between two grids shows that the second is a table of its own."""
    return len(text.strip()) > _LONGEST_FURNITURE or is_section_heading(text)
