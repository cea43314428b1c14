"""What calamine does not tell of an xls: how far its cells reach, hidden rows and columns, and errors."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from gongkai.documents.ole import OleFile
from gongkai.reports.reading.limits import MOST_PLACES, MOST_SHEETS, TABLE_TOO_LARGE, TOO_LARGE
from gongkai.reports.reading.refusals import ReportUnreadable
from gongkai.reports.reading.workbook_xlsx import Aside

_BEGIN, _END, _SHEET, _ROW, _COLUMNS, _FORMULA, _ERROR = 0x809, 0x0A, 0x85, 0x208, 0x7D, 0x06, 0x205
_MANY = 0xBD
_CELLS = frozenset({0x203, 0x204, 0xFD, 0x27E, 0xD6, _MANY, _FORMULA, _ERROR})
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x20, 0x01
_WIDEST = 256
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!",
    0x2A: "#N/A",
}  # fmt: skip


def asides_in_order(data: bytes) -> list[Aside]:
    """What stands beside the values of each sheet, in the order of the file's list of sheets.

    Raises ReportUnreadable when the cells of a sheet reach further than those of a report.
    """
    ole = OleFile(data)
    stream = ole.stream("Workbook") or ole.stream("Book") or b""
    starts = [
        struct.unpack_from("<I", content)[0]
        for kind, content in _records(stream, 0)
        if kind == _SHEET and len(content) >= 4
    ]
    if len(starts) > MOST_SHEETS or len(set(starts)) < len(starts):
        raise ReportUnreadable(TOO_LARGE)
    return [_aside(stream, start) for start in starts]


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records of one substream, up to its end; charts inside a sheet have an end of their own."""
    depth = 0
    while start + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, start)
        yield kind, stream[start + 4 : start + 4 + length]
        start += 4 + length
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 0:
            return


def _aside(stream: bytes, start: int) -> Aside:
    aside = Aside()
    rows = columns = 0
    for kind, content in _records(stream, start):
        if kind == _ROW and len(content) >= 14:
            if content[12] & _ROW_HIDDEN:
                aside.hidden_rows.add(struct.unpack_from("<H", content)[0])
        elif kind == _COLUMNS and len(content) >= 10:
            first, last, _, _, flags = struct.unpack_from("<5H", content)
            if flags & _COLUMN_HIDDEN:
                aside.hidden_columns.update(range(first, min(last, _WIDEST) + 1))
        elif kind in _CELLS and len(content) >= 6:
            row, column = struct.unpack_from("<HH", content)
            rows = max(rows, row + 1)
            last = struct.unpack_from("<H", content, len(content) - 2)[0] if kind == _MANY else column
            columns = max(columns, last + 1)
            if error := _error(kind, content):
                aside.errors[row, column] = error
    if rows * columns > MOST_PLACES:
        raise ReportUnreadable(TABLE_TOO_LARGE)
    return aside


def _error(kind: int, content: bytes) -> str:
    """The text of an error, empty when the cell holds none."""
    if kind == _ERROR and len(content) >= 8 and content[7] == 1:
        return _ERRORS.get(content[6], "#N/A")
    is_formula = kind == _FORMULA and len(content) >= 14
    if is_formula and content[6] == 2 and content[12:14] == b"\xff\xff":
        return _ERRORS.get(content[8], "#N/A")
    return ""
