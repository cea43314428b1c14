"""Terms of a rhythm across years and holidays; stale pages; titles that move on."""

from datetime import date

import pytest

from gongkai.law.calendar import Calendar
from gongkai.law.catalogue import UnknownCode
from gongkai.law.duty_list import (
    REST_DAY_RULES,
    STANDING_PAGES,
    Rhythm,
    RhythmKind,
    moved_on,
    names_period,
    parse_rhythm,
    series_of,
    staleness,
    term_of,
    terms,
)

CALENDAR = Calendar.builtin()


def due(text: str, first: date, last: date, **rule: str) -> list[tuple[str, date]]:
    rhythm = parse_rhythm(text)
    assert rhythm is not None
    return [(term.key, term.due_on) for term in terms(rhythm, first, last, CALENDAR, **rule)]


@pytest.mark.parametrize(
    ("text", "first", "last", "wanted"),
    [
        ("每月10日前", date(2026, 11, 1), date(2026, 11, 30), [("2026-11", date(2026, 11, 10))]),
        ("次月10日前", date(2027, 1, 1), date(2027, 1, 31), [("2026-12", date(2027, 1, 10))]),
        ("每月31日前", date(2026, 2, 1), date(2026, 2, 28), [("2026-02", date(2026, 2, 28))]),
        ("每季度末", date(2026, 10, 1), date(2027, 3, 31),
         [("2026-Q4", date(2026, 12, 31)), ("2027-Q1", date(2027, 3, 31))]),
        ("每季度首月15日前", date(2026, 10, 1), date(2026, 12, 31), [("2026-Q4", date(2026, 10, 15))]),
        ("每季度结束后15日内", date(2027, 1, 1), date(2027, 1, 31), [("2026-Q4", date(2027, 1, 15))]),
        ("每年1月31日前", date(2026, 12, 1), date(2027, 1, 31), [("2027", date(2027, 1, 31))]),
        ("次年1月31日前", date(2026, 12, 1), date(2027, 1, 31), [("2026", date(2027, 1, 31))]),
        ("每半年", date(2026, 6, 30), date(2026, 12, 31),
         [("2026-H1", date(2026, 6, 30)), ("2026-H2", date(2026, 12, 31))]),
        ("长期", date(2026, 1, 1), date(2026, 12, 31), [("2026", date(2026, 12, 31))]),
        ("5个工作日内", date(2026, 1, 1), date(2026, 12, 31), []),
        ("每月10日前", date(2026, 12, 1), date(2026, 11, 1), []),
    ],
)  # fmt: skip
def test_terms_fall_due_where_the_wording_says(text, first, last, wanted):
    assert due(text, first, last) == wanted


def test_working_days_after_the_period_go_by_the_calendar():
    """January 2026 ends on a Saturday; ten working days on lie before the Spring Festival."""
    assert due("每月结束后10个工作日内", date(2026, 2, 1), date(2026, 2, 28)) == [
        ("2026-01", date(2026, 2, 13))
    ]


def test_a_rest_day_stays_unless_the_rule_moves_it():
    """10 October 2026 is a make-up working day; 1 October 2026 lies in the holiday."""
    span = (date(2026, 9, 1), date(2026, 10, 31))
    rhythm = "每季度首月1日前"

    assert due(rhythm, *span) == [("2026-Q4", date(2026, 10, 1))]
    assert due(rhythm, *span, rest="before") == [("2026-Q4", date(2026, 9, 30))]
    assert due(rhythm, *span, rest="after") == [("2026-Q4", date(2026, 10, 8))]


def test_a_date_moved_over_a_year_without_notice_is_provisional():
    rhythm = Rhythm(kind=RhythmKind.YEARLY, month=1, day=1)
    term = terms(rhythm, date(2029, 1, 1), date(2029, 1, 31), CALENDAR, rest="after")[0]

    assert term.provisional
    assert not terms(rhythm, date(2029, 1, 1), date(2029, 1, 31), CALENDAR)[0].provisional


def test_an_unknown_rule_is_refused():
    with pytest.raises(UnknownCode):
        terms(Rhythm(kind=RhythmKind.MONTHLY), date(2026, 1, 1), date(2026, 1, 31), CALENDAR, rest="x")


def test_labels_are_the_words_of_the_trade():
    day = date(2026, 11, 1)
    labels = {
        text: terms(parse_rhythm(text), day, date(2027, 2, 28), CALENDAR)[0].label
        for text in ("每月10日前", "每季度末", "每半年", "每年12月底前", "长期")
    }
    assert labels == {
        "每月10日前": "2026年11月", "每季度末": "2026年第四季度", "每半年": "2026年下半年",
        "每年12月底前": "2026年", "长期": "2026年核对",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["每月10日前", "每季度结束后15日内", "每半年", "次年1月31日前", "长期"])
def test_every_term_is_found_again_by_its_key(text):
    rhythm = parse_rhythm(text)
    for term in terms(rhythm, date(2024, 1, 1), date(2028, 12, 31), CALENDAR):
        assert term_of(rhythm, term.key, CALENDAR) == term


@pytest.mark.parametrize("key", ["", "2026-Q4", "2026-13", "2026-00", "2026", "2026-H3", "9999", "2026-11x"])
def test_a_key_of_another_rhythm_names_no_term(key):
    assert term_of(parse_rhythm("每月10日前"), key, CALENDAR) is None


def test_the_first_rule_for_rest_days_keeps_the_day():
    assert REST_DAY_RULES.codes()[0] == "stays"


def test_a_page_is_stale_after_its_months_and_missing_without_a_date():
    assert staleness(date(2025, 11, 30), 12, date(2026, 11, 30)) is None
    stale = staleness(date(2025, 11, 30), 12, date(2026, 12, 1))
    assert stale is not None and not stale.is_missing and stale.due_on == date(2026, 11, 30)
    missing = staleness(None, STANDING_PAGES["guide"].months, date(2026, 1, 1))
    assert missing is not None and missing.is_missing
    assert staleness(date(2024, 2, 29), 12, date(2025, 3, 1)) is not None


@pytest.mark.parametrize(
    ("rhythm", "old", "new", "text", "wanted"),
    [
        ("每月底前", "2026-10", "2026-11", "2026年10月救助资金公示", "2026年11月救助资金公示"),
        ("每月底前", "2026-12", "2027-01", "2026年12月份检查情况", "2027年1月份检查情况"),
        ("每月底前", "2026-09", "2026-10", "09月检查情况", "10月检查情况"),
        ("每月底前", "2026-10", "2026-11", "1-10月收支（2026年10月8日）", "1-11月收支（2026年10月8日）"),
        ("每月底前", "2026-01", "2026-02", "2026年11月情况", "2026年11月情况"),
        ("每季度末", "2026-Q3", "2026-Q4", "2026年第三季度抽查结果", "2026年第四季度抽查结果"),
        ("每季度末", "2026-Q4", "2027-Q1", "2026年4季度抽查结果", "2027年1季度抽查结果"),
        ("每半年", "2026-H1", "2026-H2", "2026年上半年工作", "2026年下半年工作"),
        ("年度", "2025", "2026", "2025年度报告（2025年3月修订）", "2026年度报告（2025年3月修订）"),
    ],
)  # fmt: skip
def test_a_title_moves_on_to_the_next_period(rhythm, old, new, text, wanted):
    value = parse_rhythm(rhythm)
    old_term, new_term = term_of(value, old, CALENDAR), term_of(value, new, CALENDAR)

    assert moved_on(text, old=old_term, new=new_term) == wanted


def test_issues_of_a_series_have_the_same_name_without_their_period():
    assert series_of("2026年10月城乡低保资金发放公示") == series_of("2026年11月份《城乡低保资金发放公示》")
    assert series_of("文川区2026年第三季度双随机抽查结果") == series_of("文川区2026年第四季度双随机抽查结果")
    assert series_of("低保公示") != series_of("特困公示")


def test_a_title_names_its_period_with_the_year_only():
    term = term_of(parse_rhythm("每月底前"), "2026-01", CALENDAR)

    assert names_period("关于2026年1月低保情况", term)
    assert names_period("2026年01月低保情况", term)
    assert not names_period("2026年11月低保情况", term)
    assert not names_period("1月低保情况", term)
    assert not names_period("2026年1月5日的通知", term)
