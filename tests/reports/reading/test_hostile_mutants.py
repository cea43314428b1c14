"""Whatever a few wrong bytes make of a file, it is read or refused with a sentence."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.reports.reading import ReportUnreadable, read_source
from gongkai.reports.source import Source
from tests.documents import hidden_places, samples
from tests.reports.reading.hostile import repacked
from tests.reports.reading.packages import cell, package, paragraph, row, table
from tests.reports.reading.test_workbook import opendocument_bytes
from tests.reports.reading.test_workbook_old import old_workbook_bytes

_MERGED = '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>'
_FILES = {
    "word": hidden_places.word_file(),
    "tables": package(
        paragraph("一、总体情况", properties='<w:numPr><w:numId w:val="1"/></w:numPr>')
        + table(
            row(cell("甲", table(row("1")), properties=_MERGED), "2"), row(cell(properties="<w:vMerge/>"))
        ),
        numbering='<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>',
    ),
    "xlsx": samples.xlsx_bytes([("甲", 3, 4.5), ("乙", None, True)]),
    "ods": opendocument_bytes(),
    "xls": old_workbook_bytes(),
}
_PACKAGES = [name for name in _FILES if name != "xls"]


def _mutated(data: st.DataObject, content: bytes) -> bytes:
    out = bytearray(content)
    for _ in range(data.draw(st.integers(1, 8))):
        out[data.draw(st.integers(0, len(out) - 1))] = data.draw(st.integers(0, 255))
    return bytes(out)


def _read_or_refused(folder: Path, content: bytes) -> None:
    path = folder / "年报"
    path.write_bytes(content)
    try:
        source = read_source(path)
    except ReportUnreadable as refused:
        assert refused.message.endswith("。")
    else:
        assert isinstance(source, Source)
        for grid in source.grids():
            _assert_nothing_overlaps(grid)


def _assert_nothing_overlaps(grid) -> None:
    places = [
        (cell.row + down, cell.column + across)
        for cell in grid.cells
        for down in range(cell.rowspan)
        for across in range(cell.colspan)
    ]
    assert len(places) == len(set(places))


@pytest.fixture(autouse=True)
def _without_libreoffice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("PATH", str(tmp_path))


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_with_wrong_bytes(tmp_path: Path, data: st.DataObject):
    name = data.draw(st.sampled_from(sorted(_FILES)))

    _read_or_refused(tmp_path, _mutated(data, _FILES[name]))


@given(data=st.data())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_package_with_wrong_bytes_in_a_part(tmp_path: Path, data: st.DataObject):
    content = _FILES[data.draw(st.sampled_from(_PACKAGES))]
    with zipfile.ZipFile(BytesIO(content)) as archive:
        name = data.draw(
            st.sampled_from([one for one in archive.namelist() if one.endswith((".xml", ".rels"))])
        )
        part = archive.read(name)

    _read_or_refused(tmp_path, repacked(content, {name: _mutated(data, part)}, level=1))


@given(data=st.data())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_package_whose_tags_were_shuffled(tmp_path: Path, data: st.DataObject):
    """Every part stays well formed: what is not expected stands where something else is."""
    content = _FILES[data.draw(st.sampled_from(_PACKAGES))]
    with zipfile.ZipFile(BytesIO(content)) as archive:
        name = data.draw(st.sampled_from([one for one in archive.namelist() if one.endswith(".xml")]))
        part = archive.read(name).decode()
    names = [
        "w:p",
        "w:tbl",
        "w:tr",
        "w:tc",
        "w:r",
        "w:t",
        "w:sdt",
        "w:val",
        "row",
        "c",
        "v",
        "t",
        "r",
        "table:table-row",
    ]
    old, new = data.draw(st.sampled_from(names)), data.draw(st.sampled_from(names))
    for before, after in ((" ", ">"), ("<", " "), ("<", ">"), ("</", ">"), ("<", "/>")):
        part = part.replace(f"{before}{old}{after}", f"{before}{new}{after}")

    _read_or_refused(tmp_path, repacked(content, {name: part.encode()}, level=1))
