"""The workbook: the form's merges, plain numbers, and nothing that Excel would work out or follow."""

from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from gongkai.law.report_form import TABLES, CellId, form_for
from gongkai.reports.content import Passage
from gongkai.reports.writing import layout, table_name, to_xlsx
from tests.reports.writing.contents import NOTES, ORGAN, content, large, telling


def opened(content_):
    return openpyxl.load_workbook(BytesIO(to_xlsx(content_)))


@pytest.mark.parametrize("year", [2020, 2024])
def test_every_cell_stands_where_the_form_has_it_below_the_heading(year):
    form = form_for(year)
    cells = telling(form)
    book = opened(content(year, cells=cells))

    assert book.sheetnames == ["正文", "表二", "表三", "表四"]
    for table in TABLES:
        sheet, laid = book[table_name(table)], layout(form)[table]
        merged = {(one.min_row, one.min_col, one.max_row, one.max_col) for one in sheet.merged_cells.ranges}
        assert merged == {
            (cell.row + 2, cell.column + 1, cell.row + 1 + cell.rowspan, cell.column + cell.colspan)
            for cell in laid.cells
            if cell.rowspan > 1 or cell.colspan > 1
        }
        for cell in laid.cells:
            expected = cells[cell.cell] if cell.cell else cell.text
            found = sheet.cell(cell.row + 2, cell.column + 1).value
            assert (Decimal(str(found)) if cell.cell else found) == expected


def test_figures_are_numbers_and_a_blank_is_empty():
    form = form_for(2024)
    book = opened(content(cells={**large(form), CellId("table2", "penalty"): None}))
    values = {row[0].value: row[1].value for row in book["表二"].iter_rows(max_col=2)}

    assert values["行政许可"] == 517645
    assert values["行政事业性收费"] == 4068.208
    assert values["行政处罚"] is None


def test_remarks_stand_below_the_table_and_leave_the_number_a_number():
    sheet = opened(content(notes=NOTES))["表二"]

    assert sheet["D5"].value == 0
    assert sheet["A16"].value == "注：行政规范性文件·现行有效件数：0（其中修订16件）。"
    assert sheet["A17"].value.startswith("注：行政许可·本年处理决定数量：0（含下属")


def test_text_that_looks_like_a_formula_or_a_link_stays_text():
    prose = {"other": (Passage("=1+1", ('=HYPERLINK("http://x")', "http://example.org")),)}
    book = opened(content(prose=prose, signed_by="@SUM(A1)"))
    texts = {cell.value: cell for row in book["正文"].iter_rows() for cell in row}

    for text in ("=1+1", '=HYPERLINK("http://x")', "http://example.org", "@SUM(A1)"):
        assert texts[text].data_type == "s"
        assert texts[text].hyperlink is None


def test_a_very_long_paragraph_goes_on_in_the_next_row():
    long = "全年公开。" * 8000
    book = opened(content(opening=(long,)))

    assert "".join(row[0].value or "" for row in book["正文"].iter_rows()).count("全年公开。") == 8000


def test_it_names_the_report_and_nobody():
    book = opened(content())

    assert book.properties.title == f"{ORGAN}2024年政府信息公开工作年度报告"
    assert not book.properties.creator
    assert to_xlsx(content()) == to_xlsx(content())
