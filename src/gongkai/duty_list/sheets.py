"""Workbooks of offices as plain text cells: every sheet, merged cells carried over all they cover."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime
from zipfile import BadZipFile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from gongkai.documents import FileRefused, Refusal
from gongkai.documents.blanks import without_controls
from gongkai.documents.workbook_extent import spanned_cells
from gongkai.kernel.errors import InputRefused

EXTENSIONS = ("xlsx", "xls", "et")
MOST_BYTES = 20 * 1024 * 1024
MOST_SHEETS = 60
#: Filled and empty cells together, of one sheet.
MOST_SPANNED = 1_000_000
_UNREADABLE = "读不了“{name}”，请用 Excel 或 WPS 打开、去掉密码并另存为 xlsx 后再试。"
_TOO_LARGE = "“{name}”太大，请分成几个文件，每个不超过 20 MB。"
_TOO_WIDE = "“{name}”的右边或下面很远处还有内容，请删去多余的行和列再上传。"
_WRONG_KIND = "“{name}”不是表格文件，请上传 xlsx 或 xls 文件。"


@dataclass(frozen=True)
class SheetText:
    """A sheet: its name, and its rows as texts with the number each bears in the file."""

    name: str
    rows: list[tuple[int, list[str]]]


def extension_of(name: str) -> str:
    """The file name's extension in small letters, without the dot."""
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""


def read_sheets(name: str, data: bytes) -> list[SheetText]:
    """Every sheet of an xlsx, xls or et. Raises InputRefused when it is no such file or spans too much."""
    extension = extension_of(name)
    if extension not in EXTENSIONS:
        raise InputRefused(_WRONG_KIND.format(name=name))
    if len(data) > MOST_BYTES:
        raise InputRefused(_TOO_LARGE.format(name=name))
    if data[:2] == b"PK":
        _require_compact(name, data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = book.sheet_names[:MOST_SHEETS]
        return [SheetText(one, _rows(name, book.get_sheet_by_name(one))) for one in names]
    except (CalamineError, BadZipFile, OSError, ValueError):
        raise InputRefused(_UNREADABLE.format(name=name)) from None


def _require_compact(name: str, data: bytes) -> None:
    try:
        spanned = spanned_cells(data)
    except FileRefused as refusal:
        is_damaged = refusal.code is Refusal.DAMAGED
        raise InputRefused(_UNREADABLE.format(name=name) if is_damaged else refusal.message) from None
    if spanned > MOST_SPANNED:
        raise InputRefused(_TOO_WIDE.format(name=name))


def _rows(name: str, sheet: CalamineSheet) -> list[tuple[int, list[str]]]:
    if sheet.total_height * sheet.total_width > MOST_SPANNED:
        raise InputRefused(_TOO_WIDE.format(name=name))
    grid = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        _carry(grid, top, left, bottom, right)
    return [(number, row) for number, row in enumerate(grid, start=1) if any(row)]


def _carry(grid: list[list[str]], top: int, left: int, bottom: int, right: int) -> None:
    if top >= len(grid) or left >= len(grid[top]):
        return
    text = grid[top][left]
    for row in grid[top : bottom + 1]:
        for place in range(left, min(right + 1, len(row))):
            row[place] = text


def _text(raw: object) -> str:
    if isinstance(raw, datetime):
        return raw.date().isoformat()
    if isinstance(raw, date):
        return raw.isoformat()
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return "" if raw is None else without_controls(str(raw)).strip()
