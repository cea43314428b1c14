"""Registers of six offices, each laid out in its own way, are read, judged, entered."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import pytest
import xlsxwriter

from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.register.acts.enter import Facts, enter
from gongkai.register.acts.import_register import (
    confirm_register,
    drop_register,
    stage_register,
    tell_year,
)
from gongkai.register.attributes import Attribute
from gongkai.register.import_dates import DayRefused, read_day
from gongkai.register.import_words import WordsRefused, read_attribute
from gongkai.register.models import RegisterBatch, RegisterEntry
from tests.factories import NOW, Bureau, make_bureau

pytestmark = pytest.mark.django_db
Sheet = tuple[str, Sequence[Sequence[object]]]


@pytest.fixture
def bureau() -> Bureau:
    return make_bureau()


def book_of(*sheets: Sheet, merges: Sequence[tuple[int, int, int, int, str]] = ()) -> io.BytesIO:
    """An xlsx with these sheets; merges lie in the first."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    day = book.add_format({"num_format": "yyyy/m/d"})
    for place, (name, rows) in enumerate(sheets):
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(at, column, cell, day)  # type: ignore[arg-type]
                elif cell is not None:
                    sheet.write(at, column, cell)
        for top, left, bottom, right, text in merges if place == 0 else ():
            sheet.merge_range(top, left, bottom, right, text)
    book.close()
    stream.seek(0)
    return stream


def staged(bureau: Bureau, table: io.BytesIO, name: str = "发文登记簿.xlsx", **more: object) -> RegisterBatch:
    return stage_register(
        actor=bureau.reviewer, organ_id=bureau.organ.pk, name=name, table=table, now=NOW,
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


def entered(bureau: Bureau, batch: RegisterBatch) -> list[RegisterEntry]:
    confirm_register(actor=bureau.reviewer, batch_id=batch.pk, now=NOW)
    return list(RegisterEntry.objects.order_by("pk"))


def test_a_plain_register_with_real_days(bureau: Bureau) -> None:
    rows = [
        ["序号", "发文字号", "标题", "成文日期", "公开属性", "主办科室", "拟稿人", "份数", "备注"],
        [1, "海工信发〔2025〕1号", "关于技改的通知", date(2025, 1, 6), "主动公开", "企业科", "李明", 30, ""],
        [2, "海工信发〔2025〕2号", "关于考核的通报", date(2025, 1, 9), "不公开（内部事务）", "财务科",
         "王", 5, "急"],
    ]  # fmt: skip
    first, second = entered(bureau, staged(bureau, book_of(("Sheet1", rows))))
    assert (first.doc_number, first.formed_on, first.mode) == (
        "海工信发〔2025〕1号",
        date(2025, 1, 6),
        "proactive",
    )
    assert (first.department, first.drafter_name, first.copies) == (bureau.business, "李明", 30)
    assert (second.mode, second.ground, second.remark) == ("withheld", "art16_internal", "急")
    assert first.source == "imported"


def test_a_title_above_other_words_and_another_order(bureau: Bureau) -> None:
    rows = [
        ["海岳市文川区工业和信息化局发文登记簿"], [None, None, "（2024年）"],
        ["是否公开", "印发日期", "文件名称", "文号", "拟稿科室"],
        ["是", "2024.5.8", "关于节能的通知", "海工信发[2024]08", "企业科（综合）"],
        ["依申请", "2024-5-9", "关于项目的批复", "海工信函〔2024〕3号", "没有的科"],
        ["否", "2024/5/10", "关于调研的函", "海工信函〔2024〕4号", ""],
    ]  # fmt: skip
    batch = staged(bureau, book_of(("登记", rows)))
    reasons = [row.reason for row in batch.rows.all()]
    assert "没有科室" in reasons[1] and "理由" in reasons[2]
    first, second, third = entered(bureau, batch)
    assert (first.doc_number, first.formed_on) == ("海工信发〔2024〕8号", date(2024, 5, 8))
    assert (first.department, second.department) == (bureau.business, None)
    assert [one.mode for one in (first, second, third)] == ["proactive", "on_request", ""]


def test_a_sheet_for_each_year_names_the_year(bureau: Bureau) -> None:
    head = ["编号", "题名", "日期", "公开方式"]
    batch = staged(
        bureau,
        book_of(
            ("2023年", [head, ["海工信发〔2023〕5号", "甲", "5月8日", "主动"]]),
            ("2024年", [head, ["海工信发〔2024〕5号", "乙", "6月1日", "公开"]]),
            ("说明", [["本簿由办公室填写"]]),
        ),
    )
    assert [one.formed_on for one in entered(bureau, batch)] == [date(2023, 5, 8), date(2024, 6, 1)]


def test_a_year_nobody_names_is_asked_for_unless_the_file_does(bureau: Bureau) -> None:
    rows = [["文件标题", "文号", "日期"], ["甲", "海工信发〔2023〕5号", "5月8日"]]
    batch = staged(bureau, book_of(("Sheet1", rows)))
    row = batch.rows.get()
    assert row.state == "refused" and "没有年份" in row.reason
    tell_year(actor=bureau.reviewer, batch_id=batch.pk, year=2023, now=NOW)
    assert entered(bureau, batch)[0].formed_on == date(2023, 5, 8)
    again = staged(bureau, book_of(("Sheet1", rows)), name="2023年发文.xlsx")
    assert again.rows.get().state == "same"


def test_merged_cells_hold_for_every_row_of_the_merge(bureau: Bureau) -> None:
    rows = [
        ["主办科室", "标题", "文号", "成文日期"],
        [None, "甲", "海工信发〔2025〕1号", None], [None, "乙", "海工信发〔2025〕2号", None],
    ]  # fmt: skip
    merges = [(1, 0, 2, 0, "企业科"), (1, 3, 2, 3, "2025年3月1日")]
    found = entered(bureau, staged(bureau, book_of(("一", rows), merges=merges)))
    assert [one.department for one in found] == [bureau.business, bureau.business]
    assert {one.formed_on for one in found} == {date(2025, 3, 1)}


def test_a_csv_in_gb18030_with_the_ground_in_its_own_column(bureau: Bureau) -> None:
    text = (
        "名称,文号,发文日期,公开属性（主动/依申请/不公开）,不公开理由\n"
        "关于甲的请示,海工信发〔2025〕7号,20250508,不予公开,过程性信息\n"
        ",海工信发〔2025〕8号,二〇二五年五月十一日,不予公开,人事管理\n"
    )
    first, second = entered(bureau, staged(bureau, io.BytesIO(text.encode("gb18030")), name="登记.csv"))
    assert (first.ground, first.formed_on) == ("art16_process", date(2025, 5, 8))
    assert (second.title, second.ground, second.formed_on) == ("", "art16_internal", date(2025, 5, 11))


def test_rows_with_faults_say_which_and_secrets_leave_nothing(bureau: Bureau) -> None:
    rows = [
        ["标题", "文号", "成文日期", "公开属性"],
        ["甲", "海工信发〔2025〕1号", "2025.13.1", "主动"], ["乙", "海工信发〔2025〕2号", "2030-01-01", ""],
        ["丙", "海工信发〔2025〕3号", "2025-01-01", "看情况"],
        ["", "海工信发〔2025〕4号", "2025-01-01", "主动"],
        ["机密★5年 丁", "海工信发〔2025〕5号", "2025-01-01", ""], ["戊", "6号文", "2025-01-01", "涉密不公开"],
        ["己", "海工信发〔2025〕7号", "2025-01-01", "不公开（国家秘密）"],
        ["庚", "海工信发〔2025〕8号", "2025-01-02", ""], ["辛", "海工信发[2025]08号", "2025-01-02", ""],
    ]  # fmt: skip
    batch = staged(bureau, book_of(("2025", rows)))
    found = list(batch.rows.all())
    assert [row.state for row in found] == ["refused"] * 7 + ["ready", "refused"]
    for row, words in zip(
        found, ("认不出", "晚于今天", "看情况", "题名", "秘密", "秘密", "秘密"), strict=False
    ):
        assert words in row.reason
    assert [row.raw for row in found[4:7]] == [{}, {}, {}]
    assert "第 9 行" in found[8].reason
    assert not RegisterEntry.objects.exists()


def test_what_is_there_already_is_the_same_or_changed(bureau: Bureau) -> None:
    for number, title in ((1, "甲"), (2, "乙")):
        enter(
            actor=bureau.reviewer, organ_id=bureau.organ.pk, now=NOW,
            facts=Facts(
                title=title, doc_number=f"海工信发〔2025〕{number}号", formed_on=date(2025, 1, 6),
                attribute=Attribute("proactive"), drafter_name="李明",
            ),
        )  # fmt: skip
    rows = [
        ["标题", "文号", "成文日期", "公开属性"], ["甲", "海工信发[2025]1号", "2025-01-06", ""],
        ["乙（修改）", "海工信发〔2025〕2号", "2025-01-06", "依申请"],
        ["丙", "海工信发〔2025〕3号", "2025-01-07", ""],
    ]  # fmt: skip
    batch = staged(bureau, book_of(("s", rows)))
    assert [row.state for row in batch.rows.all()] == ["same", "changed", "ready"]
    assert "题名、公开属性" in batch.rows.all()[1].reason
    confirm_register(actor=bureau.reviewer, batch_id=batch.pk, now=NOW, update_changed=True)
    second = RegisterEntry.objects.get(doc_number="海工信发〔2025〕2号")
    assert (second.title, second.mode, second.drafter_name) == ("乙（修改）", "on_request", "李明")
    assert second.decisions.last().reason.startswith("按导入")
    assert RegisterEntry.objects.count() == 3
    with pytest.raises(ActRefused, match="处理过"):
        confirm_register(actor=bureau.reviewer, batch_id=batch.pk, now=NOW)


def test_changed_rows_are_left_alone_unless_asked_for(bureau: Bureau) -> None:
    rows = [["标题", "文号", "成文日期"], ["甲", "海工信发〔2025〕1号", "2025-01-06"]]
    entered(bureau, staged(bureau, book_of(("s", rows))))
    rows[1][0] = "甲改"
    batch = staged(bureau, book_of(("s", rows)))
    with pytest.raises(InputRefused, match="没有可以登记"):
        confirm_register(actor=bureau.reviewer, batch_id=batch.pk, now=NOW)
    drop_register(actor=bureau.reviewer, batch_id=batch.pk, now=NOW)
    assert [row.raw for row in batch.rows.all()] == [{}]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("登记.xlsx", b"PK\x03\x04 no zip", "读不了"),
        ("登记.xls", b"\xd0\xcf\x11\xe0 nothing", "读不了"),
        ("登记.docx", b"PK", "xlsx"),
        ("登记.csv", "甲,乙\n1,2\n".encode(), "表头"),
        ("登记.csv", "标题,文号\n".encode(), "没有数据"),
        ("登记.csv", b"x" * (10 * 1024 * 1024 + 1), "太大"),
        ("登记.csv", "标题,文号\n".encode() + "甲,\n".encode() * 20_001, "太大"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_taken_says_why(bureau: Bureau, name: str, data: bytes, words: str) -> None:
    with pytest.raises(InputRefused, match=words):
        staged(bureau, io.BytesIO(data), name=name)
    assert not RegisterBatch.objects.exists()


def test_two_words_in_opposite_corners_are_refused(bureau: Bureau) -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "标题")
    sheet.write(1_048_575, 16_383, "文号")
    book.close()
    stream.seek(0)
    with pytest.raises(InputRefused, match="太大"):
        staged(bureau, stream)


def test_only_who_keeps_the_register_imports(bureau: Bureau) -> None:
    rows = book_of(("s", [["标题", "文号"], ["甲", "乙"]]))
    for person in (bureau.drafter, bureau.head, bureau.signer, make_bureau().reviewer):
        with pytest.raises(NotVisible):
            stage_register(actor=person, organ_id=bureau.organ.pk, name="a.xlsx", table=rows, now=NOW)
    with pytest.raises(InputRefused, match="年份"):
        staged(bureau, rows, year=23)


@pytest.mark.parametrize(
    ("text", "year", "day"),
    [
        ("2023.5.8", None, date(2023, 5, 8)), ("2023年05月08日", None, date(2023, 5, 8)),
        ("45054", None, date(2023, 5, 8)), ("二〇二三年十二月三十一日", None, date(2023, 12, 31)),
        ("2023-05-08 00:00:00", None, date(2023, 5, 8)), ("5.18", 2022, date(2022, 5, 18)),
        ("12月3日", 2022, date(2022, 12, 3)), ("二○二三年十月二十日", None, date(2023, 10, 20)),
    ],
)  # fmt: skip
def test_days_are_read_as_people_write_them(text: str, year: int | None, day: date) -> None:
    assert read_day(text, year=year) == day


@pytest.mark.parametrize("text", ["5.1", "2023.2.30", "去年", "13月1日", "99999"])
def test_a_day_in_doubt_is_not_guessed(text: str) -> None:
    with pytest.raises(DayRefused):
        read_day(text, year=2023)


@pytest.mark.parametrize(
    ("text", "mode", "ground"),
    [
        ("主动", "proactive", ""), ("公开", "proactive", ""), (" 依申请 ", "on_request", ""),
        ("不公开（内部事务）", "withheld", "art16_internal"),
        ("不予公开：商业秘密", "withheld", "art15_third_party"),
        ("不公开", "", ""), ("待定", "", ""),
    ],
)  # fmt: skip
def test_attributes_are_read_as_people_write_them(text: str, mode: str, ground: str) -> None:
    read = read_attribute(text)
    assert (read.attribute.mode, read.attribute.ground) == (mode, ground)


def test_an_unknown_attribute_is_not_guessed() -> None:
    with pytest.raises(WordsRefused):
        read_attribute("视情况公开")
