"""What we write, our own readers read back: every figure, every remark, whose report and when signed."""

from datetime import date
from unicodedata import normalize

import pytest

from gongkai.law.report_form import TABLES, CellId, form_for
from gongkai.reports.checks import check
from gongkai.reports.finding import understand
from gongkai.reports.reading import read_source
from gongkai.reports.reading.pdf import read_pdf
from gongkai.reports.report import Kind
from gongkai.reports.verdicts import Result
from gongkai.reports.writing import as_read, to_docx, to_html, to_pdf, to_xlsx
from tests.reports.writing.contents import NOTES, ORGAN, content, large, telling

PAGE = (
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>年报</title><body>{inner}</body></html>'
)
WRITERS = {
    "docx": to_docx,
    "html": lambda made: PAGE.format(inner=to_html(made)).encode(),
    "xlsx": to_xlsx,
}
KINDS = sorted(WRITERS)


def read_back(made, kind, folder):
    path = folder / f"report.{kind}"
    path.write_bytes(WRITERS[kind](made))
    return understand(read_source(path))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("year", [2020, 2024])
def test_every_figure_comes_back(kind, year, tmp_path):
    form = form_for(year)
    cells = telling(form)
    cells[CellId("table3", "new", "other")] = None
    cells[CellId("table4", "direct", "upheld")] = 0
    read = read_back(content(year, cells=cells), kind, tmp_path)

    assert (read.year, read.form_code, read.tables) == (year, form.code, frozenset(TABLES))
    assert {cell: read.value(cell) for cell in form.cells()} == cells
    assert read.cells[CellId("table3", "new", "other")].kind is Kind.BLANK
    assert read.cells[CellId("table4", "direct", "upheld")].kind is Kind.ZERO


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_large_figures_and_remarks_come_back_apart(kind, tmp_path):
    cells = large(form_for(2024))
    read = read_back(content(cells=cells, notes=NOTES), kind, tmp_path)

    assert {cell: read.value(cell) for cell in cells} == cells
    for cell, note in NOTES.items():
        assert normalize("NFKC", read.cells[cell].note) == normalize("NFKC", note)


@pytest.mark.parametrize("kind", KINDS)
def test_the_text_comes_back_by_section(kind, tmp_path):
    made = content()
    read, own = read_back(made, kind, tmp_path), as_read(made)

    assert (read.organ, read.signed_by, read.signed_on) == (ORGAN, ORGAN, date(2025, 1, 15))
    assert [section.code for section in read.sections] == [section.code for section in own.sections]
    for code in ("overview", "problems"):
        assert read.section(code).text == own.section(code).text


@pytest.mark.parametrize("year", [2020, 2024])
def test_the_checks_conclude_the_same_before_and_after_the_file_is_made(year, tmp_path):
    form = form_for(year)
    made = content(year, cells={**telling(form), CellId("table3", "new", "other"): None}, notes=None)
    before = {finding.id: finding.result for finding in check(as_read(made))}

    assert Result.FAIL in before.values()
    assert {f.id: f.result for f in check(read_back(made, "docx", tmp_path))} == before


def test_every_figure_comes_back_from_the_pdf(tmp_path):
    cells = large(form_for(2024))
    path = tmp_path / "report.pdf"
    path.write_bytes(to_pdf(to_docx(content(cells=cells, notes=NOTES))))
    read = understand(read_pdf(path))

    assert {cell: read.value(cell) for cell in cells} == cells
    assert (read.organ, read.year, read.signed_on) == (ORGAN, 2024, date(2025, 1, 15))
