"""Holiday notices: their plain text, their JSON form, and everything that makes one unusable."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from gongkai.law.calendar import (
    Calendar,
    InvalidNotice,
    NoticeStatus,
    Span,
    YearNotice,
    load_notice,
    notice_from_json,
    notice_to_table,
    parse_notice,
)
from gongkai.law.calendar.notices import problems_of

TEXTS = Path(__file__).parent / "notices"
AMENDED_LATER = (2019, 2020)
BUILTIN = {notice.year: notice for notice in Calendar.builtin().notices}


def text_of(year: int) -> str:
    return (TEXTS / f"{year}.txt").read_text(encoding="utf-8")


def made_up_2027() -> str:
    """A notice for a year that has none yet, in the shape of the real ones."""
    lines = [
        "国务院办公厅关于2027年部分节假日安排的通知",
        "一、元旦：1月1日（周五）至3日（周日）放假，共3天。",
        "二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）上班。",
        "三、清明节：4月3日（周六）至5日（周一）放假，共3天。",
        "四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。",
        "五、端午节：6月9日（周三）放假1天，不调休。",
        "六、中秋节：9月15日（周三）放假1天，不调休。",
        "七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。",
        "国务院办公厅",
        "2026年11月20日",
    ]
    return "\n".join(lines)


@pytest.mark.parametrize("year", [int(path.stem) for path in sorted(TEXTS.glob("*.txt"))])
def test_the_text_of_a_notice_gives_its_source_and_valid_days(year: int) -> None:
    notice = parse_notice(text_of(year))

    assert notice.year == year
    assert f"关于{year}年部分节假日安排的通知（国办发明电〔{year - 1}〕" in notice.notice
    assert notice.notice_date is not None and notice.notice_date.year == year - 1
    assert problems_of(notice) == ()


@pytest.mark.parametrize(
    "year", [int(p.stem) for p in sorted(TEXTS.glob("*.txt")) if int(p.stem) not in AMENDED_LATER]
)
def test_the_text_of_a_notice_gives_the_days_of_the_built_in_table(year: int) -> None:
    parsed, builtin = parse_notice(text_of(year)), BUILTIN[year]

    assert parsed.off == builtin.off
    assert parsed.work == builtin.work
    if year >= 2019:
        assert (parsed.notice, parsed.notice_date) == (builtin.notice, builtin.notice_date)


def test_the_built_in_2019_is_its_notice_with_the_longer_labour_day() -> None:
    first, builtin = parse_notice(text_of(2019)), BUILTIN[2019]

    assert builtin.off - first.off == {date(2019, 5, 2), date(2019, 5, 3)}
    assert builtin.work - first.work == {date(2019, 4, 28), date(2019, 5, 5)}
    assert [a.notice_date for a in builtin.amendments] == [date(2019, 3, 22)]


def test_the_built_in_2020_is_its_notice_with_the_longer_spring_festival() -> None:
    first, builtin = parse_notice(text_of(2020)), BUILTIN[2020]

    assert builtin.off - first.off == {date(2020, 1, 31)}
    assert first.work - builtin.work == {date(2020, 2, 1)}
    assert builtin.extra_days == 2 and builtin.extra_reason


def test_the_new_year_bridge_may_begin_in_the_old_year() -> None:
    notice = parse_notice(text_of(2019))

    assert date(2018, 12, 31) in notice.off
    assert date(2018, 12, 29) in notice.work


def test_signs_blanks_and_line_breaks_of_a_pasted_text_do_not_matter() -> None:
    text = text_of(2026)
    pasted = text.replace("，", ",").replace("：", ":").replace("（", "(").replace("）", ")")
    pasted = pasted.replace("\n", "").replace("日", "日 ")

    assert parse_notice(pasted) == parse_notice(text)


def test_every_built_in_year_passes_its_own_check() -> None:
    assert {year: problems_of(notice) for year, notice in BUILTIN.items()} == dict.fromkeys(BUILTIN, ())
    assert sorted(BUILTIN) == list(range(2004, 2027))


def test_years_from_2019_carry_their_notice_and_older_ones_say_that_theirs_is_unknown() -> None:
    for year, notice in BUILTIN.items():
        if year >= 2019:
            assert "国办发明电" in notice.notice and notice.notice_date is not None
        else:
            assert notice.notice == "来源未详"


def test_a_notice_survives_the_way_through_json() -> None:
    for notice in BUILTIN.values():
        assert notice_from_json(json.dumps(notice_to_table(notice), ensure_ascii=False)) == notice


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_file_of_text_is_read_in_the_usual_encodings(encoding: str) -> None:
    assert load_notice(text_of(2025).encode(encoding)) == parse_notice(text_of(2025))


def test_a_file_of_json_is_read() -> None:
    content = json.dumps(notice_to_table(BUILTIN[2026])).encode()

    assert load_notice(b"\xef\xbb\xbf" + content) == BUILTIN[2026]


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        ("共3天", "共4天", "共3天，原文写共4天"),
        ("1月1日（周五）", "1月1日（周四）", "原文说2027-01-01是星期四，实际是星期五"),
        ("5月8日（周六）上班", "5月8日起上班", "看不懂"),
        ("2月5日（周五）至11日", "2月30日（周五）至11日", "不是真实存在的日期"),
        ("五、端午节：6月9日（周三）放假1天，不调休。", "", "没有“端午节”的安排"),
        (
            "6月9日（周三）放假1天",
            "6月10日（周四）放假1天",
            "2027-06-09是法定节日（端午节）",
        ),
        ("1月31日（周日）上班。", "", "可能漏了上班日"),
        ("6月9日（周三）放假1天，不调休", "6月9日（周三）放假1天，6月12日（周六）上班", "看不懂"),
        ("9月26日（周日）、", "9月25日（周六）、9月26日（周日）、", "可能漏了放假日"),
        ("10月9日（周六）上班", "10月8日（周五）上班", "2027-10-08不是周末"),
        ("至7日（周四）", "至10月1日（周五）至7日", "看不懂"),
        ("至5日（周三）", "至3月5日（周五）", "起止日期不合理"),
    ],
)
def test_a_text_that_cannot_be_right_is_refused_with_the_reason(wrong: str, right: str, told: str) -> None:
    assert wrong in made_up_2027()

    with pytest.raises(InvalidNotice) as refused:
        parse_notice(made_up_2027().replace(wrong, right, 1))

    assert told in str(refused.value)


def test_a_year_that_gives_more_days_than_the_law_passes_only_with_a_reason() -> None:
    text = made_up_2027().replace("1月31日（周日）上班。", "")

    notice = parse_notice(text, extra_days=1, extra_reason="某重大纪念日增加一天假")

    assert notice.extra_days == 1
    with pytest.raises(InvalidNotice, match="写明理由"):
        parse_notice(text, extra_days=1)


def test_a_text_without_a_title_is_refused_with_what_to_do() -> None:
    with pytest.raises(InvalidNotice, match="请粘贴通知全文"):
        parse_notice("元旦放假三天。")


def test_an_encouragement_to_take_leave_is_not_a_day_off() -> None:
    assert date(2024, 2, 9) not in parse_notice(text_of(2024)).off


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"off": BUILTIN[2026].off | {date(2026, 1, 10)}}, "2026-01-10是周末"),
        ({"work": BUILTIN[2026].work | {date(2026, 3, 3)}}, "2026-03-03不是周末"),
        ({"off": BUILTIN[2026].off | {date(2025, 7, 1)}}, "2025-07-01不在2026年"),
        ({"off": BUILTIN[2026].off - {date(2026, 10, 1)}}, "2026-10-01是法定节日（国庆节）"),
        ({"work": BUILTIN[2026].work | {date(2026, 4, 5)}}, "2026-04-05是法定节日（清明节），不应列为上班日"),
        (
            {"off": BUILTIN[2026].off | {date(2026, 7, 1)}},
            "2026-07-01在假期（holidays）与放假日",
        ),
        ({"notice": " "}, "没有写明依据的通知"),
        ({"extra_days": 1}, "请在 extra_reason 中写明理由"),
    ],
)
def test_a_table_that_cannot_be_right_is_refused_with_the_reason(
    change: dict[str, object], told: str
) -> None:
    table = notice_to_table(replace(BUILTIN[2026], **change))

    with pytest.raises(InvalidNotice) as refused:
        notice_from_json(json.dumps(table))

    assert told in str(refused.value)


@pytest.mark.parametrize("field", ["year", "notice", "source", "off", "work"])
def test_a_missing_field_is_named(field: str) -> None:
    table = notice_to_table(BUILTIN[2026])
    del table[field]

    with pytest.raises(InvalidNotice, match=f"缺少字段 {field}"):
        notice_from_json(json.dumps(table))


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        "null",
        json.dumps(notice_to_table(BUILTIN[2026]) | {"off": ["2026年1月1日"]}),
        json.dumps(notice_to_table(BUILTIN[2026]) | {"off": 5}),
        json.dumps(notice_to_table(BUILTIN[2026]) | {"holidays": ["春节"]}),
        json.dumps(notice_to_table(BUILTIN[2026]) | {"status": "perhaps"}),
        json.dumps(notice_to_table(BUILTIN[2026]) | {"year": 99999}),
    ],
)
def test_a_file_of_the_wrong_form_is_refused_not_crashed_on(text: str) -> None:
    with pytest.raises(InvalidNotice):
        notice_from_json(text)


def test_a_path_is_read_and_a_missing_file_is_named(tmp_path: Path) -> None:
    assert load_notice(TEXTS / "2026.txt") == parse_notice(text_of(2026))
    with pytest.raises(InvalidNotice, match="打不开文件"):
        load_notice(tmp_path / "none.txt")


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(InvalidNotice, match="不是文本"):
        load_notice(b"\xff\xd8\xff\xe0\x00\x10")


def test_a_provisional_table_keeps_its_days_provisional() -> None:
    notice = replace(parse_notice(made_up_2027()), status=NoticeStatus.PROVISIONAL)
    calendar = Calendar.builtin().with_notice(notice)

    assert calendar.day(date(2027, 5, 4)).provisional
    assert calendar.day(date(2027, 3, 3)).provisional


def test_a_year_before_the_statutory_table_is_checked_for_its_days_only() -> None:
    notice = YearNotice(
        year=1990,
        notice="旧通知",
        notice_date=None,
        status=NoticeStatus.OFFICIAL,
        source="档案",
        spans=(Span(date(1990, 1, 1), date(1990, 1, 1), "元旦"),),
        off=frozenset({date(1990, 1, 1)}),
        work=frozenset(),
    )

    assert problems_of(notice) == ()


def test_a_loaded_notice_replaces_the_provisional_year() -> None:
    before = Calendar.builtin()
    after = before.with_notice(parse_notice(made_up_2027()))

    assert before.day(date(2027, 2, 9)).provisional and not after.day(date(2027, 2, 9)).provisional
    assert not before.is_workday(date(2027, 1, 31)) and after.is_workday(date(2027, 1, 31))
    assert after.version != before.version
    assert before.notice_for(2027) is None
    assert not any(after.day(date(2027, 1, 1) + timedelta(days=n)).provisional for n in range(365)), (
        "1 January 2028 is a Saturday, so its notice cannot reach into 2027"
    )
