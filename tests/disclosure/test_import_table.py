"""The table of old stock: heads, encodings, dates, and refusals of the file as a whole."""

import io
from datetime import date

import pytest
import xlsxwriter

from gongkai.disclosure.import_files import Folder, Zip
from gongkai.disclosure.import_table import MOST_ROWS, read_table
from gongkai.disclosure.importing import parse_day
from gongkai.kernel.errors import InputRefused

HEAD = ["来源编号", "名称", "栏目", "发布日期"]


def xlsx_of(rows: list[list[object]]) -> io.BytesIO:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet()
    for place, row in enumerate(rows):
        for at, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(place, at, value)
            else:
                sheet.write(place, at, value)
    book.close()
    stream.seek(0)
    return stream


def csv_of(rows: list[list[str]], encoding: str) -> io.BytesIO:
    return io.BytesIO("\r\n".join(",".join(row) for row in rows).encode(encoding))


def test_xlsx_cells_come_as_text_and_dates_with_their_line():
    rows = read_table(
        "旧.xlsx",
        xlsx_of([["海岳市历史信息"], HEAD, [], [20190037, "通知一", "通知公告", date(2019, 3, 25)]]),
    )
    assert [(row.line, row.text("external_key"), row.cells["published_on"]) for row in rows] == [
        (4, "20190037", date(2019, 3, 25))
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_read_in_the_encodings_offices_use(encoding):
    rows = read_table(
        "旧.csv", csv_of([HEAD, ["1", "关于镕基工程的通知", "通知公告", "2019-03-25"]], encoding)
    )
    assert rows[0].text("title") == "关于镕基工程的通知"


def test_template_heads_with_a_star_are_the_same_heads():
    rows = read_table(
        "旧.csv",
        csv_of([["来源编号*", "名称*", "栏目*", "发布日期*"], ["1", "甲", "乙", "2019-1-2"]], "utf-8"),
    )
    assert rows[0].text("column") == "乙"


@pytest.mark.parametrize(
    ("name", "rows", "words"),
    [
        ("旧.csv", [["名称", "栏目"], ["甲", "乙"]], "没有找到表头"),
        ("旧.csv", [["来源编号", "名称", "栏目"], ["1", "甲", "乙"]], "缺少必填的列：发布日期"),
        ("旧.csv", [[*HEAD, "密级"], ["1", "甲", "乙", "2019-1-2", ""]], "不认识的列：密级"),
        ("旧.csv", [[*HEAD, "名称"], ["1", "甲", "乙", "2019-1-2", "丙"]], "重复的列"),
        ("旧.csv", [HEAD], "没有数据行"),
        ("旧.xls", [HEAD], "另存为 xlsx"),
        ("旧.xlsx", [HEAD], "读不了这个 xlsx"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_as_a_whole(name, rows, words):
    with pytest.raises(InputRefused, match=words):
        read_table(name, csv_of(rows, "utf-8"))


def test_too_many_rows_are_refused():
    rows = [HEAD, *([str(n), "甲", "乙", "2019-1-2"] for n in range(MOST_ROWS + 1))]
    with pytest.raises(InputRefused, match="一次最多导入"):
        read_table("旧.csv", csv_of(rows, "utf-8"))


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2019-03-18", date(2019, 3, 18)), ("2019/3/18", date(2019, 3, 18)),
        ("2019年3月8日", date(2019, 3, 8)), ("2019.3.18", date(2019, 3, 18)),
        ("20190318", date(2019, 3, 18)), ("2019-03-18 09:30:00", date(2019, 3, 18)),
        (date(2019, 3, 18), date(2019, 3, 18)), ("2019-02-30", None), ("2019118", None), ("去年三月", None),
        ("43542", None),
    ],
)  # fmt: skip
def test_dates_are_read_as_offices_write_them(cell, day):
    assert parse_day(cell) == day


def test_a_folder_gives_nothing_from_outside_itself(tmp_path):
    (tmp_path / "里").mkdir()
    (tmp_path / "里" / "附件.txt").write_text("内")
    (tmp_path / "外.txt").write_text("外")
    folder = Folder(tmp_path / "里")
    with folder.open("附件.txt") as stream:
        assert stream.read().decode() == "内"
    assert folder.open("../外.txt") is None
    assert folder.open(str(tmp_path / "外.txt")) is None
    assert folder.open("没有.txt") is None


def test_a_zip_is_read_through_the_folder_around_it_and_with_old_names():
    import zipfile

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("历史/附件一.txt", "一")
        archive.writestr("历史/子/附件二.txt", "二")
    found = Zip(stream)
    with found.open("附件一.txt") as member:
        assert member.read().decode() == "一"
    with found.open("历史\\子\\附件二.txt") as member:
        assert member.read().decode() == "二"
    assert found.open("附件二.txt") is None
    # What Chinese Windows packs: GB18030 bytes without the flag that says UTF-8.
    old = stream.getvalue()
    name = "历史/附件一.txt".encode()
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr("x" * len("附件一.txt".encode("gb18030")), "旧")
    packed = plain.getvalue().replace(b"x" * 10, "附件一.txt".encode("gb18030"))
    assert name in old
    with Zip(io.BytesIO(packed)).open("附件一.txt") as member:
        assert member.read().decode() == "旧"


def test_a_broken_zip_is_refused():
    with pytest.raises(InputRefused, match="zip"):
        Zip(io.BytesIO(b"no zip"))


def test_a_stray_cell_far_away_is_refused_before_the_sheet_is_laid_out():
    for place in ((1_048_575, 16_383), (1_048_575, 3), (199, 16_383)):
        stream = io.BytesIO()
        book = xlsxwriter.Workbook(stream)
        sheet = book.add_worksheet()
        for line in range(200):
            sheet.write_row(line, 0, HEAD)
        sheet.write(*place, "x")
        book.close()
        stream.seek(0)
        with pytest.raises(InputRefused, match="很远处还有内容"):
            read_table("旧.xlsx", stream)


def test_empty_cells_with_a_format_count_for_nothing():
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, ["1", "通知一", "通知公告", "2019-03-25"])
    sheet.write_blank(1_048_575, 40, None, book.add_format({"bold": True}))
    book.close()
    stream.seek(0)
    assert len(read_table("旧.xlsx", stream)) == 1


def test_a_csv_cell_beyond_measure_is_refused_in_words():
    with pytest.raises(InputRefused, match="超过十三万字"):
        read_table("旧.csv", csv_of([HEAD, ["1", "长" * 140_000, "通知公告", "2019-03-25"]], "utf-8"))


def test_control_characters_do_not_come_in_with_a_cell():
    rows = read_table("旧.csv", csv_of([HEAD, ["1", "通\0知\x0b一", "通知公告", "2019-03-25"]], "utf-8"))
    assert rows[0].text("title") == "通知一"
