"""Small files made from tables: what an office would attach."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from gongkai.demo.paper import docx, pdf

#: Written into the files, so that the same content is the same file.
MADE = datetime(2023, 1, 1)  # noqa: DTZ001 - a property of a spreadsheet, which knows no zone


def make_file(kind: str, sheet: Mapping[str, Any]) -> bytes:
    """The bytes of an xlsx, csv, docx or pdf with the sheet's title, lines and table."""
    title, lines, head, rows = sheet["title"], sheet["lines"], sheet["head"], sheet["rows"]
    if kind == "xlsx":
        return _xlsx(title, head, rows)
    if kind == "csv":
        return _csv(head, rows)
    if kind == "docx":
        return docx(title, lines, [head, *rows])
    if kind == "pdf":
        return pdf(title, lines)
    raise ValueError(kind)


def _xlsx(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": title, "created": MADE})
        heading = book.add_format({"bold": True, "align": "center", "font_size": 14})
        strong = book.add_format({"bold": True, "border": 1, "align": "center", "text_wrap": True})
        plain = book.add_format({"border": 1, "text_wrap": True})
        sheet = book.add_worksheet("公开表")
        sheet.merge_range(0, 0, 0, len(head) - 1, title, heading)
        sheet.write_row(1, 0, head, strong)
        for number, row in enumerate(rows, start=2):
            sheet.write_row(number, 0, row, plain)
        for place, name in enumerate(head):
            longest = max(len(str(row[place])) for row in [head, *rows])
            sheet.set_column(place, place, min(40, 4 + 2 * max(longest, len(name))))
    return stream.getvalue()


def _csv(head: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([head, *rows])
    # The mark makes spreadsheet programs read it as UTF-8.
    return stream.getvalue().encode("utf-8-sig")
