"""Table 4 in a grid: results by their heads, groups by the head above them or the label beside them."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.law.report_form import COUNT_UNIT, TABLE4, CellId
from gongkai.reports.finding.board import Board
from gongkai.reports.finding.claims import Claims
from gongkai.reports.finding.figures import is_figure
from gongkai.reports.finding.heads import Heads, figures_in, gather, trusted
from gongkai.reports.finding.lexicon import Lexicon
from gongkai.reports.finding.zones import results_in
from gongkai.reports.source import GridCell

_NO_GROUP = "{where}：分不清这一行是行政复议还是哪一类行政诉讼，数字没有读取。"
_LEVELS_ABOVE = 4


class Remedies:
    """Reads the rows of table 4 in one grid after another."""

    def __init__(self, words: Lexicon, claims: Claims) -> None:
        self._words, self._claims = words, claims
        self._heads: Heads | None = None
        self._caption = ""
        self._named: list[str] = []

    def leave(self) -> None:
        """Forgets the heads: what follows is no continuation."""
        self._heads, self._caption, self._named = None, "", []

    def caption(self, text: str) -> None:
        """A line of text before a grid; it may name the group of the small table that follows."""
        self._caption = self._words.remedy(text) or self._caption

    def read(self, board: Board, rows: list[int]) -> None:
        """Reads those rows; heads above them stay in force until other heads come."""
        heads = self._heads if self._heads and self._heads.width == board.columns else None
        anchors = {row for row in rows if len(results_in(board, row, self._words)) >= 2}
        pending: list[int] = []
        for row in rows:
            if row in anchors:
                if row - 1 not in anchors:
                    self._rows(board, pending, heads)
                    pending = []
                heads = self._read_heads(board, row)
                self._claims.tables.add(TABLE4)
            elif heads is not None:
                pending.append(row)
            else:
                self._named += [code for cell in board.row(row) if (code := self._words.remedy(cell.text))]
        self._rows(board, pending, heads)
        self._heads, self._caption = heads, ""
        if heads is not None:
            self._named = []

    def _rows(self, board: Board, rows: list[int], heads: Heads | None) -> None:
        """The rows with figures; where there are none, the first row, which is blank."""
        if heads is None or not rows:
            return
        heads = trusted(board, rows, heads)
        filled = [row for row in rows if self._has_figures(board, row, heads)]
        blank = [] if any(cell.text.strip() for cell in board.over(rows[0], heads.all_columns)) else rows[:1]
        labelled = [row for row in rows if self._group(board, row, heads)]
        for row in sorted({*filled, *labelled}) or blank:
            self._row(board, row, heads)

    def _has_figures(self, board: Board, row: int, heads: Heads) -> bool:
        return any(is_figure(cell.text) for cell in board.over(row, heads.all_columns))

    def _group(self, board: Board, row: int, heads: Heads) -> str:
        labels = [cell for cell in board.row(row) if cell.column < heads.first]
        return next((code for cell in reversed(labels) if (code := self._words.remedy(cell.text))), "")

    def _row(self, board: Board, row: int, heads: Heads) -> None:
        beside = self._group(board, row, heads)
        if not any(cell.text.strip() for cell in board.row(row) if cell.column < heads.first):
            beside = self._caption
        found = figures_in(
            board, row, heads, unit=lambda _: COUNT_UNIT,
            same_row=lambda other: self._group(board, other, heads) == self._group(board, row, heads),
        )  # fmt: skip
        for key, read in found:
            group, _, result = key.partition("/")
            if group or beside:
                self._claims.put(CellId(TABLE4, group or beside, result), read)
            else:
                self._claims.gap(_NO_GROUP.format(where=board.place(board.row(row)[0])))

    def _read_heads(self, board: Board, anchor: int) -> Heads:
        told = list(self._told(board, anchor))
        return gather(self._spread(told), board.columns, (), board.covered(anchor))

    def _spread(self, told: list[tuple[int, str, GridCell]]) -> list[tuple[int, str, GridCell]]:
        """A group printed over the first of its columns reigns over all five, when that leaves no doubt."""
        size = len(self._words.form.results)
        groups = [key.partition("/")[0] for _, key, _ in told]
        results = [key.partition("/")[2] for _, key, _ in told]
        starts = range(0, len(told), size)
        if len(told) != size * len(self._words.form.remedies) or "" not in groups:
            return told
        usual = [group.code for group in self._words.form.remedies]
        printed = [usual[at // size] for at in range(len(told))]
        if self._named == usual and all(group in ("", printed[at]) for at, group in enumerate(groups)):
            groups = printed
        elif any(bool(group) != (at in starts) for at, group in enumerate(groups)):
            return told
        if any(len(set(results[at : at + size])) != size for at in starts):
            return told
        return [
            (column, f"{groups[at - at % size]}/{results[at]}", cell)
            for at, (column, _, cell) in enumerate(told)
        ]

    def _told(self, board: Board, anchor: int) -> Iterator[tuple[int, str, GridCell]]:
        levels = [anchor]
        for row in range(anchor - 1, max(-1, anchor - 1 - _LEVELS_ABOVE), -1):
            if any(is_figure(cell.text) for cell in board.row(row)):
                break
            levels.append(row)
        for column in range(board.columns):
            stack: list[GridCell] = []
            for row in levels:
                cell = board.at(row, column)
                if cell is not None and cell not in stack:
                    stack.append(cell)
            result = next((at for at, cell in enumerate(stack) if self._words.result(cell.text)), None)
            if result is not None:
                above = (self._words.remedy(cell.text) for cell in stack[result + 1 :])
                group = next((code for code in above if code), "")
                yield column, f"{group}/{self._words.result(stack[result].text)}", stack[result]
