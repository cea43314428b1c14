"""Reading the office's own register: every sheet of an xlsx or xls, or a csv; heads found, merges filled."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from zipfile import BadZipFile

from python_calamine import CalamineError, CalamineWorkbook

from gongkai.disclosure.import_table import lines_of
from gongkai.documents import FileRefused
from gongkai.documents.blanks import without_controls
from gongkai.documents.workbook_extent import spanned_cells
from gongkai.kernel.errors import InputRefused
from gongkai.register.import_dates import as_written, year_in
from gongkai.register.import_heads import find_head

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS, MOST_SHEETS, MOST_SPANNED, MOST_CELL = 20_000, 40, 600_000, 400
_UNREADABLE = "读不了这个表格文件。请用 Excel 或 WPS 打开，另存为 xlsx 后再试。"
_TOO_BIG = "文件太大。请按年份分成几个文件，每个不超过 10 MB、20000 行。"
_NO_HEAD = (
    "没有找到表头：每张表的前十行中，须有一行写着“标题”（或“题名”“文件名称”）和“文号”“成文日期”等列名。"
)


@dataclass(frozen=True)
class SheetRow:
    """A filled row: where it stands, the year its sheet names, its cells by field as written."""

    sheet: str
    line: int
    year: int | None
    cells: dict[str, str]


@dataclass
class Reading:
    """What a file holds: rows, and the fields that were recognised."""

    rows: list[SheetRow] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)


def read_register(name: str, stream: BinaryIO) -> Reading:
    """All rows under the head rows of all sheets. Raises InputRefused for the file as a whole."""
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise InputRefused(_TOO_BIG)
    reading = Reading()
    for sheet, cells in _sheets(name, data):
        _add(reading, sheet, cells, year_in(sheet, name))
        if len(reading.rows) > MOST_ROWS:
            raise InputRefused(_TOO_BIG)
    if not reading.fields:
        raise InputRefused(_NO_HEAD)
    if not reading.rows:
        raise InputRefused("表头下面没有数据行。")
    return reading


def _sheets(name: str, data: bytes) -> Iterator[tuple[str, list[list[str]]]]:
    """The sheets one after the other: only one of them is laid out at a time."""
    ending = name.lower().rsplit(".", 1)[-1]
    if ending == "csv":
        yield "", [[as_written(cell) for cell in values] for _, values in lines_of(name, data)]
        return
    if ending not in ("xlsx", "xls", "et"):
        raise InputRefused("请上传 xlsx、xls 或 csv 文件。")
    try:
        if data[:2] == b"PK" and spanned_cells(data) > MOST_SPANNED:
            raise InputRefused(_TOO_BIG)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        if len(book.sheet_names) > MOST_SHEETS:
            raise InputRefused("工作表太多，请分成几个文件。")
        for sheet in book.sheet_names:
            yield sheet, _filled(book.get_sheet_by_name(sheet))
    except (CalamineError, BadZipFile, OSError, ValueError, FileRefused):
        raise InputRefused(_UNREADABLE) from None


def _filled(sheet: Any) -> list[list[str]]:
    """The cells as written; every cell of a merge bears what its first one says."""
    if sheet.total_height * sheet.total_width > MOST_SPANNED:
        raise InputRefused(_TOO_BIG)
    cells = [[as_written(raw) for raw in row] for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if top >= len(cells) or left >= len(cells[top]) or left != right:
            continue
        for at in range(top + 1, min(bottom + 1, len(cells))):
            if left < len(cells[at]):
                cells[at][left] = cells[top][left]
    return cells


def _add(reading: Reading, sheet: str, cells: list[list[str]], year: int | None) -> None:
    head = find_head(cells)
    if head is None:
        return
    place, fields = head
    reading.fields += [one for one in fields if one not in reading.fields]
    for line, values in enumerate(cells[place + 1 :], start=place + 2):
        found = {
            one: without_controls(values[at])[:MOST_CELL] for one, at in fields.items() if at < len(values)
        }
        kept = {one: text for one, text in found.items() if text}
        if (kept.get("title") or kept.get("doc_number")) and not _repeats(kept, fields, cells[place]):
            reading.rows.append(SheetRow(sheet, line, year, kept))


def _repeats(kept: dict[str, str], fields: dict[str, int], head: list[str]) -> bool:
    """Whether the row is the head again, as at the top of a printed page, or lies in a merge of it."""
    return all(head[fields[one]] == text for one, text in kept.items())
