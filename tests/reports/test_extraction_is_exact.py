"""Every figure of a report is read back exactly, or said to be unreadable, whatever the lay-out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gongkai.reports.finding import understand
from gongkai.reports.reading import read_source
from tests.reports.lay_outs.catalogue import OFFICE_PDF, WRITERS
from tests.reports.lay_outs.comparison import misreads
from tests.reports.lay_outs.lay_out import LayOut
from tests.reports.lay_outs.office import convert
from tests.reports.truths.document import Document
from tests.reports.truths.facts import pair
from tests.reports.truths.real import real_documents
from tests.reports.truths.writing import MANNERS, write

#: Reports on both forms, without requests, with few and with many; no two in the same manner.
SEEDS = {"few": 3, "many": 7, "none": 16, "form_2019": 21}
EVERY = [(kind, lay_out) for kind, (_, lay_outs) in WRITERS.items() for lay_out in lay_outs]


def document_of(name: str) -> Document:
    """An invented report."""
    seed = SEEDS[name]
    year = 2020 if name == "form_2019" else 2023
    return write(pair(seed, year)[1], MANNERS[seed % len(MANNERS)], seed)


def _misreads(document: Document, lay_out: LayOut, path: Path) -> list[str]:
    return misreads(document, lay_out, understand(read_source(path), file_name=path.name))


def _names(value: object) -> str:
    return value.name if isinstance(value, LayOut) else str(value)


@pytest.mark.parametrize(("kind", "lay_out"), EVERY, ids=_names)
def test_a_report_is_read_back_exactly_in_every_lay_out(kind, lay_out, tmp_path):
    document = document_of("many")
    path = tmp_path / f"report.{kind}"
    WRITERS[kind][0](document, lay_out, path)
    assert _misreads(document, lay_out, path) == []


@pytest.mark.parametrize("name", [name for name in SEEDS if name != "many"])
def test_other_reports_are_read_back_exactly_in_some_lay_outs(name, tmp_path):
    document = document_of(name)
    found = {}
    for kind, (writer, lay_outs) in WRITERS.items():
        for lay_out in lay_outs[sorted(SEEDS).index(name) :: 4]:
            path = tmp_path / f"{lay_out.name}.{kind}"
            writer(document, lay_out, path)
            found[path.name] = _misreads(document, lay_out, path)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_a_pdf_made_by_an_office_program_is_read_back_exactly(tmp_path):
    assert shutil.which("soffice"), "LibreOffice is needed"
    document = document_of("many")
    written = {}
    for kind, lay_outs in OFFICE_PDF.items():
        for lay_out in lay_outs:
            path = tmp_path / f"{kind}-{lay_out.name}.{kind}"
            WRITERS[kind][0](document, lay_out, path)
            written[path] = lay_out
    made = convert(list(written), "pdf", tmp_path)
    found = {
        path.stem: _misreads(document, lay_out, path)
        for lay_out, path in zip(written.values(), made, strict=True)
    }
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_figures_of_real_reports_are_read_back_exactly(tmp_path):
    documents = list(real_documents())
    if not documents:
        pytest.skip("no file of real figures beside the project")
    found = {}
    for at, document in enumerate(documents):
        for kind, (writer, lay_outs) in WRITERS.items():
            for lay_out in lay_outs[at::3]:
                path = tmp_path / f"{at}-{lay_out.name}.{kind}"
                writer(document, lay_out, path)
                found[path.name] = _misreads(document, lay_out, path)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
