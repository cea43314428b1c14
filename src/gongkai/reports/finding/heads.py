"""The columns a table's heads stand over, and the figure under a head in a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from gongkai.reports.finding.board import Board
from gongkai.reports.finding.figures import is_figure, read_figure
from gongkai.reports.finding.labels import segments
from gongkai.reports.report import Kind, ReadCell
from gongkai.reports.source import GridCell

_MERGED = "这一格与别的格合并，不能确定数字属于哪一格。"
_SEVERAL_CELLS = "这一栏的表头下有几个格，不能确定数字填在哪一格。"
_DOUBLED = "有两栏的表头都是这个名称，不能确定是哪一栏。"
_UNIT = "表头的单位与规定的“{unit}”不同，没有换算。"
_SHORTEST_LABEL = 4
_SHIFTED = "这一行的格数与表头不一致，不能确定各数属于哪一栏。"
_NESTED = "这一格里另有表格，没有读出。"


@dataclass(frozen=True, slots=True)
class Heads:
    """Grid columns by head. `doubled` heads occur twice.

    `wrong_unit` are heads that name another unit than the form, `printed` the columns with any text above.
    `covered` are the columns over which their row has a cell, with text or without. Heads that
    `is_shifted` do not stand over their columns.
    """

    columns: Mapping[str, frozenset[int]]
    width: int
    doubled: frozenset[str] = frozenset()
    wrong_unit: frozenset[str] = field(default_factory=frozenset)
    printed: frozenset[int] = field(default_factory=frozenset)
    covered: frozenset[int] = field(default_factory=frozenset)
    is_shifted: bool = False

    @property
    def first(self) -> int:
        """The leftmost column under a head."""
        return min((min(columns) for columns in self.columns.values()), default=0)

    @property
    def last(self) -> int:
        """The rightmost column under a head."""
        return max((max(columns) for columns in self.columns.values()), default=0)

    @property
    def all_columns(self) -> frozenset[int]:
        """Every column under a head."""
        return frozenset(column for columns in self.columns.values() for column in columns)


def gather(
    told: Iterable[tuple[int, str, GridCell]],
    width: int,
    printed: Iterable[int] = (),
    covered: Iterable[int] = (),
) -> Heads:
    """Heads from the code and the cell over each grid column; two cells of one code are two heads."""
    columns: dict[str, set[int]] = {}
    heads: dict[str, GridCell] = {}
    doubled = set()
    for column, code, cell in told:
        if heads.setdefault(code, cell) is not cell:
            doubled.add(code)
        columns.setdefault(code, set()).add(column)
    return Heads(
        {code: frozenset(at) for code, at in columns.items()}, width, frozenset(doubled),
        printed=frozenset(printed),
        covered=frozenset(covered),
    )  # fmt: skip


def narrowed(heads: Heads, width: int) -> Heads | None:
    """The heads over a table that goes on with one column for its label and one for each of them.

    A page that breaks a table in two leaves nothing of cells that other rows had divided.
    """
    if heads.doubled or heads.is_shifted or width != len(heads.columns) + 1:
        return None
    order = sorted(heads.columns, key=lambda key: min(heads.columns[key]))
    columns = {key: frozenset({at}) for at, key in enumerate(order, 1)}
    return Heads(columns, width, wrong_unit=heads.wrong_unit, covered=frozenset(range(width)))


def moved(heads: Heads, width: int) -> Heads | None:
    """The heads over a grid whose labels take more or fewer columns than beside the heads.

    A page that ends below the heads leaves none of the rows that divide the labels' column. Only heads
    that take a column each, side by side up to the right edge, are sure to be the last columns again.
    """
    order = sorted(heads.columns, key=lambda key: min(heads.columns[key]))
    first = heads.width - len(order)
    in_line = [heads.columns[key] for key in order] == [frozenset({first + at}) for at in range(len(order))]
    if heads.doubled or heads.is_shifted or not in_line or width <= len(order):
        return None
    begin = width - len(order)
    columns = {key: frozenset({begin + at}) for at, key in enumerate(order)}
    covered = frozenset(range(width))
    return Heads(columns, width, wrong_unit=heads.wrong_unit, covered=covered)


def trusted(board: Board, rows: Iterable[int], heads: Heads) -> Heads:
    """The heads, marked as shifted when half of the rows below them reach further right than they do."""
    filled = [row for row in rows if _is_filled(board, row, heads)]
    beyond = sum(_reaches_beyond(board, row, heads) for row in filled)
    return replace(heads, is_shifted=True) if beyond and 2 * beyond >= len(filled) else heads


def _is_filled(board: Board, row: int, heads: Heads) -> bool:
    return any(cell.column >= heads.first and bool(cell.text.strip()) for cell in board.row(row))


def _reaches_beyond(board: Board, row: int, heads: Heads) -> bool:
    beyond = [
        cell for cell in board.row(row) if cell.column > heads.last and cell.column not in heads.printed
    ]
    if any(cell.text.strip() for cell in beyond):
        return True
    return len(heads.columns) > 1 and any(cell.column not in heads.covered for cell in beyond)


def fits(board: Board, row: int, heads: Heads) -> bool:
    """Whether the cells of a row stand under the heads as they are meant to.

    A row with a cell too few or too many is shifted, and its figures stand under the heads of others.
    """
    rightmost = next(columns for columns in heads.columns.values() if heads.last in columns)
    if not board.over(row, rightmost) or _reaches_beyond(board, row, heads):
        return False
    shifted = False
    for cell in board.row(row):
        if heads.first <= cell.column <= heads.last and _is_label(cell.text):
            return False
        if cell.column < heads.first and cell.text.strip():
            shifted = is_figure(cell.text)
    if not shifted:
        return True
    return all(
        any(cell.text.strip() for cell in board.over(row, columns)) for columns in heads.columns.values()
    )


def figures_in(
    board: Board, row: int, heads: Heads, *, unit: Callable[[str], str], same_row: Callable[[int], bool]
) -> Iterator[tuple[str, ReadCell]]:
    """What a row has under each head; heads under which the file has no cell are left out.

    `unit` gives the unit of a head; `same_row` tells whether another grid row belongs to the same row of
    the form: a figure merged over rows of different labels belongs to none.
    """
    if heads.is_shifted or not fits(board, row, heads):
        where = board.place(board.row(row)[-1])
        for key, columns in heads.columns.items():
            raw = "\n".join(cell.text for cell in board.over(row, columns))
            yield key, ReadCell(None, raw, Kind.UNREADABLE, where, _SHIFTED)
        return
    for key, columns in heads.columns.items():
        cells = board.over(row, columns)
        if cells:
            yield key, _figure(board, cells, heads, key, unit(key), same_row)


def _figure(
    board: Board, cells: list[GridCell], heads: Heads, key: str, unit: str, same_row: Callable[[int], bool]
) -> ReadCell:
    filled = [cell for cell in cells if cell.text.strip() or cell.nested]
    where = board.place((filled or cells)[0])
    if not filled:
        return ReadCell(None, cells[0].text, Kind.BLANK, where)
    raw = filled[0].text if _are_the_same(cells) else "\n".join(cell.text for cell in filled)
    reason = _reason(filled, cells, heads, key, unit, same_row)
    if reason:
        return ReadCell(None, raw, Kind.UNREADABLE, where, reason)
    value, kind, note = read_figure(raw, unit=unit)
    return ReadCell(value, raw, kind, where, note)


def _are_the_same(cells: list[GridCell]) -> bool:
    """Whether single cells all bear one text: whichever of them is meant, the figure is the same."""
    texts = {cell.text.strip() for cell in cells}
    return len(texts) == 1 and all(cell.rowspan == cell.colspan == 1 and not cell.nested for cell in cells)


def _is_label(text: str) -> bool:
    pieces = segments(text)
    return len("".join(pieces)) >= _SHORTEST_LABEL and not any(char.isdigit() for char in pieces[-1])


def _reason(
    filled: list[GridCell],
    cells: list[GridCell],
    heads: Heads,
    key: str,
    unit: str,
    same_row: Callable[[int], bool],
) -> str:
    if key in heads.doubled:
        return "" if _are_the_same(cells) else _DOUBLED
    if key in heads.wrong_unit:
        return _UNIT.format(unit=unit)
    if len(filled) > 1 or (len(cells) > 1 and len(heads.columns) > 1):
        return _SEVERAL_CELLS
    cell = filled[0]
    if cell.nested:
        return _NESTED
    others = heads.all_columns - heads.columns[key]
    spanned = range(cell.column, cell.column + cell.colspan)
    if cell.column < heads.first or any(column in others for column in spanned):
        return _MERGED
    if not all(same_row(row) for row in range(cell.row, cell.row + cell.rowspan)):
        return _MERGED
    return ""
