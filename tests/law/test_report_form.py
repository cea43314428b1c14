"""The form as data: its cells, its equations, and the year that chooses its version."""

from datetime import date

import pytest

from gongkai.law.outcomes import REPORT_ROWS
from gongkai.law.report_form import (
    DEADLINES,
    FORMS,
    TABLE2,
    TABLE3,
    CellId,
    NoForm,
    form_for,
    instances,
    nested,
    parse_cell,
)


@pytest.mark.parametrize(("code", "table2", "table3"), [("2021", 10, 25 * 7), ("2019", 22, 23 * 7)])
def test_each_version_has_the_cells_its_notice_prints(code, table2, table3):
    cells = FORMS[code].cells()
    assert len(set(cells)) == len(cells)
    assert sum(cell.table == TABLE2 for cell in cells) == table2
    assert sum(cell.table == TABLE3 for cell in cells) == table3
    assert sum(cell.table == "table4" for cell in cells) == 15


def test_the_details_of_2021_are_the_rows_in_which_a_request_is_counted():
    assert tuple(row.code for row in FORMS["2021"].details) == REPORT_ROWS.codes()


def test_the_trial_form_counts_other_handling_in_one_row():
    codes = [row.code for row in FORMS["2019"].details]
    assert codes[-1] == "r.other"
    assert FORMS["2019"].details[-1].printed == "（六）其他处理"


@pytest.mark.parametrize(("year", "code"), [(2019, "2019"), (2020, "2019"), (2021, "2021"), (2030, "2021")])
def test_the_year_reported_on_chooses_the_version(year, code):
    assert form_for(year).code == code


def test_a_year_without_a_national_form_is_refused_in_words():
    with pytest.raises(NoForm, match="2018年的年报没有全国统一的统计表格式"):
        form_for(2018)


@pytest.mark.parametrize("code", ["2019", "2021"])
def test_every_term_of_every_equation_is_a_cell_of_the_form(code):
    form = FORMS[code]
    cells = set(form.cells())
    found = instances(form)
    assert len({instance.id for instance in found}) == len(found)
    for instance in found:
        assert {term.cell for term in (*instance.left, *instance.right)} <= cells


def test_the_official_note_holds_for_every_column():
    found = {instance.id: instance for instance in instances(FORMS["2021"])}
    assert [id for id in found if id.startswith("E1.")] == [
        f"E1.{column.code}" for column in FORMS["2021"].applicants
    ]
    assert [term.cell.row for term in found["E1.total"].left] == ["new", "carried_in"]
    assert [term.cell.row for term in found["E1.total"].right] == ["r.total", "carried_out"]
    assert len(found["E2.natural"].right) == 21
    assert len([id for id in found if id.startswith("E3.")]) == 25


def test_fees_are_in_ten_thousand_yuan_and_everything_else_is_counted_in_pieces():
    form = FORMS["2021"]
    money = {cell for cell in form.cells() if form.column(cell).unit == "万元"}
    assert money == {CellId(TABLE2, "fees")}


def test_an_unknown_cell_is_an_error():
    form = FORMS["2021"]
    with pytest.raises(KeyError):
        form.column(CellId(TABLE3, "r.open", "subtotal"))
    with pytest.raises(KeyError):
        form.row(CellId(TABLE3, "r.none", "natural"))


def test_a_cell_is_named_in_one_text_and_back():
    for cell in FORMS["2021"].cells():
        assert parse_cell(str(cell)) == cell
    with pytest.raises(ValueError, match="elsewhere"):
        parse_cell("elsewhere/1")


def test_cells_are_handed_out_nested():
    cells = {CellId(TABLE2, "fees"): 1, CellId(TABLE3, "new", "natural"): 2}
    assert nested(cells) == {"table2": {"fees": 1}, "table3": {"new": {"natural": 2}}, "table4": {}}


def test_the_deadlines_lie_in_the_year_after():
    assert [deadline.on(2023) for deadline in DEADLINES] == [date(2024, 1, 31), date(2024, 3, 31)]


def test_each_version_titles_section_five_in_its_own_way_and_knows_the_other():
    for code, label in (
        ("2019", "政府信息公开工作存在的主要问题及改进情况"),
        ("2021", "存在的主要问题及改进情况"),
    ):
        section = next(one for one in FORMS[code].sections if one.code == "problems")
        assert section.label == label
        assert len(section.spellings) == 2
