"""Table 2 in a grid: blocks whose heads stand inside the table, above their rows."""

from __future__ import annotations

import re
from dataclasses import replace

from gongkai.law.report_form import MONEY_UNIT, TABLE2, Block, CellId
from gongkai.reports.finding.board import Board
from gongkai.reports.finding.claims import Claims
from gongkai.reports.finding.figures import is_figure
from gongkai.reports.finding.heads import Heads, figures_in, gather, narrowed, trusted
from gongkai.reports.finding.labels import fold
from gongkai.reports.finding.lexicon import Lexicon
from gongkai.reports.finding.unheaded import NO_HEADS
from gongkai.reports.source import GridCell

_OTHER_MONEY = re.compile(r"(?<!万)元|[百千]万元")
_OTHER_COUNT = re.compile(r"[十百千万]件|元")


class Proactive:
    """Reads the rows of table 2 in one grid after another."""

    def __init__(self, words: Lexicon, claims: Claims) -> None:
        self._words, self._claims = words, claims
        self._heads: dict[str, Heads] = {}

    def leave(self) -> None:
        """Forgets the heads: what follows is no continuation."""
        self._heads = {}

    def read(self, board: Board, rows: list[int]) -> None:
        """Reads those rows; the heads of a block stay in force until others come."""
        self._heads = {
            code: heads
            for code, before in self._heads.items()
            if (heads := self._continued(code, before, board.columns))
        }
        for row in rows:
            told = self._told(board, row)
            if told:
                self._claims.tables.add(TABLE2)
                self._take_heads(board, told)
            else:
                self._row(board, row)

    def _continued(self, code: str, before: Heads, width: int) -> Heads | None:
        """The heads over a grid that goes on with the one before, None where they do not stand over it."""
        if before.width == width:
            return before
        block = next(block for block in self._words.form.blocks if block.code == code)
        return narrowed(before, width) if len(before.columns) == len(block.columns) else None

    def _told(self, board: Board, row: int) -> list[tuple[int, str, GridCell]]:
        return [
            (column, head, cell)
            for column in range(board.columns)
            if (cell := board.at(row, column))
            and cell.row == row
            and (head := self._words.item_head(cell.text))
        ]

    def _take_heads(self, board: Board, told: list[tuple[int, str, GridCell]]) -> None:
        """New heads count for the blocks that have them all, or that have no others yet."""
        for block in self._words.form.blocks:
            labels = {column.label: column.code for column in block.columns}
            own = [(column, labels[head], cell) for column, head, cell in told if head in labels]
            if not own or (len({code for _, code, _ in own}) < len(labels) and len(told) != len(own)):
                continue
            heads = gather(own, board.columns, (), board.covered(own[0][2].row))
            wrong = frozenset(code for _, code, cell in own if names_other_unit(block, code, cell.text))
            self._heads[block.code] = replace(heads, wrong_unit=wrong)

    def _row(self, board: Board, row: int) -> None:
        found = [(cell, code) for cell in board.row(row) if (code := self._words.item(cell.text))]
        if not found:
            return
        cell, code = found[-1]
        block, heads = self._words.blocks[code], self._heads.get(self._words.blocks[code].code)
        if heads is None or cell.column >= heads.first:
            self._refuse(board, row, cell, code, block)
            return
        heads = trusted(board, self._rows_of(board, code, row), heads)
        units = {column.code: column.unit for column in block.columns}
        figures = figures_in(
            board,
            row,
            heads,
            unit=units.__getitem__,
            same_row=lambda other: self._is_same(board, other, code),
        )
        for key, read in figures:
            self._claims.put(CellId(TABLE2, code, key), read)

    def _rows_of(self, board: Board, code: str, row: int) -> list[int]:
        """The neighbouring rows of the same block, under the same heads."""
        block = self._words.blocks[code].code
        rows = [row]
        for step in (-1, 1):
            at = row + step
            while 0 <= at < board.rows and self._block_of(board, at) == block:
                rows.append(at)
                at += step
        return rows

    def _block_of(self, board: Board, row: int) -> str:
        items = [code for cell in board.row(row) if (code := self._words.item(cell.text))]
        return self._words.blocks[items[-1]].code if items else ""

    def _is_same(self, board: Board, row: int, code: str) -> bool:
        return any(self._words.item(cell.text) == code for cell in board.row(row))

    def _refuse(self, board: Board, row: int, label: GridCell, code: str, block: Block) -> None:
        figures = [c for c in board.row(row) if c.column > label.column and is_figure(c.text)]
        if figures:
            self._claims.tables.add(TABLE2)
            self._claims.refuse(
                [CellId(TABLE2, code, column.code) for column in block.columns],
                raw=" ".join(cell.text.strip() for cell in figures),
                where=board.place(figures[0]),
                note=NO_HEADS,
            )


def names_other_unit(block: Block, code: str, text: str) -> bool:
    """Whether a head names another unit than the form does."""
    unit = next(column.unit for column in block.columns if column.code == code)
    pattern = _OTHER_MONEY if unit == MONEY_UNIT else _OTHER_COUNT
    return bool(pattern.search(fold(text)))
