"""Table 3 in a grid: columns by their heads, rows by the labels beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.law.report_form import COUNT_UNIT, TABLE3, TOTAL, CellId
from gongkai.reports.finding.board import Board
from gongkai.reports.finding.claims import Claims
from gongkai.reports.finding.figures import is_figure
from gongkai.reports.finding.heads import Heads, figures_in, gather, moved, trusted
from gongkai.reports.finding.labels import fold, segments
from gongkai.reports.finding.lexicon import GROUP, ORGANISATIONS, SUBTOTAL, Lexicon
from gongkai.reports.finding.row_codes import RowCodes
from gongkai.reports.finding.unheaded import read_without_heads
from gongkai.reports.finding.zones import applicants_in
from gongkai.reports.source import GridCell

_GROUP_FIGURES = "{where}：“{label}”是大类，不填数字，这一行的数字没有读取。"
_UNKNOWN_ROW = "{where}：行名“{label}”不是表三的行，这一行的数字没有读取。"
_LEVELS_ABOVE = 3


@dataclass(frozen=True, slots=True)
class Broken:
    """A last row with figures whose label is not the form's: a page may have taken the rest of it."""

    board: Board
    row: int
    state: _Rows
    sentence: str

    @property
    def label(self) -> str:
        """What there is of its label."""
        return self.state.labels[self.row]


@dataclass(slots=True)
class Carried:
    """What a table hands on to the grid that continues it: its heads, the group reached, a broken row.

    Heads that are bare had no row below them yet.
    """

    heads: Heads | None = None
    group: str = ""
    broken: Broken | None = None
    is_bare: bool = False


class Applications:
    """Reads the rows of table 3 in one grid after another."""

    def __init__(self, words: Lexicon, claims: Claims) -> None:
        self._words, self._claims = words, claims
        self._carried = Carried()

    def leave(self) -> None:
        """Forgets the heads: what follows is no continuation."""
        self._carried = Carried()

    def read(self, board: Board, rows: list[int]) -> None:
        """Reads those rows; heads above them stay in force until other heads come."""
        heads = self._carried.heads
        if heads is not None and heads.width != board.columns:
            heads = moved(heads, board.columns) if self._carried.is_bare else None
        in_heads, started = self._head_rows(board, rows)
        state = _Rows(board, self._words, self._carried.group)
        for row in rows:
            if row in started:
                heads = self._heads(board, started[row])
            if row not in in_heads:
                state.take(row, heads)
        self._trust(board, state)
        self._mend(state)
        for row, code in state.codes.items():
            self._row(board, row, code, state)
        self._carried = Carried(heads, state.group, self._broken(board, state), is_bare=not state.codes)

    def _mend(self, state: _Rows) -> None:
        """Joins a row broken over two pages: its figures stand on the first, the rest of its label here."""
        broken, row = self._carried.broken, next(iter(state.codes), None)
        if broken is None or row is None or not state.labels[row] or state.has_figures(row):
            return
        code = RowCodes(self._words, broken.state.group).code([broken.label + state.labels[row]])
        # Its blank cells are no blanks of the form, whatever the rest of the label looks like by itself.
        state.codes[row] = ""
        if code and not code.startswith(GROUP):
            self._claims.withdraw(broken.sentence)
            broken.state.codes[broken.row] = code
            self._row(broken.board, broken.row, code, broken.state)

    def _broken(self, board: Board, state: _Rows) -> Broken | None:
        row = next(reversed(state.codes), None)
        if row is None or state.codes[row] or not state.labels[row] or not state.has_figures(row):
            return None
        return Broken(board, row, state, self._unread(board, row, state))

    def _unread(self, board: Board, row: int, state: _Rows) -> str:
        sentence = _GROUP_FIGURES if state.codes[row] else _UNKNOWN_ROW
        return sentence.format(where=board.place(board.row(row)[0]), label=state.labels[row])

    def _trust(self, board: Board, state: _Rows) -> None:
        below: dict[int, list[int]] = {}
        for row, heads in state.heads.items():
            if heads is not None and state.codes[row]:
                below.setdefault(id(heads), []).append(row)
        for rows in below.values():
            heads = state.heads[rows[0]]
            if heads is not None:
                state.heads.update(dict.fromkeys(rows, trusted(board, rows, heads)))

    def _row(self, board: Board, row: int, code: str, state: _Rows) -> None:
        heads, label = state.heads[row], state.labels[row]
        if code and not code.startswith(GROUP):
            self._claims.tables.add(TABLE3)
            if heads is None:
                read_without_heads(board, row, code, self._words.form.applicants, self._claims)
            else:
                self._figures(board, row, code, heads, state)
        elif label and state.has_figures(row):
            self._claims.gap(self._unread(board, row, state))

    def _figures(self, board: Board, row: int, code: str, heads: Heads, state: _Rows) -> None:
        found = figures_in(
            board,
            row,
            heads,
            unit=lambda _: COUNT_UNIT,
            same_row=lambda other: state.codes.get(other) == code,
        )
        for key, read in found:
            self._claims.put(CellId(TABLE3, code, key), read, extra=key == SUBTOTAL)

    def _head_rows(self, board: Board, rows: list[int]) -> tuple[set[int], dict[int, list[int]]]:
        """The rows that are heads, and each block of them by its first row."""
        started: dict[int, list[int]] = {}
        taken: set[int] = set()
        anchors = [row for row in rows if applicants_in(board, row, self._words)]
        for anchor in anchors:
            if anchor in taken:
                continue
            block = [*self._above(board, anchor, taken), anchor]
            while block[-1] + 1 in anchors:
                block.append(block[-1] + 1)
            taken.update(block)
            started[next(row for row in block if row in rows)] = block
        return taken, started

    def _above(self, board: Board, anchor: int, taken: set[int]) -> list[int]:
        above: list[int] = []
        for row in range(anchor - 1, max(-1, anchor - 1 - _LEVELS_ABOVE), -1):
            if row in taken or self._is_data(board, row):
                break
            above.insert(0, row)
        return above

    def _is_data(self, board: Board, row: int) -> bool:
        texts = [cell.text for cell in board.row(row) if cell.row == row]
        return any(is_figure(text) for text in texts) or any(
            self._words.telling_row(piece) for text in texts for piece in segments(text)
        )

    def _heads(self, board: Board, block: list[int]) -> Heads:
        codes = [column.code for column in self._words.form.applicants]
        told = list(self._told(board, block))
        seen = {code for _, code, _ in told}
        if not set(codes) <= seen:
            told = [entry for entry in told if fold(entry[2].text) != ORGANISATIONS]
        over = {
            column
            for row in block
            for cell in board.row(row)
            if cell.text.strip()
            for column in range(cell.column, cell.column + cell.colspan)
        }
        return gather(told, board.columns, over, board.covered(block[-1]))

    def _told(self, board: Board, block: list[int]) -> Iterator[tuple[int, str, GridCell]]:
        for column in range(board.columns):
            stack = [cell for row in block if (cell := board.at(row, column))]
            for cell in reversed(stack):
                code = self._words.applicant(cell.text)
                if code:
                    above = any(fold(other.text) == ORGANISATIONS for other in stack if other is not cell)
                    yield column, SUBTOTAL if code == TOTAL and above else code, cell
                    break


class _Rows:
    """Rows with their codes, the group a row stands in being known from the rows above."""

    def __init__(self, board: Board, words: Lexicon, group: str) -> None:
        self._board = board
        self._row_codes = RowCodes(words, group)
        self.codes: dict[int, str] = {}
        self.labels: dict[int, str] = {}
        self.heads: dict[int, Heads | None] = {}

    @property
    def group(self) -> str:
        """The group reached."""
        return self._row_codes.group

    def take(self, row: int, heads: Heads | None) -> None:
        """Tells the row's code by the cells left of its figures."""
        self.heads[row] = heads
        labels = self._label_cells(row, heads)
        if heads and any(set(range(c.column, c.column + c.colspan)) >= heads.all_columns for c in labels):
            labels = []
        pieces = [piece for cell in labels for piece in segments(cell.text)]
        self.labels[row] = pieces[-1] if pieces else ""
        self.codes[row] = self._row_codes.code(pieces)

    def has_figures(self, row: int) -> bool:
        """Whether a figure stands in the row outside its labels."""
        labels = {id(cell) for cell in self._label_cells(row, self.heads[row])}
        return any(is_figure(cell.text) for cell in self._board.row(row) if id(cell) not in labels)

    def _label_cells(self, row: int, heads: Heads | None) -> list[GridCell]:
        cells = self._board.row(row)
        if heads is not None:
            return [cell for cell in cells if cell.column < heads.first]
        first = next((at for at, cell in enumerate(cells) if is_figure(cell.text)), len(cells))
        return cells[:first]
