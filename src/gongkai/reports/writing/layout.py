"""Where every cell of the form's tables stands: one model from which each export and screen draws them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from gongkai.law.report_form import (
    COUNT_UNIT,
    RESULT_TOTAL,
    TABLE2,
    TABLE3,
    TABLE4,
    TABLES,
    TOTAL,
    Block,
    CellId,
    Column,
    Form,
    Row,
)
from gongkai.reports.writing.frame import (
    APPLICANTS,
    BALANCE_NOTE,
    ITEM_HEAD,
    LAWSUITS,
    ORGANISATIONS,
    PERSON,
    RESULTS,
    REVIEW,
    WITH_UNIT,
)


class Part(StrEnum):
    """What a laid cell is: a head over columns or beside rows, a band over a block, a note, or a figure."""

    BAND = "band"
    COLUMN_HEAD = "column_head"
    ROW_HEAD = "row_head"
    NOTE = "note"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class LaidCell:
    """One printed cell. `row` and `column` count from 0; `cell` names the figure it holds, if it holds one.

    `text` is what the form prints in it and empty for a figure.
    """

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str
    part: Part
    cell: CellId | None = None

    @property
    def is_head(self) -> bool:
        """Whether it names other cells."""
        return self.part in (Part.BAND, Part.COLUMN_HEAD, Part.ROW_HEAD)


@dataclass(frozen=True, slots=True)
class Layout:
    """One table: its cells in reading order, covering each place once.

    `head_rows` is the number of rows at its top that are heads of all the rows below; table 2 has none,
    since each of its blocks has heads of its own. `label_columns` is the number of columns for row heads.
    """

    table: str
    cells: tuple[LaidCell, ...]
    head_rows: int
    label_columns: int

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return max(cell.row + cell.rowspan for cell in self.cells)

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return max(cell.column + cell.colspan for cell in self.cells)

    def in_row(self, row: int) -> tuple[LaidCell, ...]:
        """The cells that begin in that row, from left to right."""
        return tuple(cell for cell in self.cells if cell.row == row)


@cache
def layout(form: Form) -> Mapping[str, Layout]:
    """The tables of that form by their codes, in the order they are printed."""
    made = (
        Layout(TABLE2, _ordered(_table2(form)), head_rows=0, label_columns=1),
        Layout(TABLE3, _ordered(_table3(form)), head_rows=3, label_columns=3),
        Layout(TABLE4, _ordered(_table4(form)), head_rows=3, label_columns=0),
    )
    return MappingProxyType(dict(zip(TABLES, made, strict=True)))


def _ordered(cells: Iterator[LaidCell]) -> tuple[LaidCell, ...]:
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))


def _head(row: int, column: int, text: str, *, rowspan: int = 1, colspan: int = 1) -> LaidCell:
    return LaidCell(row, column, rowspan, colspan, text, Part.COLUMN_HEAD)


def _label(row: int, column: int, text: str, *, rowspan: int = 1, colspan: int = 1) -> LaidCell:
    return LaidCell(row, column, rowspan, colspan, text, Part.ROW_HEAD)


def _figure(row: int, column: int, cell: CellId, *, colspan: int = 1) -> LaidCell:
    return LaidCell(row, column, 1, colspan, "", Part.FIGURE, cell)


def _table2(form: Form) -> Iterator[LaidCell]:
    width = 1 + max(len(block.columns) for block in form.blocks)
    top = 0
    for block in form.blocks:
        yield from _block(block, top, width)
        top += 2 + len(block.rows)


def _block(block: Block, top: int, width: int) -> Iterator[LaidCell]:
    """A block with fewer columns than the widest draws its last one out to the edge."""
    yield LaidCell(top, 0, 1, width, block.label, Part.BAND)
    yield _head(top + 1, 0, ITEM_HEAD)
    last = len(block.columns)
    spans = [1] * (last - 1) + [width - last]
    for at, (column, span) in enumerate(zip(block.columns, spans, strict=True), start=1):
        yield _head(top + 1, at, _with_unit(column), colspan=span)
    for line, row in enumerate(block.rows, start=top + 2):
        yield _label(line, 0, row.label)
        for at, (column, span) in enumerate(zip(block.columns, spans, strict=True), start=1):
            yield _figure(line, at, CellId(TABLE2, row.code, column.code), colspan=span)


def _with_unit(column: Column) -> str:
    if column.unit == COUNT_UNIT:
        return column.label
    return WITH_UNIT.format(label=column.label, unit=column.unit)


def _table3(form: Form) -> Iterator[LaidCell]:
    yield LaidCell(0, 0, 3, 3, BALANCE_NOTE, Part.NOTE)
    yield from _applicant_heads(form)
    grouped = [row for row in form.rows if row.is_detail or row.code == RESULT_TOTAL]
    for line, row in enumerate(form.rows, start=3):
        if row == grouped[0]:
            yield _label(line, 0, RESULTS, rowspan=len(grouped))
        yield from _row_labels(form, row, line, left=1 if row in grouped else 0)
        for at, column in enumerate(form.applicants, start=3):
            yield _figure(line, at, CellId(TABLE3, row.code, column.code))


def _applicant_heads(form: Form) -> Iterator[LaidCell]:
    yield _head(0, 3, APPLICANTS, colspan=len(form.applicants))
    organisations = [column for column in form.applicants if column.code not in (PERSON, TOTAL)]
    for at, column in enumerate(form.applicants, start=3):
        if column not in organisations:
            yield _head(1, at, column.label, rowspan=2)
            continue
        if column == organisations[0]:
            yield _head(1, at, ORGANISATIONS, colspan=len(organisations))
        yield _head(2, at, column.label)


def _row_labels(form: Form, row: Row, line: int, *, left: int) -> Iterator[LaidCell]:
    if not row.group:
        yield _label(line, left, row.printed, colspan=3 - left)
        return
    members = [one for one in form.rows if one.group == row.group]
    if row == members[0]:
        yield _label(line, left, row.group_number + row.group_label, rowspan=len(members))
    yield _label(line, left + 1, row.printed)


def _table4(form: Form) -> Iterator[LaidCell]:
    width = len(form.results)
    lawsuits = [group for group in form.remedies if group.code != REVIEW]
    for number, group in enumerate(form.remedies):
        left = number * width
        if group == lawsuits[0]:
            yield _head(0, left, LAWSUITS, colspan=width * len(lawsuits))
        yield _head(1 if group in lawsuits else 0, left, group.label, colspan=width)
        for at, column in enumerate(form.results, start=left):
            first, depth = (2, 1) if group in lawsuits else (1, 2)
            yield _head(first, at, column.label, rowspan=depth)
            yield _figure(3, at, CellId(TABLE4, group.code, column.code))
