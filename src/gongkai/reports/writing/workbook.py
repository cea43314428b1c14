"""A report as a workbook: its text on one sheet, each table on a sheet of its own with the form's merges."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from gongkai.reports.content import Content
from gongkai.reports.writing.figures import note_of, place, printed, table_name
from gongkai.reports.writing.layout import LaidCell, Layout, Part, layout
from gongkai.reports.writing.outline import Line, Role, outline
from gongkai.reports.writing.printable import printable

TEXT_SHEET = "正文"
_SEE_TABLE = "（见工作表“{name}”）"
_NOTE = "注：{place}：{number}{note}。"
_OPTIONS = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip
# Excel takes no more in one cell.
_LONGEST = 32_000
_UNTIMED = datetime(1980, 1, 1)  # noqa: DTZ001 - the format knows no zone; the file keeps no time of making
_PAPER_A4 = 9
_WIDTHS = {"table2": (26, 18), "table3": (7, 12, 46, 12), "table4": (10,)}
_FRAME: dict[str, Any] = {"border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
_LINES: dict[Role, dict[str, Any]] = {
    Role.TITLE: {"bold": True, "font_size": 16, "align": "center", "text_wrap": True},
    Role.EDITION: {"align": "center", "text_wrap": True},
    Role.SECTION: {"bold": True, "font_size": 12},
    Role.HEADING: {"bold": True, "text_wrap": True},
    Role.SIGNATURE: {"align": "right"},
    Role.DATE: {"align": "right"},
}


def to_xlsx(content: Content) -> bytes:
    """The report as an xlsx. Figures and totals are plain numbers; nothing in it is a formula or a link."""
    content = printable(content)
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, _OPTIONS)
    book.set_properties({"title": content.title, "created": _UNTIMED})
    lines = outline(content)
    _write_text(book, lines)
    for line in lines:
        if line.role is Role.TABLE:
            _write_table(book, content, layout(content.form)[line.text], _heading(lines, line.section))
    book.close()
    return stream.getvalue()


def _heading(lines: tuple[Line, ...], section: str) -> str:
    return next(line.text for line in lines if line.role is Role.SECTION and line.section == section)


def _write_text(book: Any, lines: tuple[Line, ...]) -> None:
    sheet = book.add_worksheet(TEXT_SHEET)
    _page(sheet)
    sheet.set_column(0, 0, 92)
    for row, (role, text) in enumerate(_pieces(lines)):
        sheet.write_string(row, 0, text, book.add_format(_LINES.get(role, {"text_wrap": True})))


def _pieces(lines: tuple[Line, ...]) -> Iterator[tuple[Role, str]]:
    for line in lines:
        text = _SEE_TABLE.format(name=table_name(line.text)) if line.role is Role.TABLE else line.text
        for start in range(0, len(text), _LONGEST):
            yield line.role, text[start : start + _LONGEST]


def _page(sheet: Any, *, landscape: bool = False) -> None:
    sheet.set_paper(_PAPER_A4)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    if landscape:
        sheet.set_landscape()


def _write_table(book: Any, content: Content, laid: Layout, heading: str) -> None:
    sheet = book.add_worksheet(table_name(laid.table))
    _page(sheet, landscape=laid.columns > laid.rows)
    widths = _WIDTHS[laid.table]
    for column in range(laid.columns):
        sheet.set_column(column, column, widths[min(column, len(widths) - 1)])
    sheet.write_string(0, 0, heading, book.add_format(_LINES[Role.SECTION]))
    formats = {part: book.add_format(_format_of(part)) for part in Part}
    for cell in laid.cells:
        _write_cell(sheet, content, cell, formats[cell.part])
    if laid.head_rows:
        sheet.repeat_rows(1, laid.head_rows)
    for row, note in enumerate(_notes(content, laid), start=laid.rows + 1):
        sheet.write_string(row, 0, note)


def _format_of(part: Part) -> dict[str, Any]:
    if part in (Part.BAND, Part.COLUMN_HEAD):
        return {**_FRAME, "bold": True}
    return {**_FRAME, "align": "left"} if part is Part.ROW_HEAD else _FRAME


def _write_cell(sheet: Any, content: Content, cell: LaidCell, style: Any) -> None:
    row, value = cell.row + 1, content.cells.get(cell.cell) if cell.cell else cell.text
    if cell.rowspan > 1 or cell.colspan > 1:
        last = (row + cell.rowspan - 1, cell.column + cell.colspan - 1)
        sheet.merge_range(row, cell.column, *last, "", style)
    if value is None or value == "":
        sheet.write_blank(row, cell.column, None, style)
    elif isinstance(value, str):
        sheet.write_string(row, cell.column, value, style)
    else:
        sheet.write_number(row, cell.column, value, style)


def _notes(content: Content, laid: Layout) -> Iterator[str]:
    """The remarks beside numbers, below the table: a number with words in its cell would be no number."""
    for cell in laid.cells:
        if cell.cell and (note := note_of(content, cell.cell)):
            number = printed(content.cells.get(cell.cell))
            yield _NOTE.format(place=place(content.form, cell.cell), number=number, note=note)
