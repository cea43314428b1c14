"""A workbook in the OpenDocument format, read whole: its merged cells are told by no library at hand."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from lxml import etree

from gongkai.documents import FileRefused, Refusal
from gongkai.documents.archive import ENCRYPTED_MESSAGE, Budget, open_archive, read_member
from gongkai.reports.reading.docx_package import parsed
from gongkai.reports.reading.limits import LIMITS, MOST_PLACES, TABLE_TOO_LARGE, TOO_LARGE
from gongkai.reports.reading.refusals import ReportUnreadable
from gongkai.reports.reading.workbook import as_source, day_text, number_text
from gongkai.reports.reading.workbook_sheet import Merge, Sheet
from gongkai.reports.source import Source

_NAME = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
_OFFICE, _TABLE, _TEXT, _STYLE = (
    "{" + _NAME.format(name) + "}" for name in ("office", "table", "text", "style")
)
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_UNSEEN = frozenset({"collapse", "filter"})
_NUMBERS = frozenset({"float", "currency"})
_DAMAGED = "工作簿已损坏，无法打开。请用原软件打开，另存为 xlsx 后重试。"


def read_ods(path: Path) -> Source:
    """Read an ods; raises FileRefused or ReportUnreadable when it may or can not be read."""
    root = _content(path)
    unseen_styles = {
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        for properties in style.iterfind(f"{_STYLE}table-properties")
        if properties.get(f"{_TABLE}display") == "false"
    }
    sheets: list[Sheet] = []
    hidden: list[str] = []
    for table in root.iterfind(f"{_OFFICE}body/{_OFFICE}spreadsheet/{_TABLE}table"):
        name = table.get(f"{_TABLE}name", "")
        if table.get(f"{_TABLE}style-name") in unseen_styles:
            hidden.append(name)
        else:
            sheets.append(_Reading().sheet(table, name))
    return as_source("ods", sheets, hidden)


def _content(path: Path) -> etree._Element:
    with open_archive(path, limits=LIMITS, budget=Budget.of(LIMITS)) as archive:
        manifest = _member(archive, "META-INF/manifest.xml")
        if manifest is not None and b"encryption-data" in manifest:
            raise FileRefused(Refusal.ENCRYPTED, ENCRYPTED_MESSAGE)
        content = _member(archive, "content.xml")
    if content is None:
        raise FileRefused(Refusal.DAMAGED, _DAMAGED)
    return parsed(content)


def _member(archive: zipfile.ZipFile, name: str) -> bytes | None:
    member = next((one for one in archive.infolist() if one.filename == name), None)
    if member is not None and member.file_size > LIMITS.max_part:
        raise ReportUnreadable(TOO_LARGE)
    return read_member(archive, member) if member is not None else None


class _Reading:
    """One table on its way into a sheet; rows and cells may stand for many like them."""

    def __init__(self) -> None:
        self._values: dict[tuple[int, int], str] = {}
        self._merges: list[Merge] = []
        self._hidden_rows: set[int] = set()

    def sheet(self, table: etree._Element, name: str) -> Sheet:
        """Read the rows and columns of a table."""
        number = 0
        for row in _own(table, f"{_TABLE}table-row"):
            times = _count(row, "number-rows-repeated")
            filled = list(self._cells(row, number))
            if filled:
                for offset in range(times):
                    self._put(filled, number + offset, row.get(f"{_TABLE}visibility") in _UNSEEN)
            number += times
        return Sheet(
            name, self._values, tuple(self._merges), frozenset(self._hidden_rows), _hidden_columns(table)
        )

    def _cells(self, row: etree._Element, number: int) -> Iterator[tuple[int, int, str]]:
        """Yield the first column, the count and the text of cells that hold something."""
        column = 0
        for cell in row.iterchildren(*_CELLS):
            times = _count(cell, "number-columns-repeated")
            across, down = _count(cell, "number-columns-spanned"), _count(cell, "number-rows-spanned")
            if across > 1 or down > 1:
                self._merges.append(Merge(number, column, number + down - 1, column + across - 1))
            if cell.tag == _CELLS[0] and (text := _text(cell)):
                yield column, times, text
            column += times

    def _put(self, filled: list[tuple[int, int, str]], row: int, is_hidden: bool) -> None:
        if is_hidden:
            self._hidden_rows.add(row)
        for column, times, text in filled:
            if len(self._values) + times > MOST_PLACES:
                raise ReportUnreadable(TABLE_TOO_LARGE)
            self._values.update(((row, column + offset), text) for offset in range(times))


def _own(table: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the rows or columns of a table, grouped or not, without those of a table inside a cell."""
    for child in table:
        if child.tag == tag:
            yield child
        elif child.tag not in (f"{_TABLE}table-row", f"{_TABLE}table-column"):
            yield from _own(child, tag)


def _hidden_columns(table: etree._Element) -> frozenset[int]:
    hidden: set[int] = set()
    column = 0
    for element in _own(table, f"{_TABLE}table-column"):
        times = _count(element, "number-columns-repeated")
        if element.get(f"{_TABLE}visibility") in _UNSEEN:
            hidden.update(range(column, min(column + times, MOST_PLACES)))
        column += times
    return frozenset(hidden)


def _text(cell: etree._Element) -> str:
    kind = cell.get(f"{_OFFICE}value-type")
    if kind in _NUMBERS:
        try:
            return number_text(float(cell.get(f"{_OFFICE}value", "")))
        except ValueError:
            return ""
    if kind == "date":
        try:
            return day_text(datetime.fromisoformat(cell.get(f"{_OFFICE}date-value", "")))
        except ValueError:
            return ""
    lines = ("".join(map(str, paragraph.itertext())).strip() for paragraph in cell.iterchildren(f"{_TEXT}p"))
    return "\n".join(line for line in lines if line)


def _count(element: etree._Element, name: str) -> int:
    number = element.get(f"{_TABLE}{name}", "1")
    return max(int(number), 1) if number.isdecimal() and len(number) < 9 else 1
