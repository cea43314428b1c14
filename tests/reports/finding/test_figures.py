"""A figure is read only where its text leaves no doubt."""

from decimal import Decimal

import pytest

from gongkai.reports.finding.figures import read_figure
from gongkai.reports.report import Kind


@pytest.mark.parametrize(
    ("raw", "value", "note"),
    [
        ("5", 5, ""), ("５", 5, ""), (" 12 ", 12, ""), ("1,234", 1234, ""), ("1，234，567", 1234567, ""),
        ("22（其中修订16件）", 22, "其中修订16件"), ("22\n(其中修订1\n6件)", 22, "其中修订16件"),
        ("5件", 5, ""), ("3 件", 3, ""), ("5（件）", 5, ""), ("3.0", 3, ""), ("-2", -2, ""), ("－2", -2, ""),
        ("2.5", Decimal("2.5"), ""), ("693957", 693957, ""), ("7部", 7, ""), ("+4", 4, ""),
    ],
)  # fmt: skip
def test_a_clear_number_is_read(raw, value, note):
    assert read_figure(raw, unit="件") == (value, Kind.NUMBER, note)


@pytest.mark.parametrize(
    ("raw", "value"),
    [("4068.208", Decimal("4068.208")), ("14,722.49万元", Decimal("14722.49")), ("12（万元）", 12)],
)
def test_money_is_read_in_ten_thousands(raw, value):
    assert read_figure(raw, unit="万元") == (value, Kind.NUMBER, "")


@pytest.mark.parametrize("raw", ["0", "０", "0件", "0.00", " 0 ", "-0"])
def test_zero_is_zero(raw):
    assert read_figure(raw, unit="件") == (0, Kind.ZERO, "")


@pytest.mark.parametrize("raw", ["/", "／", "-", "—", "－", "——", "–", "无", "−"])
def test_a_dash_is_no_number(raw):
    assert read_figure(raw, unit="件") == (None, Kind.DASH, "")


@pytest.mark.parametrize("raw", ["", " ", "\xa0", "　", "\n", "\u200b"])
def test_a_blank_is_no_zero(raw):
    assert read_figure(raw, unit="件") == (None, Kind.BLANK, "")


@pytest.mark.parametrize(
    ("raw", "unit", "words"),
    [
        ("1 0", "件", "空格或换行"), ("1\n0", "件", "空格或换行"), ("1\xa0234", "件", "空格或换行"),
        ("4068. 208", "万元", "空格或换行"),
        ("12,34", "件", "分隔符"), ("0,123", "件", "分隔符"), ("1,2345", "件", "分隔符"),
        ("5000元", "万元", "单位"), ("3亿元", "万元", "单位"), ("5（元）", "万元", "单位"),
        ("3万元", "件", "单位"),
        ("O", "件", "字母"), ("1o", "件", "字母"), ("l", "件", "字母"), ("I2", "件", "字母"),
        ("零", "件", "汉字"), ("三", "件", "汉字"), ("〇", "件", "汉字"),
        ("3/4", "件", "几个数"), ("22，其中修订16件", "件", "几个数"), ("3（2）", "件", "几个数"),
        ("1.2.3", "件", "几个数"),
        ("05", "件", "0开头"), ("1234567890123456", "件", "太长"),
        ("约5", "件", "不是一个数"), ("5余件", "件", ""), ("5²", "件", ""), ("5①", "件", ""), ("٣", "件", ""),
        ("(5)", "件", ""), ("5.", "件", ""), ("1e5", "件", ""), ("5%", "件", ""),
        ("—5", "件", ""), ("待定", "件", ""),
    ],
)  # fmt: skip
def test_a_doubt_is_said_and_gives_no_number(raw, unit, words):
    value, kind, note = read_figure(raw, unit=unit)
    assert (value, kind) == (None, Kind.UNREADABLE)
    assert note and words in note
