"""Reports as workbooks: everything on one sheet, or a sheet for each table."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.reports.lay_outs.lay_out import LayOut
from tests.reports.lay_outs.tables import Cell, Printed, placed, tables
from tests.reports.truths.document import Document
from tests.reports.truths.marked import plain

_NAMES = {"table2": "表二", "table3": "表三", "table4": "表四"}


def write_xlsx(document: Document, lay_out: LayOut, path: Path) -> None:
    """Write the workbook; `style` knows sheets (one each) and text (figures kept as text)."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("年度报告")
    made = tables(document, lay_out)
    at = 0
    for line in (*document.title, *document.opening):
        at = _line(sheet, at, line)
    for part in document.parts:
        at = _line(sheet, at, part.heading)
        for line in part.paragraphs:
            at = _line(sheet, at, line)
        for index, table in enumerate(made.get(part.table, ())):
            if "sheets" in lay_out.style:
                suffix = str(index + 1) if index else ""
                _table(book, book.add_worksheet(f"{_NAMES[part.table]}{suffix}"), 0, document, table, lay_out)
            else:
                at = _table(book, sheet, at, document, table, lay_out) + 1
    for line in (document.signed_by, document.signed_on):
        at = _line(sheet, at, line)
    book.close()


def _line(sheet: xlsxwriter.worksheet.Worksheet, at: int, text: str) -> int:
    sheet.write_string(at, 0, plain(text))
    return at + 1


def _table(book: Any, sheet: Any, at: int, document: Document, table: Printed, lay_out: LayOut) -> int:
    shape = {"border": 1} | ({"num_format": "#,##0.####"} if lay_out.digits == "thousands" else {})
    grouped = book.add_format(shape)
    for row, column, cell in placed(table):
        value = _value(document, cell, lay_out)
        if cell.rowspan > 1 or cell.colspan > 1:
            last = (at + row + cell.rowspan - 1, column + cell.colspan - 1)
            sheet.merge_range(at + row, column, *last, "", grouped)
        if value == "":
            sheet.write_blank(at + row, column, None, grouped)
        elif isinstance(value, str):
            sheet.write_string(at + row, column, value, grouped)
        else:
            sheet.write_number(at + row, column, float(value), grouped)
    return at + len(table.rows)


def _value(document: Document, cell: Cell, lay_out: LayOut) -> str | int | Decimal:
    if cell.of is None or "text" in lay_out.style or cell.of in document.shown:
        return cell.printed
    value = document.cells[cell.of]
    as_number = lay_out.digits != "fullwidth" and cell.text.replace(",", "") == str(value)
    return value if as_number and value is not None else cell.text
