"""Tables are read by their labels, in whatever shape a grid holds them."""

import pytest

from gongkai.law.report_form import FORMS, CellId
from gongkai.reports.report import Kind
from gongkai.reports.source import Grid, GridCell
from tests.reports.finding.made import (
    FORM,
    HEADINGS,
    NOTE,
    REAL,
    Span,
    at_rows,
    flat_rows3,
    flat_table3,
    grid,
    heads3,
    numbers,
    of_table,
    read,
    real_reports,
    report,
    rows3,
    shown,
    table2,
    table3,
    table4,
    tall_table4,
    truth,
    wrong,
)

VALUES = truth()
ROWS3 = of_table(VALUES, "table3")
NEW = [CellId("table3", "new", column.code) for column in FORM.applicants]


def edited(rows, row, column, text):
    """The rows with another text in one cell."""
    changed = [list(entries) for entries in rows]
    changed[row][column] = text
    return changed


def test_the_official_lay_out_is_read_whole():
    found = read(*report(VALUES))
    assert numbers(found) == VALUES
    assert found.tables == {"table2", "table3", "table4"}
    assert found.gaps == ()


@pytest.mark.skipif(not REAL.is_file(), reason="needs the figures of real reports")
@pytest.mark.parametrize("at", range(3))
@pytest.mark.parametrize(
    "shape", ["official", "nothing merged", "one grid", "inside a lay-out grid", "two pages"]
)
def test_real_figures_are_exact_in_every_cell(at, shape):
    _, _, values = real_reports()[at]
    big = grid(table3(values))
    blocks = {
        "official": report(values),
        "nothing merged": (grid(table2(values)), "三、收到和处理政府信息公开申请情况",
                           grid(flat_table3(values)), HEADINGS[3], grid(tall_table4(values))),
        "one grid": (grid([*table2(values), *table3(values), *table4(values)]),),
        "inside a lay-out grid": (grid([[HEADINGS[1]], [grid(table2(values))], [grid(table3(values))],
                                        [HEADINGS[3]], [grid(table4(values))]]),),
        "two pages": (grid(table2(values)), HEADINGS[2], at_rows(big, 0, 13), "- 3 -", at_rows(big, 13, 28),
                      HEADINGS[3], grid(table4(values))),
    }[shape]  # fmt: skip
    found = read(*blocks)
    assert numbers(found) == values
    blank = CellId("table3", "carried_out", "total")
    assert (found.cells[blank].kind is Kind.BLANK) == (values[blank] is None)


def test_columns_may_stand_in_another_order():
    order = ["total", "other", "natural", "legal_service", "commercial", "welfare", "research"]
    names = {column.code: column.label for column in FORM.applicants}
    heads = [[Span(NOTE, 1, 3), *(names[code] for code in order)]]
    found = read(grid([*heads, *rows3(VALUES, order=order)]))
    assert numbers(found) == ROWS3


def test_rows_may_stand_in_another_order():
    rows = [[row.group_number + row.group_label if row.group else "", *cells[1:]]
            for row, cells in zip(FORM.rows, flat_rows3(VALUES), strict=True) if row.group]  # fmt: skip
    found = read(grid([flat_table3(VALUES)[0], *reversed(rows)]))
    details = {row.code for row in FORM.rows if row.group}
    assert numbers(found) == {at: value for at, value in ROWS3.items() if at.row in details}


@pytest.mark.parametrize("label", ["小计", "法人或其他组织小计", "法人或其他组织\n合计"])
def test_a_subtotal_column_is_kept_apart(label):
    heads = [["", "", *(c.label for c in FORM.applicants[:-1]), label, "总计"]]
    rows = [[*cells[:-1], str(9000 + at), cells[-1]] for at, cells in enumerate(flat_rows3(VALUES))]
    found = read(grid([*heads, *rows]))
    assert numbers(found) == ROWS3
    assert found.subtotals[CellId("table3", "new", "subtotal")].value == 9000
    assert len(found.subtotals) == 25


def test_a_subtotal_under_the_merged_head_is_kept_apart():
    parts = [[*cells[-7:-1], "77", cells[-1]] for cells in rows3(VALUES)]
    rows = [[*cells[:-7], *figures] for cells, figures in zip(rows3(VALUES), parts, strict=True)]
    found = read(grid([*heads3(subtotal=True), *rows]))
    assert numbers(found) == ROWS3
    assert {cell.value for cell in found.subtotals.values()} == {77}


def test_a_sum_beside_the_total_is_a_subtotal_when_it_stands_under_the_organisations():
    heads = [[Span("", 2, 2), Span("自然人", 2), Span("法人或其他组织", columns=6), Span("总计", 2)],
             [*(c.label for c in FORM.applicants[1:-1]), "合计"]]  # fmt: skip
    rows = [[*cells[:-1], "5", cells[-1]] for cells in flat_rows3(VALUES)]
    found = read(grid([*heads, *rows]))
    assert numbers(found) == ROWS3
    assert len(found.subtotals) == 25


def test_a_repeated_head_on_the_second_page_is_no_row():
    whole = table3(VALUES)
    second = [*heads3(), *rows3(VALUES)[20:]]
    second[3] = [Span("三、本年度办理结果", 4), *second[3]]
    found = read(at_rows(grid(whole), 0, 23), "- 4 -", grid(second, "表2"))
    assert numbers(found) == ROWS3


def test_a_row_with_a_label_too_few_is_shifted_and_not_read():
    rows = [list(cells) for cells in flat_table3(VALUES)]
    del rows[1][1]
    found = read(grid(rows))
    assert {found.cells[at].kind for at in NEW} == {Kind.UNREADABLE}
    assert numbers(found) == ROWS3 | dict.fromkeys(NEW)


def test_a_row_with_a_figure_too_few_is_shifted_and_not_read():
    rows = [list(cells) for cells in flat_table3(VALUES)]
    del rows[1][3]
    found = read(grid(rows))
    assert {found.cells[at].kind for at in NEW} == {Kind.UNREADABLE}


def test_a_row_with_a_cell_too_many_is_shifted_and_not_read():
    rows = [list(cells) for cells in flat_table3(VALUES)]
    rows[1].insert(1, "")
    found = read(grid(rows))
    assert {found.cells[at].kind for at in NEW} == {Kind.UNREADABLE}


def test_a_figure_too_few_in_table_four_leaves_none_certain():
    rows = [list(cells) for cells in table4(VALUES)]
    del rows[3][6]
    found = read(grid(rows))
    assert {cell.kind for cell in found.cells.values()} == {Kind.UNREADABLE}


def test_a_second_page_of_another_width_is_not_read_by_position():
    narrow = [cells[1:] for cells in flat_rows3(VALUES)[5:8]]
    rows = [[row.printed, *cells[1:]] for row, cells in zip(FORM.rows[5:8], narrow, strict=True)]
    found = read(grid(flat_table3(VALUES)[:6]), grid(rows, "表2"))
    assert wrong(found, VALUES) == {}
    assert all(
        found.cells[CellId("table3", row.code, "natural")].kind is Kind.UNREADABLE for row in FORM.rows[5:8]
    )


def test_heads_do_not_reach_over_text_between_two_grids():
    found = read(
        grid(flat_table3(VALUES)[:6]),
        "以下是上一年的数字，仅供对照使用。",
        grid(flat_rows3(VALUES)[5:], "表2"),
    )
    assert {cell.kind for at, cell in found.cells.items() if at.row == "carried_out"} == {Kind.UNREADABLE}


def test_without_heads_only_equal_figures_are_certain():
    rows = flat_rows3({at: 0 if at.row != "new" else value for at, value in VALUES.items()})
    found = read(grid(rows))
    assert {cell.kind for at, cell in found.cells.items() if at.row == "new"} == {Kind.UNREADABLE}
    assert "表头" in found.cells[NEW[0]].note
    assert {cell.value for at, cell in found.cells.items() if at.row != "new"} == {0}


def test_garbled_heads_are_no_heads():
    rows = [
        ["", "项目", "本年新收件数", "上年结转件数", "办结件数", "其中", "其他", "备注", "合计"],
        *flat_rows3(VALUES),
    ]
    found = read(grid(rows))
    assert wrong(found, VALUES) == {}
    assert found.cells[NEW[0]].kind is Kind.UNREADABLE


def test_one_garbled_head_loses_its_column_only():
    rows = edited(flat_table3(VALUES), 0, 3, "企业·事业")
    found = read(grid(rows))
    assert numbers(found) == {at: value for at, value in ROWS3.items() if at.column != "commercial"}
    assert any("商业企业" in gap for gap in found.gaps)


def test_two_heads_of_one_name_make_both_unreadable():
    found = read(grid(edited(flat_table3(VALUES), 0, 4, "商业企业")))
    assert wrong(found, VALUES) == {}
    assert found.cells[NEW[1]].kind is Kind.UNREADABLE
    assert found.cells[NEW[0]].value == VALUES[NEW[0]]


def test_a_head_merged_over_two_columns_gives_no_number():
    rows = flat_table3(VALUES)
    found = read(grid([["", "", "自然人", Span("商业企业", columns=2), *rows[0][5:]], *rows[1:]]))
    assert wrong(found, VALUES) == {}
    assert found.cells[NEW[1]].kind is Kind.UNREADABLE
    assert NEW[2] not in found.cells


def test_a_head_over_two_grid_columns_reads_a_figure_over_the_same_two():
    rows = [[*cells[:3], Span(cells[3], columns=2), *cells[4:]] for cells in flat_table3(VALUES)]
    assert numbers(read(grid(rows))) == ROWS3


@pytest.mark.parametrize("text", ["5", "0"])
def test_a_figure_merged_over_columns_is_unreadable_for_all_it_covers(text):
    rows = [list(cells) for cells in flat_table3(VALUES)]
    rows[1] = [*rows[1][:3], Span(text, columns=3), *rows[1][6:]]
    found = read(grid(rows))
    assert [found.cells[at].kind for at in NEW[1:4]] == [Kind.UNREADABLE] * 3
    assert "合并" in found.cells[NEW[2]].note
    assert found.cells[NEW[0]].value == VALUES[NEW[0]]


def test_a_merged_blank_is_blank():
    rows = [list(cells) for cells in flat_table3(VALUES)]
    rows[1] = [*rows[1][:3], Span("", columns=3), *rows[1][6:]]
    found = read(grid(rows))
    assert [found.cells[at].kind for at in NEW[1:4]] == [Kind.BLANK] * 3


def test_a_figure_merged_over_rows_is_unreadable_in_each():
    rows = [list(cells) for cells in flat_table3(VALUES)]
    rows[1][2] = Span("5", rows=2)
    del rows[2][2]
    found = read(grid(rows))
    assert found.cells[NEW[0]].kind is Kind.UNREADABLE
    assert found.cells[CellId("table3", "carried_in", "natural")].kind is Kind.UNREADABLE


def test_a_label_and_its_figures_over_two_grid_rows_are_one_row():
    rows = [list(cells) for cells in flat_table3(VALUES)]
    tall = [Span(text, rows=2) for text in rows[1]]
    assert numbers(read(grid([rows[0], tall, [], *rows[2:]]))) == ROWS3


def test_two_places_that_disagree_make_the_cell_unreadable():
    other = edited(flat_table3(VALUES), 1, 2, "4444")
    found = read(grid(flat_table3(VALUES)), HEADINGS[3], grid(other, "表2"))
    assert found.cells[NEW[0]].kind is Kind.UNREADABLE
    assert "两处" in found.cells[NEW[0]].note
    assert found.cells[NEW[1]].value == VALUES[NEW[1]]


def test_a_group_has_no_figures_of_its_own():
    rows = flat_table3(VALUES)
    group = ["（三）不予公开", "", *(["8"] * 7)]
    found = read(grid([*rows[:5], group, *rows[5:]]))
    assert numbers(found) == ROWS3
    assert any("不予公开" in gap and "大类" in gap for gap in found.gaps)


def test_a_row_of_an_unknown_name_is_said():
    rows = edited(flat_table3(VALUES), 6, 1, "4.乱码乱码")
    found = read(grid(rows))
    assert wrong(found, VALUES) == {}
    assert any("乱码" in gap for gap in found.gaps)


def test_the_row_other_needs_its_group():
    rows = flat_table3(VALUES)
    other = [cells for cells in rows if cells[1] == "3.其他"]
    found = read(grid([rows[0], ["（三）不予公开", "1.属于国家秘密", *rows[5][2:]], *other]))
    assert not any(at.row == "r.other.3" for at in found.cells)


def test_totals_of_rows_and_columns_are_told_apart():
    found = read(grid(table3(VALUES)))
    for at in (CellId("table3", "r.total", "total"), CellId("table3", "r.other.3", "other")):
        assert found.cells[at].value == VALUES[at]


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("r.other.1", "申请人无正当理由逾期不补正"), ("r.other.1", "1、逾期不补正"),
        ("r.other.2", "逾期未缴费"),
        ("r.partial", "（二）部分公开(区分处理的，只计这一情形，不计其他情形)"), ("r.partial", "部分公开"),
        ("r.deny.3", "3.危及「三安全一稳定」"), ("r.deny.3", "3．危及\n\"三安全一稳定\""),
        ("r.deny.2", "2.其它法律、行政法规禁止公开"),
        ("r.deny.5", "⒌属于三类內部事务信息"), ("r.notproc.5", "要求行政机关确认或重新出具己获取信息"),
        ("r.unable.1", "①本机关不掌握相关政府信息"), ("new", "本年新收政府信息公开申请数量（件）"),
        ("carried_out", "四、 结转下年度继续 办理"), ("r.deny.1", "（三）不予公开 1.属于国家秘密"),
    ],
)  # fmt: skip
def test_labels_are_known_in_other_spellings(code, label):
    rows = flat_table3(VALUES)
    at = [row.code for row in FORM.rows].index(code) + 1
    rows[at][1 if rows[at][1] else 0] = label
    found = read(grid(rows))
    assert numbers(found) == ROWS3


def test_a_number_in_a_cell_of_its_own_is_no_label():
    rows = [
        [cells[0], number, *cells[1:]] for number, cells in zip(range(99), flat_table3(VALUES), strict=False)
    ]
    rows = [[cells[0], f"{cells[1]}.", *cells[2:]] for cells in rows]
    assert numbers(read(grid(rows))) == ROWS3


def test_notes_blanks_and_dashes_keep_their_kind():
    rows = flat_table3(VALUES)
    rows[1][2:7] = ["22（其中修订16件）", "", "/", "1 0", "Ｏ"]
    found = read(grid(rows))
    kinds = [found.cells[at].kind for at in NEW[:5]]
    assert kinds == [Kind.NUMBER, Kind.BLANK, Kind.DASH, Kind.UNREADABLE, Kind.UNREADABLE]
    assert found.cells[NEW[0]].note == "其中修订16件"
    assert found.cells[NEW[0]].where == "表1第2行第3列"


def test_a_ten_split_in_two_is_no_one():
    rows = [list(cells) for cells in table4(VALUES)]
    rows[3][7] = "1\n0"
    found = read(grid(rows))
    assert found.cells[CellId("table4", "direct", "other")].kind is Kind.UNREADABLE
    assert wrong(found, VALUES) == {}


def test_table_four_with_a_row_for_each_group():
    assert numbers(read(grid(tall_table4(VALUES)))) == of_table(VALUES, "table4")


def test_table_four_as_three_small_tables():
    blocks = []
    for group, cells in zip(FORM.remedies, tall_table4(VALUES)[1:], strict=True):
        blocks += [f"（一）{group.label}", grid([[r.label for r in FORM.results], cells[1:]], group.label)]
    assert numbers(read(*blocks)) == of_table(VALUES, "table4")


def test_table_four_in_blocks_one_below_the_other():
    rows = []
    for group, cells in zip(FORM.remedies, tall_table4(VALUES)[1:], strict=True):
        rows += [[Span(group.label, columns=5)], [r.label for r in FORM.results], cells[1:]]
    assert numbers(read(grid(rows))) == of_table(VALUES, "table4")


def test_table_four_without_groups_is_not_guessed():
    rows = [[r.label for r in FORM.results], tall_table4(VALUES)[1][1:]]
    found = read(grid(rows))
    assert found.cells == {}
    assert any("分不清" in gap for gap in found.gaps)


def test_table_four_columns_may_be_swapped():
    results = list(reversed(FORM.results))
    rows = [["", *(r.label for r in results)]]
    rows += [
        [g.label, *(shown(VALUES[CellId("table4", g.code, r.code)]) for r in results)] for g in FORM.remedies
    ]
    assert numbers(read(grid(rows))) == of_table(VALUES, "table4")


def test_table_two_as_four_small_tables():
    rows = table2(VALUES)
    blocks = [grid(part, "表") for part in (rows[:4], rows[4:7], rows[7:11], rows[11:])]
    assert numbers(read(*blocks)) == of_table(VALUES, "table2")


def test_table_two_without_heads_is_not_read_by_position():
    rows = [cells for cells in table2(VALUES) if cells[0] != "信息内容"]
    found = read(grid(rows))
    assert found.cells
    assert {cell.kind for cell in found.cells.values()} == {Kind.UNREADABLE}


def test_a_fee_in_another_unit_is_not_converted():
    rows = [[Span(c.text.replace("万元", "元"), 1, c.columns) if isinstance(c, Span) else c for c in cells]
            for cells in table2(VALUES)]  # fmt: skip
    found = read(grid(rows))
    fee = found.cells[CellId("table2", "fees", "")]
    assert fee.kind is Kind.UNREADABLE and "单位" in fee.note


def test_decimals_and_negatives_keep_their_value():
    values = {**VALUES, CellId("table2", "penalty", ""): "-3", CellId("table2", "fees", ""): "4,068.208"}
    found = read(grid(table2(values)))
    assert found.cells[CellId("table2", "penalty", "")].value == -3
    assert str(found.cells[CellId("table2", "fees", "")].value) == "4068.208"


def test_the_trial_form_is_told_by_its_tables():
    form = FORMS["2019"]
    values = truth(form)
    found = read(
        grid(table2(values, form)), HEADINGS[2], grid(table3(values, form)), grid(table4(values, form))
    )
    assert found.form_code == "2019"
    assert numbers(found) == values


def test_mixed_labels_of_two_forms_are_a_doubt():
    rows = [*table2(VALUES), ["政府集中采购", "采购项目数量", "3", ""]]
    found = read(grid(rows))
    assert found.form_code == "2021"
    assert any("2019年试行格式" in gap for gap in found.gaps)


def test_a_heading_without_a_table_is_no_table():
    found = read(HEADINGS[1], HEADINGS[2], HEADINGS[3])
    assert found.tables == frozenset()
    assert len([gap for gap in found.gaps if gap.startswith("没有找到")]) == 3


def test_a_grid_of_monstrous_spans_is_left_alone():
    monster = Grid((GridCell("自然人", 0, 0, 100_000, 100_000),), "表1")
    found = read(monster, *report(VALUES))
    assert numbers(found) == VALUES
    assert any("格子太多" in gap for gap in found.gaps)


def test_places_that_no_cell_covers_are_missing():
    whole = grid(flat_table3(VALUES))
    cells = tuple(cell for cell in whole.cells if (cell.row, cell.column) != (1, 2))
    found = read(Grid(cells, "表1"))
    assert NEW[0] not in found.cells
    assert any("1格" in gap for gap in found.gaps)
