"""A web page becomes paragraphs and grids as a reader sees them, in bounded time."""

import time

import pytest

from gongkai.reports.reading.page import read_page
from gongkai.reports.reading.refusals import ReportUnreadable
from gongkai.reports.source import MarkKind


def shape(grid) -> list[tuple]:
    return [(cell.row, cell.column, cell.rowspan, cell.colspan, cell.text) for cell in grid.cells]


def texts(markup: str) -> list[str]:
    return [paragraph.text for paragraph in read_page(markup.encode()).paragraphs()]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("gb2312", "gb18030"), ("utf-8", "gb18030"), ("gb2312", "utf-8"), ("big5", "big5"), ("utf-8", "utf-16"),
     ("", "gb18030")],
)  # fmt: skip
def test_the_bytes_beat_a_wrong_charset(declared, encoding):
    words = "政府信息公開工作年度報告" if encoding == "big5" else "朱镕基政府信息公开工作年度报告"
    markup = f"<meta charset={declared}><p>{words}</p>" if declared else f"<p>{words}</p>"
    assert [one.text for one in read_page(markup.encode(encoding)).paragraphs()] == [words]


def test_spans_are_clipped_to_the_table():
    (grid,) = read_page(
        (
            "<table><tr><td rowspan=0>一<td colspan=65000>二<tr><td>三<td>四"
            "<tr><td rowspan=9>五<td>六</table>"
        ).encode()
    ).grids()
    assert shape(grid) == [
        (0, 0, 3, 1, "一"), (0, 1, 1, 2, "二"), (1, 1, 1, 1, "三"), (1, 2, 1, 1, "四"),
        (2, 1, 1, 1, "五"), (2, 2, 1, 1, "六"),
    ]  # fmt: skip


def test_a_span_never_overlaps_another_cell():
    (grid,) = read_page(b"<table><tr><td>a<td rowspan=2>b<tr><td colspan=2>c<td>d</table>").grids()
    places = [
        (row, column) for cell in grid.cells for row in range(grid.rows) for column in range(grid.columns)
        if cell.covers(row, column)
    ]  # fmt: skip
    assert len(places) == len(set(places))


def test_a_row_covered_from_above_counts():
    (grid,) = read_page(b"<table><tr><td rowspan=2>a<td rowspan=2>b<tr></tr><tr><td>c<td>d</table>").grids()
    assert [cell[:2] for cell in shape(grid)] == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_what_is_not_shown_is_not_read():
    assert texts(
        "<script>x</script><style>y</style><p hidden>z</p><p style='display: none'>q</p><!-- c -->"
        "<p>甲<br>乙&nbsp;丙<span style='visibility:hidden'>丁</span></p>"
    ) == ["甲", "乙 丙"]


def test_a_page_saved_from_word_keeps_its_list_labels_and_marks():
    source = read_page(
        "<p class=MsoNormal><a name='_GoBack'></a><![if !supportLists]>一、<![endif]>总体情况<o:p></o:p></p>"
        "<!--[if gte mso 9]><xml>无</xml><![endif]--><p>共<del>9</del><ins>10</ins>件</p>".encode()
    )
    assert [paragraph.text for paragraph in source.paragraphs()] == ["一、总体情况", "共10件"]
    assert [(mark.kind, mark.text, mark.where) for mark in source.marks] == [
        (MarkKind.DELETION, "9", "第2段"),
        (MarkKind.INSERTION, "10", "第2段"),
    ]  # fmt: skip


def test_struck_figures_and_footnotes_do_not_run_into_a_figure():
    (grid,) = read_page(b"<table><tr><td><s>2</s>3<td>10<sup>1</sup></table>").grids()
    assert [cell.text for cell in grid.cells] == ["3", "10[1]"]


def test_lay_out_tables_are_dissolved_and_others_nest():
    prose = "本年度本机关主动公开政府信息的总体情况如下，" * 3
    source = read_page(
        f"<table><tr><td><table><tr><td>导航<td>首页</table><tr><td><table><tr><td><p>{prose}<p>三、"
        "<table><tr><td>甲<td>1</table><p>四、<table><tr><td>复议<table><tr><td>维持<td>2</table><td>诉讼</table>"
        "</table></table>".encode()
    )
    kinds = [getattr(block, "text", None) or shape(block)[0][4] for block in source.blocks]
    assert kinds == ["导航", prose, "三、", "甲", "四、", "复议"]
    assert shape(source.blocks[-1].cells[0].nested[0])[1][4] == "2"


@pytest.mark.parametrize(
    "markup",
    [
        b"<div>" * 1_000_000,
        b"<table><tr><td>x" * 100_000,
        b"<table>" + b"<tr><td rowspan=65534 colspan=1000>x" * 3000,
    ],
    ids=["tags", "tables", "spans"],
)
def test_hostile_markup_is_refused_in_seconds(markup):
    before = time.monotonic()
    with pytest.raises(ReportUnreadable) as refused:
        read_page(markup)
    assert "Word" in refused.value.message
    assert time.monotonic() - before < 20


def test_a_page_without_words_is_refused_and_pictures_are_said():
    with pytest.raises(ReportUnreadable):
        read_page(b"<script>document.write('x')</script>")
    assert "图片" in read_page("<p>表三</p><img src=a.png>".encode()).gaps[0]
