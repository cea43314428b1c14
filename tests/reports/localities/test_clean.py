"""Reports of many localities without a fault: every cell as written or called unreadable, and no alarm."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.reports.checks import check
from gongkai.reports.finding import understand
from gongkai.reports.reading import read_source
from gongkai.reports.report import Kind, ReadCell, ReadReport
from gongkai.reports.verdicts import Finding, Result
from tests.reports.localities.catalogue import CLEAN, File
from tests.reports.localities.report import Value

_FILES = [pytest.param(file, id=file.name) for file in CLEAN]


def read(file: File, folder: Path) -> ReadReport:
    """The file read under a name that tells nothing."""
    path = folder / f"report.{file.ending}"
    path.write_bytes(file.make(file.report))
    return understand(read_source(path, name=path.name), file_name=path.name)


def doubts(file: File, report: ReadReport) -> list[Finding]:
    """What was found wrong or uncertain, but for what the file is made to have."""
    found = (one for one in check(report) if one.result in (Result.FAIL, Result.UNCERTAIN))
    return [one for one in found if one.result is Result.FAIL or one.check not in file.doubts]


def _is_right(read_cell: ReadCell | None, value: Value, text: str) -> bool:
    if read_cell is None or read_cell.kind is Kind.UNREADABLE:
        return True
    if text in ("", "—"):
        return read_cell.value is None
    return read_cell.value == value


@pytest.mark.parametrize("file", _FILES)
def test_no_number_is_wrong_and_what_is_unread_is_said(file: File, tmp_path: Path) -> None:
    report = read(file, tmp_path)
    cells = file.report.figures
    wrong = [at for at in cells if not _is_right(report.cells.get(at), cells[at], file.report.text(at))]
    unread = [at for at in cells if at not in report.cells or report.cells[at].kind is Kind.UNREADABLE]
    assert not wrong
    assert bool(unread) == ("tables_present" in file.doubts), unread
    found = {one.check for one in check(report) if one.result is Result.UNCERTAIN}
    assert file.doubts <= found
    written = file.report
    assert (report.organ, report.year, report.form_code) == (written.organ, written.year, written.form)


@pytest.mark.parametrize("file", _FILES)
def test_nothing_is_held_against_it(file: File, tmp_path: Path) -> None:
    found = doubts(file, read(file, tmp_path))
    assert not [one.message for one in found if one.result is Result.FAIL]
    assert not [one.message for one in found]
