"""The empty table for old stock: heads, which of them are required, and what goes into each."""

from __future__ import annotations

import io

import xlsxwriter

from gongkai.disclosure.import_table import TABLE_COLUMNS


def template_workbook() -> io.BytesIO:
    """An xlsx whose first sheet holds the heads alone, and whose second explains them with examples."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "bg_color": "#ECEFF4", "border": 1})
    must = book.add_format({"bold": True, "bg_color": "#FBE9E7", "border": 1})
    text = book.add_format({"num_format": "@"})
    sheet = book.add_worksheet("历史存量")
    for at, column in enumerate(TABLE_COLUMNS):
        # Text format everywhere: Excel would turn numbers such as 0037 into 37.
        sheet.set_column(at, at, 16, text)
        words = f"{column.head}*" if column.required else column.head
        sheet.write_string(0, at, words, must if column.required else head)
    sheet.freeze_panes(1, 0)
    notes = book.add_worksheet("填写说明")
    notes.set_column(0, 0, 16)
    notes.set_column(1, 1, 8)
    notes.set_column(2, 3, 56)
    for at, words in enumerate(("列名", "必填", "填写内容", "示例")):
        notes.write_string(0, at, words, head)
    for place, column in enumerate(TABLE_COLUMNS, start=1):
        cells = (column.head, "必填" if column.required else "", column.meaning, column.example)
        for at, words in enumerate(cells):
            notes.write_string(place, at, words)
    book.close()
    stream.seek(0)
    return stream
