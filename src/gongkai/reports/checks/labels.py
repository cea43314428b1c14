"""What rows, columns and cells are called in the messages of checks."""

from __future__ import annotations

from functools import cache

from gongkai.law.report_form import FORMS, TABLE2, TABLE3, TABLE4, CellId, Column, Form, Instance, Term
from gongkai.reports.checks.declared import SHORT_ROWS

TABLE_LABELS = {TABLE2: "表二", TABLE3: "表三", TABLE4: "表四"}
_PREVIOUS = "上一年的{label}"
_CELL = "{table}“{row}”行“{column}”栏"
_ROW = "{table}“{row}”行"


def column_of(form: Form, cell: CellId) -> Column:
    """The column of a cell, found once for each form."""
    return _column(form.code, cell)


@cache
def _column(form_code: str, cell: CellId) -> Column:
    return FORMS[form_code].column(cell)


@cache
def _row_label(form_code: str, cell: CellId) -> str:
    return FORMS[form_code].row(cell).label


def row_label(form: Form, cell: CellId) -> str:
    """The short name of a cell's row."""
    return SHORT_ROWS.get(cell.row) or _row_label(form.code, cell)


def column_label(form: Form, cell: CellId) -> str:
    """The short name of a cell's column."""
    return SHORT_ROWS.get(cell.column) or column_of(form, cell).label


def cell_label(form: Form, cell: CellId) -> str:
    """A cell by its table, row and column."""
    row = row_label(form, cell)
    if not cell.column:
        return _ROW.format(table=TABLE_LABELS[cell.table], row=row)
    return _CELL.format(table=TABLE_LABELS[cell.table], row=row, column=column_label(form, cell))


def place_label(form: Form, instance: Instance) -> str:
    """The column or row an equation holds for."""
    cell = instance.left[0].cell
    return column_label(form, cell) if instance.equation.each == "column" else row_label(form, cell)


def term_label(form: Form, instance: Instance, term: Term) -> str:
    """A term by what varies in its equation: the row where it runs down a column, else the column."""
    by_row = instance.equation.each == "column"
    label = row_label(form, term.cell) if by_row else column_label(form, term.cell)
    return _PREVIOUS.format(label=label) if term.previous else label
