"""Worksheets are read as prose and tables, with numbers as a person would write them."""

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from gongkai.reports.reading.opening import read_source
from gongkai.reports.reading.workbook import number_text, read_xlsx
from gongkai.reports.reading.workbook_sheet import Merge, Sheet
from gongkai.reports.source import Grid, Source
from tests.documents.samples import saved
from tests.reports.reading.packages import shape, texts, zipped


def _read(*rows: tuple, name: str = "表三") -> Source:
    book = openpyxl.Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    return read_xlsx(saved(book))


def test_a_sheet_is_a_grid_whose_places_are_those_of_the_sheet():
    source = _read(("甲", "乙"), (1, 2))

    grid = next(source.grids())
    assert grid.where == "工作表“表三”"
    assert [one.text for one in grid.cells] == ["甲", "乙", "1", "2"]
    assert grid.place(grid.cells[3]) == "工作表“表三”第2行第2列"
    assert (source.file_type, source.gaps) == ("xlsx", ())


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3.0, "3"), (4068.208, "4068.208"), (0.1 + 0.2, "0.3"), (1e15, "1000000000000000"), (-2.50, "-2.5"),
        (1e-7, "0.0000001"), (-0.0, "0"), (14069, "14069"),
    ],
)  # fmt: skip
def test_numbers_come_as_a_person_writes_them(value: float, expected: str):
    assert shape(_read(("甲", value)))[1][0] == expected
    assert number_text(float(value)) == expected


def test_dates_words_and_empty_cells():
    moment = datetime.fromisoformat("2024-01-22T09:30")
    source = _read(("甲", date(2024, 1, 22), moment, True, None, "乙"))

    assert [one[0] for one in shape(source)] == [
        "甲", "2024年1月22日", "2024年1月22日09:30", "TRUE", "", "乙",
    ]  # fmt: skip


def _written(fill) -> bytes:
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream)
    fill(book, book.add_worksheet("表三"))
    book.close()
    return stream.getvalue()


def test_a_formula_gives_its_last_value_and_an_error_its_sign():
    def fill(book, sheet):
        sheet.write_row("A1", ["甲", "乙", "丙"])
        sheet.write_formula("B1", "=A2+1", None, 29)
        sheet.write_formula("C1", "=Z1/0", None, "#DIV/0!")

    assert [one[0] for one in shape(read_xlsx(_written(fill)))] == ["甲", "29", "#DIV/0!"]


def test_merged_ranges_are_spans():
    def fill(book, sheet):
        sheet.merge_range("A1:B2", "申请人情况")
        sheet.write_column("C1", [1, 2])
        sheet.write_row("A3", ["a", "b", "c"])

    assert shape(read_xlsx(_written(fill)))[:3] == [
        ("申请人情况", 0, 0, 2, 2), ("1", 0, 2, 1, 1), ("2", 1, 2, 1, 1),
    ]  # fmt: skip


def test_prose_and_headings_between_tables_are_paragraphs():
    source = _read(
        ("某市2024年政府信息公开工作年度报告",),
        ("一、总体情况",),
        ("本年主动公开信息3条。\n网站改版一次。",),
        ("二、主动公开政府信息情况",),
        ("第二十条第（一）项",),
        ("信息内容", "本年制发件数"),
        ("规章",),
        ("行政规范性文件", 2),
        ("三、收到和处理政府信息公开申请情况",),
        ("申请人情况", "自然人"),
    )

    assert [("表" if isinstance(one, Grid) else one.text) for one in source.blocks] == [
        "某市2024年政府信息公开工作年度报告", "一、总体情况", "本年主动公开信息3条。", "网站改版一次。",
        "二、主动公开政府信息情况", "表", "三、收到和处理政府信息公开申请情况", "表",
    ]  # fmt: skip
    first, second = source.grids()
    assert [one.text for one in first.cells if one.text] == [
        "第二十条第（一）项", "信息内容", "本年制发件数", "规章", "行政规范性文件", "2",
    ]  # fmt: skip
    assert second.cells[0].row == 9
    assert next(source.paragraphs()).where == "工作表“表三”第1行"


def test_of_two_merged_ranges_that_overlap_the_first_holds():
    values = {(0, 0): "甲", (0, 1): "乙", (1, 0): "丙", (1, 1): "丁"}
    sheet = Sheet("表", values, (Merge(0, 0, 0, 1), Merge(0, 1, 1, 1)))

    (grid,) = sheet.blocks()

    assert [(one.text, one.colspan, one.rowspan) for one in grid.cells] == [
        ("甲", 2, 1), ("丙", 1, 1), ("丁", 1, 1),
    ]  # fmt: skip


def test_prose_in_a_merged_block_is_one_paragraph():
    def fill(book, sheet):
        sheet.merge_range("A1:H9", "本年主动公开信息3条。")
        sheet.write_row("A10", ["甲", 1, 2])

    source = read_xlsx(_written(fill))

    assert texts(source) == ["本年主动公开信息3条。"]
    assert [one[0] for one in shape(source)][:2] == ["甲", "1"]


def test_a_blank_row_ends_a_table():
    assert len(list(_read(("甲", 1), (), ("乙", 2)).grids())) == 2


def test_hidden_sheets_rows_and_columns_are_gaps_and_not_read():
    def fill(book, sheet):
        sheet.write_row("A1", ["甲", "乙", "丙"])
        sheet.write_row("A2", ["藏", "藏", "藏"])
        sheet.write_row("A3", [1, 2, 3])
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column("B:B", None, None, {"hidden": True})
        secret = book.add_worksheet("底稿")
        secret.write("A1", "x")
        secret.hide()

    source = read_xlsx(_written(fill))

    assert [one[0] for one in shape(source)] == ["甲", "丙", "1", "3"]
    assert source.gaps == (
        "工作表“底稿”是隐藏的，没有读取。",
        "工作表“表三”中有1行、1列是隐藏的，没有读取。",
    )


_SPREADSHEET = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0">
 <office:automatic-styles><style:style style:name="no"><style:table-properties table:display="false"/>
 </style:style></office:automatic-styles><office:body><office:spreadsheet>{}</office:spreadsheet></office:body>
 </office:document-content>"""


def _ods(tables: str) -> bytes:
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": _SPREADSHEET.format(tables),
        }
    )


def _word(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"


def opendocument_bytes() -> bytes:
    """An OpenDocument workbook with merged, hidden and repeated cells and a hidden sheet."""
    number = (
        '<table:table-cell office:value-type="float" office:value="{}"><text:p>{}</text:p></table:table-cell>'
    )
    table = (
        '<table:table table:name="表三"><table:table-row>'
        + _word("合", 'table:number-columns-spanned="2"')
        + "<table:covered-table-cell/>"
        + number.format("4068.208", "4,068.21")
        + '</table:table-row><table:table-row table:visibility="collapse">'
        + _word("藏", 'table:number-columns-repeated="3"')
        + "</table:table-row><table:table-row>"
        + number.format("3", "3")
        + _word("同", 'table:number-columns-repeated="2"')
        + '</table:table-row><table:table-row table:number-rows-repeated="1048000">'
        + '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
        + f'<table:table table:name="底稿" table:style-name="no"><table:table-row>{_word("x")}'
        + "</table:table-row></table:table>"
    )
    return _ods(table)


def test_an_opendocument_workbook_is_read_with_its_merges(tmp_path: Path):
    path = tmp_path / "年报.xls"
    path.write_bytes(opendocument_bytes())

    source = read_source(path)

    assert source.file_type == "ods"
    assert shape(source) == [
        ("合", 0, 0, 1, 2), ("4068.208", 0, 2, 1, 1),
        ("3", 2, 0, 1, 1), ("同", 2, 1, 1, 1), ("同", 2, 2, 1, 1),
    ]  # fmt: skip
    assert source.gaps == (
        "工作表“底稿”是隐藏的，没有读取。",
        "工作表“表三”中有1行、0列是隐藏的，没有读取。",
    )
