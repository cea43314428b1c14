"""The same reports printed to PDF by the office suite."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gongkai.reports.checks import check
from gongkai.reports.finding import understand
from gongkai.reports.reading import read_source
from gongkai.reports.report import Kind, ReadReport
from gongkai.reports.verdicts import Result
from tests.reports.lay_outs.office import convert
from tests.reports.localities import east, inland, words
from tests.reports.localities.report import Written

_PRINTED = (east.COUNTY, east.CITY, inland.ECOLOGY, inland.TAX, inland.MEDICAL, inland.LABOUR)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, ReadReport]]:
    folder = tmp_path_factory.mktemp("printed")
    files = []
    for number, report in enumerate(_PRINTED):
        files.append(folder / f"report{number}.docx")
        make = words.padded if number % 2 else words.merged
        files[-1].write_bytes(make(report))
    made = convert(files, "pdf", folder)
    yield {
        report.organ: understand(read_source(path), file_name=path.name)
        for report, path in zip(_PRINTED, made, strict=True)
    }


@pytest.mark.parametrize("report", [pytest.param(report, id=report.organ) for report in _PRINTED])
def test_a_printed_report_is_read_as_it_was_written(report: Written, printed: dict[str, ReadReport]) -> None:
    read = printed[report.organ]
    wrong = {
        at: (value, read.cells.get(at))
        for at, value in report.figures.items()
        if (found := read.cells.get(at)) is None
        or found.kind is Kind.UNREADABLE
        or (report.text(at) and found.value != value)
    }
    assert not wrong, read.gaps
    assert (read.organ, read.year, read.form_code) == (report.organ, report.year, report.form)
    adverse = [one for one in check(read) if one.result in (Result.FAIL, Result.UNCERTAIN)]
    assert not [one.message for one in adverse]
