"""A workbook read: each visible sheet as prose and tables, numbers as a person would write them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO

import python_calamine

from gongkai.documents import FileRefused, Refusal
from gongkai.documents.archive import ENCRYPTED_MESSAGE
from gongkai.reports.reading.limits import MOST_PLACES, TABLE_TOO_LARGE
from gongkai.reports.reading.refusals import ReportUnreadable
from gongkai.reports.reading.workbook_sheet import Merge, Sheet
from gongkai.reports.reading.workbook_xls import asides_in_order
from gongkai.reports.reading.workbook_xlsx import Aside, asides, judge_xlsx
from gongkai.reports.source import Source

_DAMAGED = "工作簿已损坏，无法打开。请用 Excel 或 WPS 打开，另存为 xlsx 后重试。"
_HIDDEN_SHEET = "工作表“{name}”是隐藏的，没有读取。"
_DAY = "{day.year}年{day.month}月{day.day}日"
_MOMENT = "{day.year}年{day.month}月{day.day}日{day:%H:%M}"
# Excel keeps fifteen figures; whatever comes after them is noise of binary fractions.
_FIGURES = ".15g"


def read_xlsx(data: bytes) -> Source:
    """Read an xlsx; raises FileRefused or ReportUnreadable when it may or can not be read."""
    judge_xlsx(data)
    beside = asides(data)
    return _read(data, "xlsx", lambda number, name: beside.get(name, Aside()))


def read_xls(data: bytes) -> Source:
    """Read an xls or et; raises FileRefused or ReportUnreadable when it may or can not be read."""
    beside = asides_in_order(data)
    return _read(data, "xls", lambda number, name: beside[number] if number < len(beside) else Aside())


def as_source(file_type: str, sheets: Sequence[Sheet], hidden: Sequence[str]) -> Source:
    """The visible sheets as one source; the names of hidden ones are told as gaps."""
    blocks = tuple(block for sheet in sheets for block in sheet.blocks())
    gaps = [sheet.gap for sheet in sheets if sheet.gap]
    return Source(file_type, blocks, (), (*(_HIDDEN_SHEET.format(name=name) for name in hidden), *gaps))


def number_text(value: float) -> str:
    """A number without exponent, without noise, and without a point when it is whole."""
    if value != value or value in (float("inf"), float("-inf")):
        return str(value)
    text = format(Decimal(format(value, _FIGURES)), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def day_text(day: datetime) -> str:
    """A date as it stands in a report, with the time where it has one."""
    return (_DAY if day.time() == time() else _MOMENT).format(day=day)


def _read(data: bytes, file_type: str, beside: Callable[[int, str], Aside]) -> Source:
    sheets: list[Sheet] = []
    hidden: list[str] = []
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data))
        for number, meta in enumerate(book.sheets_metadata):
            if meta.typ is not python_calamine.SheetTypeEnum.WorkSheet:
                continue
            if meta.visible is not python_calamine.SheetVisibleEnum.Visible:
                hidden.append(meta.name)
                continue
            sheets.append(_sheet(book.get_sheet_by_name(meta.name), beside(number, meta.name)))
    except python_calamine.PasswordError as error:
        raise FileRefused(Refusal.ENCRYPTED, ENCRYPTED_MESSAGE) from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        if isinstance(error, FileRefused | ReportUnreadable):
            raise
        raise FileRefused(Refusal.DAMAGED, _DAMAGED) from error
    except BaseException as error:
        # The library is written in Rust; a panic there comes as no ordinary exception.
        if type(error).__name__ != "PanicException":
            raise
        raise FileRefused(Refusal.DAMAGED, _DAMAGED) from error
    return as_source(file_type, sheets, hidden)


def _sheet(sheet: python_calamine.CalamineSheet, aside: Aside) -> Sheet:
    if sheet.height * sheet.width > MOST_PLACES:
        raise ReportUnreadable(TABLE_TOO_LARGE)
    top, left = sheet.start or (0, 0)
    values = dict(aside.errors)
    for row, cells in enumerate(sheet.to_python(), start=top):
        for column, cell in enumerate(cells, start=left):
            if text := _text(cell):
                values[row, column] = text
    merges = tuple(
        Merge(first[0], first[1], last[0], last[1]) for first, last in sheet.merged_cell_ranges or ()
    )
    return Sheet(sheet.name, values, merges, frozenset(aside.hidden_rows), frozenset(aside.hidden_columns))


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        return number_text(float(cell)) if isinstance(cell, float) else str(cell)
    if isinstance(cell, datetime):
        return day_text(cell)
    if isinstance(cell, date):
        return _DAY.format(day=cell)
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    return str(cell).strip()
