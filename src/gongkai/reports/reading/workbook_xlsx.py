"""What calamine does not tell of an xlsx: hidden rows and columns, and cells that hold an error."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePosixPath

from lxml import etree

from gongkai.documents import FileRefused, Refusal
from gongkai.documents.archive import Budget, open_archive, read_member
from gongkai.documents.package import judge_package, local_name
from gongkai.documents.workbook_extent import spanned_cells
from gongkai.reports.reading.limits import (
    LIMITS,
    MOST_MARKUP,
    MOST_PLACES,
    MOST_SHEETS,
    TABLE_TOO_LARGE,
    TOO_LARGE,
)
from gongkai.reports.reading.refusals import ReportUnreadable

_SHEETS = "xl/worksheets/"
_DAMAGED = "工作表已损坏，无法打开。请用原软件打开，另存一份后重试。"
_WIDEST = 16_384


@dataclass(slots=True)
class Aside:
    """What stands beside the values of a sheet; rows and columns count from 0."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)


def judge_xlsx(data: bytes) -> None:
    """Raise FileRefused or ReportUnreadable when an xlsx is harmful, or has more room than a report needs."""
    with open_archive(data, limits=LIMITS, budget=Budget.of(LIMITS)) as archive:
        judge_package(archive)
        for member in archive.infolist():
            if member.filename.lower().endswith(".xml"):
                _judge_part(archive, member)
    if spanned_cells(data) > MOST_PLACES:
        raise ReportUnreadable(TABLE_TOO_LARGE)


def _judge_part(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    if member.file_size > LIMITS.max_part:
        raise ReportUnreadable(TOO_LARGE)
    part = read_member(archive, member)
    if part.count(b"<") + part.count(b"=") > MOST_MARKUP:
        raise ReportUnreadable(TOO_LARGE)


def asides(data: bytes) -> dict[str, Aside]:
    """What stands beside the values, by the names of the sheets."""
    with open_archive(data, limits=LIMITS, budget=Budget.of(LIMITS)) as archive:
        files = _files_by_name(archive)
        if len(files) > MOST_SHEETS or len(set(files.values())) < len(files):
            raise ReportUnreadable(TOO_LARGE)
        members = {member.filename: member for member in archive.infolist()}
        return {
            name: _aside(read_member(archive, members[file]))
            for name, file in files.items()
            if file in members and file.startswith(_SHEETS)
        }


def _files_by_name(archive: zipfile.ZipFile) -> dict[str, str]:
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    files = {}
    for link in _elements(read_member(archive, archive.getinfo("xl/_rels/workbook.xml.rels"))):
        target = link.get("Target", "")
        files[link.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    found = {}
    for sheet in _elements(read_member(archive, archive.getinfo("xl/workbook.xml"))):
        if local_name(sheet) == "sheet":
            link_id = next((value for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")
            found[sheet.get("name", "")] = str(PurePosixPath(files.get(str(link_id), "")))
    return found


def _aside(data: bytes) -> Aside:
    aside = Aside()
    if b"hidden" not in data and b'"e"' not in data and b"'e'" not in data:
        return aside
    row_number = -1
    for element in _elements(data):
        name = local_name(element)
        if name == "row":
            row_number = _whole(element.get("r"), row_number + 2) - 1
            if element.get("hidden") in ("1", "true"):
                aside.hidden_rows.add(row_number)
            _errors(element, row_number, aside)
            element.clear()
        elif name == "col" and element.get("hidden") in ("1", "true"):
            first, last = _whole(element.get("min"), 1), _whole(element.get("max"), 1)
            aside.hidden_columns.update(range(first - 1, min(last, _WIDEST)))
    return aside


def _errors(row: etree._Element, number: int, aside: Aside) -> None:
    for position, cell in enumerate(row):
        if cell.get("t") == "e":
            value = next((child.text or "" for child in cell if local_name(child) == "v"), "")
            aside.errors[number, _column(cell.get("r"), position)] = value


def _column(place: str | None, position: int) -> int:
    letters = [letter for letter in place or "" if "A" <= letter <= "Z"][:3]
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1 if letters else position


def _whole(number: str | None, otherwise: int) -> int:
    return int(number) if number and number.isdecimal() and len(number) < 8 else otherwise


def _elements(data: bytes) -> Iterator[etree._Element]:
    """Yield finished elements; entities and the network are off."""
    try:
        for _, element in etree.iterparse(
            BytesIO(data), events=("end",), resolve_entities=False, no_network=True
        ):
            yield element
    except etree.XMLSyntaxError as error:
        raise FileRefused(Refusal.DAMAGED, _DAMAGED) from error
