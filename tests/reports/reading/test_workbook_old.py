"""Workbooks of the old binary format are read like new ones; the test writes the records itself."""

import struct
from pathlib import Path

import pytest

from gongkai.reports.reading.opening import read_source
from gongkai.reports.reading.refusals import ReportUnreadable
from tests.documents.samples import ole_bytes
from tests.reports.reading.packages import shape


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _number(row: int, column: int, value: float) -> bytes:
    return _record(0x203, struct.pack("<HHHd", row, column, 0, value))


def _label(row: int, column: int, text: str) -> bytes:
    words = text.encode("utf-16-le")
    return _record(0x204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + words)


def _error(row: int, column: int, code: int) -> bytes:
    return _record(0x205, struct.pack("<HHHBB", row, column, 0, code, 1))


def _hidden_row(row: int) -> bytes:
    return _record(0x208, struct.pack("<HHHHHHHH", row, 0, 9, 0x00FF, 0, 0, 0x0120, 0x000F))


def _hidden_column(column: int) -> bytes:
    return _record(0x7D, struct.pack("<HHHHHH", column, column, 2048, 0, 1, 0))


def _merge(top: int, bottom: int, left: int, right: int) -> bytes:
    return _record(0xE5, struct.pack("<HHHHH", 1, top, bottom, left, right))


def _xls(*sheets: tuple[str, int, bytes]) -> bytes:
    """A workbook of sheets, each its name, its state (1 is hidden) and its records."""
    version = struct.pack("<HH", 0x0600, 0x0005) + b"\x00" * 12
    names = [name.encode("utf-16-le") for name, _, _ in sheets]
    length = len(_record(0x809, version)) + sum(4 + 8 + len(name) for name in names) + 4
    head, body = _record(0x809, version), b""
    for (_, state, records), name in zip(sheets, names, strict=True):
        place = struct.pack("<IBBBB", length + len(body), state, 0, len(name) // 2, 1)
        head += _record(0x85, place + name)
        sheet = struct.pack("<HH", 0x0600, 0x0010) + b"\x00" * 12
        body += _record(0x809, sheet) + records + _record(0x0A, b"")
    return ole_bytes({"Workbook": head + _record(0x0A, b"") + body})


def old_workbook_bytes() -> bytes:
    """An old workbook with merged, hidden and broken cells and a hidden sheet."""
    records = (
        _hidden_row(1) + _hidden_column(3)
        + _label(0, 0, "合") + _number(0, 2, 3.0) + _label(0, 3, "藏列") + _label(1, 0, "藏行")
        + _label(2, 0, "甲") + _error(2, 1, 0x17) + _number(2, 2, 4068.208) + _merge(0, 0, 0, 1)
    )  # fmt: skip
    return _xls(("底稿", 1, _label(0, 0, "x")), ("表三", 0, records))


def test_cells_merges_errors_and_hidden_parts(tmp_path: Path):
    path = tmp_path / "年报.et"
    path.write_bytes(old_workbook_bytes())

    source = read_source(path)

    assert source.file_type == "xls"
    assert shape(source) == [
        ("合", 0, 0, 1, 2), ("3", 0, 2, 1, 1),
        ("甲", 2, 0, 1, 1), ("#REF!", 2, 1, 1, 1), ("4068.208", 2, 2, 1, 1),
    ]  # fmt: skip
    assert source.gaps == (
        "工作表“底稿”是隐藏的，没有读取。",
        "工作表“表三”中有1行、1列是隐藏的，没有读取。",
    )


def test_two_words_in_opposite_corners_are_refused(tmp_path: Path):
    path = tmp_path / "年报.xls"
    path.write_bytes(_xls(("表", 0, _label(0, 0, "a") + _label(65535, 255, "b"))))

    with pytest.raises(ReportUnreadable, match="表格过大"):
        read_source(path)
