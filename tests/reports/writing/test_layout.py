"""The lay-out of the form's tables: every place covered once, every figure there, spans as printed."""

from collections import Counter

import pytest

from gongkai.law.report_form import FORMS, TABLE2, TABLE3, TABLE4, TABLES
from gongkai.reports.writing import Part, layout

ALL = [pytest.param(form, table, id=f"{form.code}-{table}") for form in FORMS for table in TABLES]


def found(form, table, text):
    """The only cell with that text."""
    (cell,) = [cell for cell in layout(form)[table].cells if cell.text == text]
    return cell


@pytest.mark.parametrize(("form", "table"), ALL)
def test_each_place_is_covered_once(form, table):
    laid = layout(form)[table]
    covered = Counter(
        (row, column)
        for cell in laid.cells
        for row in range(cell.row, cell.row + cell.rowspan)
        for column in range(cell.column, cell.column + cell.colspan)
    )

    assert set(covered.values()) == {1}
    assert len(covered) == laid.rows * laid.columns


@pytest.mark.parametrize(("form", "table"), ALL)
def test_each_figure_of_the_form_stands_once_in_its_order(form, table):
    laid = layout(form)[table]

    assert [cell.cell for cell in laid.cells if cell.cell] == [c for c in form.cells() if c.table == table]
    assert all((cell.part is Part.FIGURE) == (cell.cell is not None) for cell in laid.cells)
    assert all(bool(cell.text) != (cell.cell is not None) for cell in laid.cells)


@pytest.mark.parametrize(("code", "rows", "merged"), [("2021", 28, 22), ("2019", 26, 20)])
def test_table_three_merges_the_results_down_and_the_organisations_across(code, rows, merged):
    form = FORMS[code]
    laid = layout(form)[TABLE3]

    assert (laid.rows, laid.columns, laid.head_rows, laid.label_columns) == (rows, 10, 3, 3)
    assert found(form, TABLE3, "三、本年度办理结果").rowspan == merged
    assert found(form, TABLE3, "（三）不予公开").rowspan == 8
    assert found(form, TABLE3, "（五）不予处理").rowspan == 5
    assert found(form, TABLE3, "（一）予以公开").colspan == 2
    assert found(form, TABLE3, "（七）总计").colspan == 2
    assert found(form, TABLE3, "一、本年新收政府信息公开申请数量").colspan == 3
    assert found(form, TABLE3, "四、结转下年度继续办理").colspan == 3
    assert found(form, TABLE3, "申请人情况").colspan == 7
    assert found(form, TABLE3, "法人或其他组织").colspan == 5
    assert (found(form, TABLE3, "自然人").rowspan, found(form, TABLE3, "总计").rowspan) == (2, 2)
    note = laid.cells[0]
    assert (note.part, note.rowspan, note.colspan) == (Part.NOTE, 3, 3)
    assert note.text == "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


def test_the_trial_form_has_one_row_of_other_results():
    assert found(FORMS["2019"], TABLE3, "（六）其他处理").colspan == 2
    assert found(FORMS["2021"], TABLE3, "（六）其他处理").rowspan == 3


def test_table_two_has_a_band_and_heads_for_each_block():
    laid = layout(FORMS["2021"])[TABLE2]
    bands = [cell for cell in laid.cells if cell.part is Part.BAND]

    assert [cell.text for cell in bands] == [f"第二十条第（{number}）项" for number in "一五六八"]
    assert {cell.colspan for cell in bands} == {4}
    assert [cell.text for cell in laid.in_row(1)] == [
        "信息内容",
        "本年制发件数",
        "本年废止件数",
        "现行有效件数",
    ]
    assert [(cell.text, cell.colspan) for cell in laid.in_row(laid.rows - 2)] == [
        ("信息内容", 1),
        ("本年收费金额（单位：万元）", 3),
    ]
    assert [cell.colspan for cell in laid.in_row(laid.rows - 1)] == [1, 3]


def test_table_four_has_three_rows_of_heads_over_fifteen_figures():
    form = FORMS["2021"]
    laid = layout(form)[TABLE4]

    assert (laid.rows, laid.columns, laid.head_rows) == (4, 15, 3)
    assert [(cell.text, cell.colspan) for cell in laid.in_row(0)] == [("行政复议", 5), ("行政诉讼", 10)]
    assert [(cell.text, cell.colspan, cell.rowspan) for cell in laid.in_row(1)][-2:] == [
        ("未经复议直接起诉", 5, 1),
        ("复议后起诉", 5, 1),
    ]
    assert {cell.rowspan for cell in laid.in_row(1)[:5]} == {2}
    assert len(laid.in_row(3)) == 15
