"""A text file becomes lines with their numbers, and grids where a table is drawn or divided."""

import pytest

from gongkai.reports.reading.refusals import ReportUnreadable
from gongkai.reports.reading.text import read_text
from gongkai.reports.source import Grid, Paragraph

BOXED = """┌────┬────┬────┐
│序号│件数│合计│
│    ├────┤    │
│甲  │  1 │ 10 │
├────┴────┼────┤
│乙乙     │ 3  │
└─────────┴────┘"""
WIDE_BOXES = """┌──┬──┬──┐
│序号│件数│合计│
│    ├──┤    │
│甲  │  1 │ 10 │
├──┴──┼──┤
│乙乙      │ 3  │
└─────┴──┘"""


def shape(grid: Grid) -> list[tuple]:
    return [(cell.row, cell.column, cell.rowspan, cell.colspan, cell.text) for cell in grid.cells]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_lines_keep_their_numbers_in_every_charset(encoding):
    source = read_text(
        "某局2023年度报告\r\n\r\n　　一、总体情况\n[bookmark: _GoBack]（一）主动公开".encode(encoding)
    )
    assert source.blocks == (
        Paragraph("某局2023年度报告", "第1行"),
        Paragraph("一、总体情况", "第3行"),
        Paragraph("[bookmark: _GoBack]（一）主动公开", "第4行"),
    )


def test_big5_is_told_from_gb18030():
    text = "政府信息公開工作年度報告，本機關處理申請總計十件"
    assert read_text(text.encode("big5")).blocks[0].text == text


@pytest.mark.parametrize("drawing", [BOXED, WIDE_BOXES], ids=["narrow", "wide"])
def test_a_drawn_table_gives_cells_with_their_spans(drawing):
    (grid,) = read_text(drawing.encode()).grids()
    assert shape(grid) == [
        (0, 0, 2, 1, "序号\n甲"), (0, 1, 1, 1, "件数"), (0, 2, 2, 1, "合计\n10"),
        (1, 1, 1, 1, "1"), (2, 0, 1, 2, "乙乙"), (2, 2, 1, 1, "3"),
    ]  # fmt: skip


def test_a_drawing_that_does_not_meet_is_no_table_and_is_said():
    source = read_text("┌────┬──┐\n│甲│乙│\n└────┴──┘".encode())
    assert not list(source.grids())
    assert "第1行至第3行" in source.gaps[0]


def test_plus_signs_markdown_and_tabs_are_tables():
    text = "+---+---+\n| a | 1 |\n+---+---+\n中\n"
    text += "| 甲 | 乙 |\n|---|:-:|\n| 1 | 2<br>3 |\n完\n项目\t甲\t乙\n数量\t1\t\n"
    drawn, bars, tabs = read_text(text.encode()).grids()
    assert [cell[4] for cell in shape(drawn)] == ["a", "1"]
    assert [cell[4] for cell in shape(bars)] == ["甲", "乙", "1", "2\n3"]
    assert [cell[4] for cell in shape(tabs)] == ["项目", "甲", "乙", "数量", "1", ""]


@pytest.mark.parametrize(
    "text", ["\t缩进的段落\n\t另一段", "1.\t属于国家秘密\n2.\t其他情形", "一、\n0\n0\n二、\n1"]
)
def test_numbered_indented_and_flattened_lines_stay_lines(text):
    assert not list(read_text(text.encode()).grids())


@pytest.mark.parametrize(
    ("data", "word"),
    [(b"\x89PNG\r\n\x1a\n\x00\x01\x02\x03" * 400, "不是文字"), (b"", "空的"), (b" \r\n", "空的")],
)
def test_what_is_no_text_is_refused(data, word):
    with pytest.raises(ReportUnreadable) as refused:
        read_text(data)
    assert word in refused.value.message


def test_a_broken_character_is_said_and_not_hidden():
    source = read_text(("政府信息公开" * 60).encode() + b"\xe4\xb8")
    assert "无法识别" in source.gaps[0]


def test_a_stray_nul_does_not_make_it_sixteen_bits():
    text = "政府信息公开工作年度报告，本机关收到申请十件。" * 8
    assert read_text(text.encode() + b"\x00").blocks[0].text == text
