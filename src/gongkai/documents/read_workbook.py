"""Cells of an xlsx package, read as a stream: every sheet, hidden or not, and strings no cell uses."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from gongkai.documents.archive import read_member
from gongkai.documents.package import local_name, parse_part
from gongkai.documents.read_legacy import number_text
from gongkai.documents.reading import Reading

_SHEET = re.compile(r"^xl/worksheets/[^/]+\.xml$", re.I)
_HEADINGS = re.compile(r"^(?:odd|even|first)(?:Header|Footer)$")
_WORDY = ("prompt", "promptTitle", "error", "errorTitle", "tooltip", "display", "location")
_STRINGS = "xl/sharedStrings.xml"


def read_workbook(reading: Reading, archive: zipfile.ZipFile) -> None:
    """Read all cells, sheet by sheet; numbers come without exponent, formulas beside their last value."""
    strings = list(_shared_strings(archive)) if _STRINGS in archive.namelist() else []
    titles = _sheet_titles(archive)
    reading.add("工作表名称", "\n".join(titles.values()))
    used: set[int] = set()
    for member in archive.infolist():
        if _SHEET.match(member.filename):
            if member.file_size > reading.limits.max_part * 2:
                reading.gap("工作表过大，没有检查。请拆分后上传。")
                continue
            where = titles.get(member.filename.rpartition("/")[2], "工作表")
            try:
                lines = list(_sheet_lines(read_member(archive, member), strings, used))
            except etree.XMLSyntaxError:
                reading.gap("工作表的部分内容已损坏，无法检查。")
                continue
            reading.add(where, "\n".join(lines))
    unused = [text for index, text in enumerate(strings) if index not in used]
    reading.add("已删除单元格的残留文字", "\n".join(unused))


def _events(data: bytes) -> Iterator[etree._Element]:
    """Yield finished elements; entities and the network are off, and read elements are let go."""
    for _, element in etree.iterparse(
        BytesIO(data), events=("end",), resolve_entities=False, no_network=True
    ):
        yield element


def _shared_strings(archive: zipfile.ZipFile) -> Iterator[str]:
    try:
        for element in _events(read_member(archive, archive.getinfo(_STRINGS))):
            if local_name(element) == "si":
                yield _joined(element)
                element.clear()
    except etree.XMLSyntaxError:
        return


def _joined(element: etree._Element) -> str:
    """Return the text of a string's runs, without the reading aids (rPh) of Japanese input."""
    pieces = []
    for text in element.iter():
        parent = text.getparent()
        if local_name(text) == "t" and (parent is None or local_name(parent) != "rPh"):
            pieces.append(text.text or "")
    return "".join(pieces)


def _sheet_lines(data: bytes, strings: list[str], used: set[int]) -> Iterator[str]:
    row: list[str] = []
    for element in _events(data):
        name = local_name(element)
        if name == "c":
            row += [piece for piece in _cell(element, strings, used) if piece]
            element.clear()
        elif name == "row":
            if row:
                yield "\t".join(row)
                yield from _boxes(row)
            row = []
            element.clear()
        elif _HEADINGS.match(name) and element.text:
            yield element.text
        elif name in ("dataValidation", "hyperlink"):
            yield from (value for key in _WORDY if (value := element.get(key)))
            yield from (str(child.text) for child in element if child.text)


def _boxes(row: list[str]) -> Iterator[str]:
    """Give a number with one character a cell as a whole."""
    if sum(len(cell) == 1 for cell in row) >= 8:
        yield "".join(cell if len(cell) == 1 else f" {cell} " for cell in row)


def _cell(element: etree._Element, strings: list[str], used: set[int]) -> Iterator[str]:
    kind = element.get("t", "n")
    for child in element:
        name = local_name(child)
        words = child.text or ""
        if name == "is":
            yield _joined(child)
        elif name == "f" and '"' in words:
            yield words
        elif name == "v" and kind == "s":
            index = int(words) if words.isdigit() else -1
            if 0 <= index < len(strings):
                used.add(index)
                yield strings[index]
        elif name == "v":
            yield _number(words) if kind == "n" else words


def _number(words: str) -> str:
    if words.isdigit():
        return words
    try:
        return number_text(float(words))
    except ValueError:
        return words


def _sheet_titles(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the place name of each sheet's file."""
    book = parse_part(read_member(archive, archive.getinfo("xl/workbook.xml")))
    relations_name = "xl/_rels/workbook.xml.rels"
    has_relations = relations_name in archive.namelist()
    relations = parse_part(read_member(archive, archive.getinfo(relations_name))) if has_relations else None
    if book is None or relations is None:
        return {}
    files = {str(link.get("Id")): str(link.get("Target")).rpartition("/")[2] for link in relations}
    titles = {}
    for sheet in book.iter():
        if local_name(sheet) == "sheet":
            key = next((str(value) for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")
            pattern = (
                "工作表“{name}”" if sheet.get("state", "visible") == "visible" else "工作表“{name}”（隐藏）"
            )
            titles[files.get(key, "")] = pattern.format(name=sheet.get("name"))
    return titles
