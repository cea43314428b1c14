"""Our own report as one that was read: every figure with its place, every part of the text."""

from gongkai.law.report_form import TABLES, CellId, form_for
from gongkai.reports.report import Kind
from gongkai.reports.writing import as_read
from tests.reports.writing.contents import NOTES, OPENING, ORGAN, content, telling


def test_every_figure_is_there_with_its_place():
    form = form_for(2024)
    cells = {**telling(form), CellId("table3", "new", "other"): None, CellId("table2", "penalty"): 0}
    read = as_read(content(cells=cells, notes=NOTES))

    assert {cell: found.value for cell, found in read.cells.items()} == cells
    assert read.cells[CellId("table3", "r.open", "natural")].where == "本报告表三 予以公开·自然人"
    assert read.cells[CellId("table3", "r.deny.1", "total")].where == "本报告表三 不予公开·属于国家秘密·总计"
    assert read.cells[CellId("table4", "direct", "upheld")].where == "本报告表四 未经复议直接起诉·结果维持"
    assert read.cells[CellId("table3", "new", "other")].kind is Kind.BLANK
    assert read.cells[CellId("table2", "penalty")].kind is Kind.ZERO
    noted = read.cells[CellId("table2", "normative", "valid")]
    assert (noted.kind, noted.note) == (Kind.NUMBER, "其中修订16件")
    assert noted.raw == f"{noted.value}（其中修订16件）"


def test_the_text_is_there_by_section_with_places():
    read = as_read(content())
    overview = read.section("overview")

    assert (read.organ, read.year, read.form_code, read.tables) == (ORGAN, 2024, "2021", frozenset(TABLES))
    assert [paragraph.text for paragraph in read.opening] == list(OPENING)
    assert read.opening[1].where == "本报告开头第2段"
    assert [section.number for section in read.sections] == [f"{one}、" for one in "一二三四五六"]
    assert overview.heading == "一、总体情况"
    assert overview.paragraphs[0].text == "（一）主动公开"
    assert overview.paragraphs[1].where == "本报告第一部分第2段"
    assert read.paragraphs[0].text == read.title
    assert [paragraph.where for paragraph in read.paragraphs[-2:]] == ["本报告落款", "本报告落款"]


def test_a_form_of_2019_is_kept_as_such():
    form = form_for(2020)
    read = as_read(content(2020, cells=telling(form)))

    assert read.form_code == "2019"
    assert read.value(CellId("table3", "r.other", "total")) is not None
    assert list(read.cells) == list(form.cells())
