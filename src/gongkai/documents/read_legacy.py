"""A best effort at the old binary formats: cells of xls, and runs of text in the streams of doc, wps, ppt.

The result is never complete: what a binary document holds beyond these runs cannot be told from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import python_calamine

from gongkai.documents.ole import OleFile
from gongkai.documents.reading import Reading

_WIDE_RUN = re.compile(
    "[\t\r\n\x20-\x7e\u00b7\u2010-\u2027\u2030-\u203b\u2160-\u216b\u2460-\u249b\u25a0-\u2611\u3000-\u303f"
    "\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff5e\u2605\u2606]{4,}"
)
_NARROW_RUN = re.compile(rb"(?:[\t\r\n\x20-\x7e]|[\xb0-\xf7][\xa1-\xfe]|[\xa1-\xa3][\xa1-\xfe]){4,}")
_MOST_CELLS = 4_000_000
_NOTE = "旧版二进制文档只能尽力读取，可能有遗漏。请另存为 docx、xlsx 或 PDF 后上传，或人工查看全文。"
_SHEET_NOTE = "旧版表格中的批注、图形和图片只能尽力读取。请另存为 xlsx 后上传，或人工查看。"


def read_legacy(reading: Reading, data: bytes) -> None:
    """Read the text runs of an OLE document; raises FileRefused when it cannot be opened."""
    reading.gap(_NOTE)
    _read_runs(reading, OleFile(data), "文档内容（尽力读取）", len(data))


def read_legacy_sheet(reading: Reading, data: bytes) -> None:
    """Read the cells of every sheet, hidden ones included, then the text runs of the rest."""
    reading.gap(_SHEET_NOTE)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data))
        for meta in book.sheets_metadata:
            _read_cells(reading, book, meta)
    except (python_calamine.CalamineError, OSError, ValueError):
        reading.gap(_NOTE)
    _read_runs(reading, OleFile(data), "表格其他内容（尽力读取）", len(data))


def number_text(value: float) -> str:
    """Return a number the way a person wrote it: without exponent, and without .0 when it is whole."""
    whole = (
        abs(value) < 1e21 and value == int(value) if value == value and abs(value) != float("inf") else False
    )
    return str(int(value)) if whole else repr(value)


def _read_cells(
    reading: Reading, book: python_calamine.CalamineWorkbook, meta: python_calamine.SheetMetadata
) -> None:
    hidden = meta.visible is not python_calamine.SheetVisibleEnum.Visible
    where = f"工作表“{meta.name}”（隐藏）" if hidden else f"工作表“{meta.name}”"
    sheet = book.get_sheet_by_name(meta.name)
    if sheet.height * sheet.width > _MOST_CELLS:
        reading.gap("工作表范围过大，单元格未检查。请删除多余的空行空列后另存。")
        return
    rows = ("\t".join(_cell_text(cell) for cell in row) for row in sheet.to_python())
    reading.add(where, "\n".join(row for row in rows if row.strip()))
    reading.add("工作表名称", meta.name)


def _cell_text(cell: object) -> str:
    return number_text(cell) if isinstance(cell, float) else str(cell)


def _read_runs(reading: Reading, ole: OleFile, where: str, most: int) -> None:
    """Read streams up to twice the file's size: directory entries may share sectors to look endless."""
    left = most * 2
    lines: list[str] = []
    for entry in ole.entries:
        if not entry.is_stream or left <= 0:
            continue
        content = ole.content(entry)
        left -= len(content)
        lines.extend(_runs(content))
    reading.add(where, "\n".join(dict.fromkeys(lines)))


def _runs(content: bytes) -> Iterator[str]:
    for shift in (0, 1):
        text = content[shift:].decode("utf-16-le", "replace")
        yield from (run.group().strip() for run in _WIDE_RUN.finditer(text) if run.group().strip())
    for run in _NARROW_RUN.finditer(content):
        words = run.group().decode("gb18030", "replace").strip()
        if words:
            yield words
