"""Tabs between cells tell columns only where every line has as many of them."""

from gongkai.reports.reading import read_source
from gongkai.reports.source import Grid


def _source(tmp_path, text: str):
    path = tmp_path / "年报.txt"
    path.write_text(text, "utf-8")
    return read_source(path)


def test_lines_with_equally_many_tabs_are_a_table(tmp_path):
    source = _source(tmp_path, "规章\t0\t1\t2\n行政规范性文件\t3\t4\t5\n")
    (grid,) = source.grids()
    assert [cell.text for cell in grid.cells] == ["规章", "0", "1", "2", "行政规范性文件", "3", "4", "5"]


def test_rows_that_lost_their_merged_cells_stay_lines(tmp_path):
    lines = [
        "三、不予公开\t1.属于国家秘密\t1\t2",
        "2.其他法律行政法规禁止公开\t3\t4",
        "3.属于行政执法案卷\t5\t6",
    ]
    source = _source(tmp_path, "\n".join(lines))
    assert not list(source.grids())
    assert [paragraph.text for paragraph in source.paragraphs()] == lines


def test_an_indented_paragraph_beside_a_table_does_not_break_it(tmp_path):
    source = _source(tmp_path, "\t本表单位为件，数据由各科室报送汇总后填写。\n甲\t1\t2\n乙\t3\t4\n")
    assert sum(isinstance(block, Grid) for block in source.blocks) == 1
