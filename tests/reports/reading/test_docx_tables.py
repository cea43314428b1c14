"""The tables of a Word file become grids in which no two cells overlap."""

import docx
import pytest

from gongkai.reports.reading.docx import read_docx
from gongkai.reports.reading.refusals import ReportUnreadable
from gongkai.reports.source import Mark, MarkKind
from tests.documents.samples import saved
from tests.reports.reading.packages import cell, paragraph, read, row, shape, table

_RESTART, _ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_lines_of_a_cell_are_joined_by_line_feeds():
    source = read(table(row(cell("申请人", "情况"), cell("", "3", ""))))

    assert shape(source) == [("申请人\n情况", 0, 0, 1, 1), ("3", 0, 1, 1, 1)]


def test_cells_merged_across_and_down():
    span = '<w:gridSpan w:val="2"/>'
    source = read(
        table(
            row(cell("甲", properties=span + _RESTART), "1"),
            row(cell(properties=span + _ON), "2"),
            row("a", "b", "c"),
        )
    )

    assert shape(source) == [
        ("甲", 0, 0, 2, 2), ("1", 0, 2, 1, 1), ("2", 1, 2, 1, 1),
        ("a", 2, 0, 1, 1), ("b", 2, 1, 1, 1), ("c", 2, 2, 1, 1),
    ]  # fmt: skip


def test_merges_made_by_a_word_library():
    document = docx.Document()
    made = document.add_table(4, 4)
    made.cell(0, 0).merge(made.cell(2, 1)).text = "合并"
    made.cell(3, 1).merge(made.cell(3, 3)).text = "横"

    cells = {one[0]: one[1:] for one in shape(read_docx(saved(document))) if one[0]}

    assert cells == {"合并": (0, 0, 3, 2), "横": (3, 1, 1, 3)}


def test_cells_merged_across_in_the_old_way():
    source = read(
        table(
            row(cell("头", properties='<w:hMerge w:val="restart"/>'), cell(properties="<w:hMerge/>"), "尾"),
            row("1", "2", "3"),
        )
    )

    assert shape(source)[:2] == [("头", 0, 0, 1, 2), ("尾", 0, 2, 1, 1)]


def test_rows_that_begin_later_and_end_earlier():
    source = read(
        table(row("a", "b", "c"), row("x", properties='<w:gridBefore w:val="2"/><w:gridAfter w:val="1"/>'))
    )

    assert shape(source)[-1] == ("x", 1, 2, 1, 1)
    assert next(source.grids()).rows == 2


def test_a_merge_goes_on_only_from_the_same_columns():
    wide = cell("宽", properties=f'<w:gridSpan w:val="2"/>{_RESTART}')

    source = read(table(row(wide), row(cell("窄", properties=_ON), "1")))

    assert shape(source) == [("宽", 0, 0, 1, 2), ("窄", 1, 0, 1, 1), ("1", 1, 1, 1, 1)]


def test_a_merge_does_not_go_on_from_a_plain_cell_or_over_a_gap():
    source = read(table(row("甲"), row(cell("乙", properties=_ON))))

    assert shape(source) == [("甲", 0, 0, 1, 1), ("乙", 1, 0, 1, 1)]

    gap = row("间", properties='<w:gridBefore w:val="1"/>')
    source = read(table(row(cell("甲", properties=_RESTART)), gap, row(cell("乙", properties=_ON))))

    assert shape(source)[-1] == ("乙", 2, 0, 1, 1)


def test_a_hidden_row_is_a_trace_and_no_row():
    source = read(table(row("藏", properties="<w:hidden/>"), row("2")))

    assert shape(source) == [("2", 0, 0, 1, 1)]
    assert source.marks == (Mark(MarkKind.HIDDEN, "藏", "表1第1行第1列"),)


def test_text_under_a_merged_cell_is_not_seen():
    source = read(table(row(cell("上", properties=_RESTART)), row(cell("下", properties=_ON))))

    assert shape(source) == [("上", 0, 0, 2, 1)]
    assert source.marks == (Mark(MarkKind.HIDDEN, "下", "表1第2行第1列"),)


def test_nested_tables_lie_in_their_cell_and_are_numbered_on():
    inner = table(row("规章", "3"))

    source = read(table(row(cell("第一项", inner, paragraph()))) + table(row("后")))

    grids = list(source.grids())
    assert [grid.where for grid in grids] == ["表1", "表2", "表3"]
    assert grids[0].cells[0].text == "第一项"
    assert grids[0].cells[0].nested == (grids[1],)
    assert [one.text for one in grids[1].cells] == ["规章", "3"]
    assert grids[1].place(grids[1].cells[1]) == "表2第1行第2列"


@pytest.mark.parametrize(
    "wrapped",
    [
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:ins>{}</w:ins>",
        "<w:smartTag>{}</w:smartTag>",
        "<w:customXml>{}</w:customXml>",
        '<mc:AlternateContent><mc:Choice Requires="w14">{}</mc:Choice></mc:AlternateContent>',
    ],
)
def test_rows_and_cells_inside_wrappers_are_found(wrapped: str):
    source = read(table(row("1", wrapped.format(cell("2"))), wrapped.format(row("3", "4"))))

    assert [one[0] for one in shape(source)] == ["1", "2", "3", "4"]


def test_a_deleted_row_is_a_trace_and_no_row():
    removed = row("旧", properties='<w:del w:id="1" w:author="a"/>')

    source = read(table(row("1"), removed, row("2")))

    assert [one[:2] for one in shape(source)] == [("1", 0), ("2", 1)]
    assert source.marks == (Mark(MarkKind.DELETION, "旧", "表1第2行第1列"),)


def test_an_inserted_row_is_a_row_and_a_trace():
    source = read(table(row("新", properties='<w:ins w:id="1" w:author="a"/>')))

    assert shape(source)[0][0] == "新"
    assert [mark.kind for mark in source.marks] == [MarkKind.INSERTION]


def test_a_span_of_a_million_columns_is_held_in():
    source = read(table(row(cell("x", properties='<w:gridSpan w:val="1000000"/>'))))

    assert next(source.grids()).columns == 500


def test_tables_nested_beyond_reason_are_refused():
    nested = table(row("核"))
    for _ in range(12):
        nested = table(row(cell(nested, paragraph())))

    with pytest.raises(ReportUnreadable, match="层层嵌套"):
        read(nested)
