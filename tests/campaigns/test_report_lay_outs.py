"""Many reports in every lay-out of every kind of file: not one figure is read wrongly, or lost in silence."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from gongkai.reports.finding import understand
from gongkai.reports.reading import read_source
from tests.reports.lay_outs.catalogue import OFFICE_PDF, WRITERS, laid_out
from tests.reports.lay_outs.comparison import compare, misreads
from tests.reports.lay_outs.lay_out import LayOut
from tests.reports.lay_outs.office import convert
from tests.reports.truths.document import Document
from tests.reports.truths.facts import pair
from tests.reports.truths.real import real_documents
from tests.reports.truths.writing import MANNERS, write

REPORTS = 40
#: Every fifth is on the form of 2019.
OLD_FORM, OLD_YEAR = 5, 2020

pytestmark = pytest.mark.campaign


def _document(number: int) -> Document:
    year = OLD_YEAR if number % OLD_FORM == OLD_FORM - 1 else None
    return write(pair(1000 + number, year)[1], MANNERS[number % len(MANNERS)], number)


def _judged(document: Document, files: list[tuple[Path, LayOut]]) -> tuple[int, int, list[str]]:
    """How many cells were read exactly, how many were said to be unreadable, and all that was wrong."""
    exact, unread, wrong = 0, 0, []
    for path, lay_out in files:
        report = understand(read_source(path), file_name=path.name)
        compared = compare(document, lay_out, report)
        exact += compared.exact
        unread += len(compared.unread)
        wrong += [f"{document.organ} {path.name} {said}" for said in misreads(document, lay_out, report)]
    return exact, unread, wrong


def _tried(job: tuple[int, Path]) -> tuple[int, int, list[str]]:
    number, folder = job
    place = folder / str(number)
    place.mkdir()
    documents = [*real_documents(), *map(_document, range(REPORTS))]
    return _judged(documents[number], laid_out(documents[number], WRITERS, place))


def test_every_report_is_read_exactly_in_every_lay_out(tmp_path):
    many = len(list(real_documents())) + REPORTS
    with ProcessPoolExecutor(2) as pool:
        done = list(pool.map(_tried, [(number, tmp_path) for number in range(many)]))
    exact, unread = sum(one[0] for one in done), sum(one[1] for one in done)
    print(f"{many} reports: {exact} cells exact, {unread} said to be unreadable")
    assert [said for _, _, wrong in done for said in wrong] == []


def test_pdf_of_an_office_program_is_read_exactly(tmp_path):
    files: dict[Path, tuple[Document, LayOut]] = {}
    for number in range(REPORTS // 4):
        document = _document(number)
        for kind, lay_outs in OFFICE_PDF.items():
            for lay_out in lay_outs:
                path = tmp_path / f"{number}-{kind}-{lay_out.name}.{kind}"
                WRITERS[kind][0](document, lay_out, path)
                files[path] = (document, lay_out)
    made = convert(list(files), "pdf", tmp_path)
    found = [
        _judged(document, [(path, lay_out)])
        for path, (document, lay_out) in zip(made, files.values(), strict=True)
    ]
    assert [said for _, _, wrong in found for said in wrong] == []
