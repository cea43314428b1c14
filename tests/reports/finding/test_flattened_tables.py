"""Tables that have become lines are read where the count of figures leaves no doubt."""

import pytest

from gongkai.law.report_form import CellId
from gongkai.reports.report import Kind
from tests.reports.finding.made import (
    FORM,
    HEADINGS,
    SEED,
    numbers,
    of_table,
    paragraphs,
    read,
    shown,
    truth,
    wrong,
)

VALUES = truth()
ROWS3 = of_table(VALUES, "table3")
PARTS = [column.label for column in FORM.applicants[1:-1]]
TWO_LEVELS = ["申请人情况", "自然人", "法人或其他组织", "总计", *PARTS]
ONE_LEVEL = [column.label for column in FORM.applicants]
RESULTS = [result.label for result in FORM.results]


def rows3(values=VALUES, codes=None):
    """The rows of table 3, each as its tokens."""
    codes = codes or [column.code for column in FORM.applicants]
    result = []
    for row in FORM.rows:
        group = [f"{row.group_number}{row.group_label}"] if row.code.endswith(".1") else []
        result.append(
            [*group, row.printed, *(shown(values[CellId("table3", row.code, code)]) for code in codes)]
        )
    return result


def lines(tokens, a_cell_a_line):
    """The tokens of rows as lines."""
    return [text for row in tokens for text in row] if a_cell_a_line else [" ".join(row) for row in tokens]


@pytest.mark.parametrize("a_cell_a_line", [True, False])
@pytest.mark.parametrize("heads", [TWO_LEVELS, ONE_LEVEL])
def test_figures_after_heads_are_read(heads, a_cell_a_line):
    found = read(HEADINGS[2], *lines([heads, *rows3()], a_cell_a_line), HEADINGS[3])
    assert numbers(found) == ROWS3
    assert [p.text for p in found.paragraphs] == [HEADINGS[2], HEADINGS[3]]


def test_a_subtotal_among_the_heads_is_a_column():
    heads = [*TWO_LEVELS, "小计"]
    rows = [[*row[:-1], "66", row[-1]] for row in rows3()]
    found = read(*lines([heads, *rows], False))
    assert numbers(found) == ROWS3
    assert {cell.value for cell in found.subtotals.values()} == {66}


def test_a_row_with_a_blank_has_too_few_figures():
    blank = CellId("table3", "new", "research")
    found = read(*lines([ONE_LEVEL, *rows3(VALUES | {blank: None})], True))
    cell = found.cells[blank]
    assert cell.kind is Kind.UNREADABLE
    assert "有6个数，应有7个" in cell.note
    assert wrong(found, VALUES) == {}


def test_a_head_whose_order_is_in_doubt_is_no_head():
    heads = [text for text in TWO_LEVELS if text != "法人或其他组织"]
    found = read(*lines([heads, *rows3()], False))
    assert {cell.kind for cell in found.cells.values()} == {Kind.UNREADABLE}


def test_a_row_wider_than_the_form_shows_an_added_column():
    rows = [[row.printed, *(["0"] * (8 if row.code == "new" else 7))] for row in FORM.rows if not row.group]
    found = read(*lines(rows, False))
    assert {cell.kind for cell in found.cells.values()} == {Kind.UNREADABLE}


def test_a_label_broken_over_lines_is_put_together():
    rows = rows3()
    at = [row.code for row in FORM.rows].index("r.other.1")
    label = rows[at][1]
    rows[at][1:2] = [label[:12], label[12:]]
    assert numbers(read(*lines([ONE_LEVEL, *rows], True))) == ROWS3


def table4_tokens():
    """The fifteen figures of table 4."""
    return [shown(VALUES[CellId("table4", g.code, r.code)]) for g in FORM.remedies for r in FORM.results]


@pytest.mark.parametrize("a_cell_a_line", [True, False])
def test_fifteen_figures_after_fifteen_heads(a_cell_a_line):
    heads = [["行政复议", "行政诉讼"], [*RESULTS, "未经复议直接起诉", "复议后起诉"], RESULTS * 2]
    found = read(HEADINGS[3], *lines([*heads, table4_tokens()], a_cell_a_line))
    assert numbers(found) == of_table(VALUES, "table4")


def test_fourteen_figures_are_none():
    heads = [["行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉"], RESULTS * 3]
    found = read(HEADINGS[3], *lines([*heads, table4_tokens()[:-1]], True))
    assert {cell.kind for cell in found.cells.values()} == {Kind.UNREADABLE}
    assert len(found.cells) == 15


def test_table_four_a_group_a_line():
    figures = table4_tokens()
    rows = [[g.label, *figures[at * 5 : at * 5 + 5]] for at, g in enumerate(FORM.remedies)]
    found = read(HEADINGS[3], *lines([RESULTS, *rows], False))
    assert numbers(found) == of_table(VALUES, "table4")


@pytest.mark.parametrize("a_cell_a_line", [True, False])
def test_table_two_block_by_block(a_cell_a_line):
    rows = []
    for block in FORM.blocks:
        rows += [[block.label], ["信息内容", *(column.label for column in block.columns)]]
        rows += [
            [r.label, *(shown(VALUES[CellId("table2", r.code, c.code)]) for c in block.columns)]
            for r in block.rows
        ]
    found = read(HEADINGS[1], *lines(rows, a_cell_a_line), HEADINGS[2])
    assert numbers(found) == of_table(VALUES, "table2")


def test_prose_that_names_rows_is_no_table():
    found = read(HEADINGS[0], "（一）予以公开 62件", "2.重复申请 7", "行政许可 97 件", "全年办结143件。")
    assert found.cells == {}
    assert found.tables == frozenset()


@pytest.mark.skipif(not SEED.is_file(), reason="needs the text of a real report")
def test_the_real_text_gives_only_what_is_certain():
    found = read(*paragraphs(*(line for line in SEED.read_text("utf-8").split("\n") if line.strip())))
    zero = {f"r.deny.{at}" for at in range(1, 6)}
    assert {at.row for at, cell in found.cells.items() if cell.kind is Kind.ZERO} == zero
    assert {cell.kind for at, cell in found.cells.items() if at.row not in zero} == {Kind.UNREADABLE}
    assert found.tables == {"table3"}
    assert found.organ == found.signed_by == "威海市文登区工业和信息化局"
    assert (found.year, str(found.signed_on)) == (2023, "2024-01-22")
    assert [section.number for section in found.sections] == ["一、", "二、", "三、", "四、", "5、", "六、"]
    assert [section.code for section in found.sections] == [section.code for section in FORM.sections]
    assert [len(section.paragraphs) for section in found.sections] == [6, 0, 0, 0, 2, 3]
    assert len(found.opening) == 2
