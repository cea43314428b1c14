"""Limits for publication (article 26), index numbers and document numbers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.calendar import Calendar
from gongkai.law.catalogue import (
    INDEX_PATTERNS,
    PUBLICATION_LIMITS,
    TIME_CLASSES,
    DocumentNumber,
    InvalidDocumentNumber,
    InvalidIndexNumber,
    LimitUnit,
    UnknownCode,
    document_number_problems,
    front_of_organisation_code,
    is_document_number,
    parse_document_number,
    publication_due,
)
from gongkai.law.provenance import Basis, Certainty

CALENDAR = Calendar.builtin()
FRONTS = {
    "standard": st.from_regex(r"[0-9A-Z]{9}", fullmatch=True),
    "credit_code": st.from_regex(r"[0-9A-Z]{18}", fullmatch=True),
    "year_month": st.from_regex(r"[0-9A-Z]{9}([0-9A-Z]{9})?", fullmatch=True),
    "hyphenated": st.from_regex(r"[0-9A-Z]{8}-[0-9X]", fullmatch=True),
    "division": st.from_regex(r"[0-9]{9}", fullmatch=True),
    "composed": st.from_regex(r"[0-9]{6}-[0-9]{3}-[A-Z]{2}", fullmatch=True),
}


@pytest.mark.parametrize(
    ("formed_on", "kind", "time_class", "due"),
    [
        (date(2026, 2, 10), "general", None, date(2026, 3, 16)),
        (date(2026, 2, 10), "general", "long_term", date(2026, 3, 16)),
        (date(2026, 2, 10), "general", "real_time", date(2026, 2, 11)),
        (date(2026, 2, 10), "licence_result", None, date(2026, 2, 26)),
        (date(2026, 2, 10), "penalty_result", "real_time", date(2026, 2, 26)),
        (date(2026, 2, 10), "budget", None, date(2026, 3, 2)),
        (date(2026, 9, 30), "interpretation", None, date(2026, 10, 10)),
    ],
)
def test_worked_limits(formed_on: date, kind: str, time_class: str | None, due: date) -> None:
    answer = publication_due(formed_on, kind, CALENDAR, time_class=time_class)

    assert answer.due == due
    assert (answer.deadline is None) == (answer.limit.unit is LimitUnit.DAY)


def test_a_limit_that_runs_into_an_unknown_year_is_provisional() -> None:
    assert publication_due(date(2026, 12, 20), "general", CALENDAR).provisional


def test_an_organ_may_confirm_a_limit() -> None:
    basis = Basis("本省办法第三条", "某省办法", date(2026, 1, 1), None, Certainty.SEEN)
    limits = PUBLICATION_LIMITS.confirmed("licence_result", basis=basis, amount=5)

    answer = publication_due(date(2026, 2, 10), "licence_result", CALENDAR, limits=limits)

    assert answer.due == date(2026, 2, 24)
    assert answer.limit.basis is basis
    assert PUBLICATION_LIMITS["licence_result"].amount == 7


def test_a_time_class_never_lengthens_the_general_limit() -> None:
    basis = Basis("本机关目录", "本机关目录", None, None, Certainty.LOCAL)
    slow = TIME_CLASSES.confirmed("long_term", basis=basis, limit_workdays=30)

    answer = publication_due(
        date(2026, 2, 10), "general", CALENDAR, time_class="long_term", time_classes=slow
    )

    assert answer.due == date(2026, 3, 16)
    assert answer.limit.basis.article.endswith("第二十六条")


def test_unknown_kinds_and_time_classes_are_refused() -> None:
    with pytest.raises(UnknownCode, match="主动公开期限"):
        publication_due(date(2026, 2, 10), "gossip", CALENDAR)
    with pytest.raises(UnknownCode, match="时限类别"):
        publication_due(date(2026, 2, 10), "general", CALENDAR, time_class="never")


@pytest.mark.parametrize("code", INDEX_PATTERNS.codes())
@given(data=st.data())
def test_an_index_number_reads_back_as_it_was_written(code: str, data: st.DataObject) -> None:
    pattern = INDEX_PATTERNS[code]
    front = data.draw(FRONTS[code])
    year, month = data.draw(st.integers(1990, 2100)), data.draw(st.integers(1, 12))
    serial = data.draw(st.integers(1, 99_999))

    text = pattern.format(front=front, year=year, month=month, serial=serial)
    number = pattern.parse(text)

    assert (number.front, number.year, number.serial) == (front, year, serial)
    assert number.month == (month if pattern.has_month else None)
    assert text.endswith(pattern.back_part(text))


def test_the_standard_form_has_twenty_characters() -> None:
    text = INDEX_PATTERNS["standard"].format(front="000014349", year=2017, serial=110)

    assert text == "000014349/2017-00110" and len(text) == 20
    assert INDEX_PATTERNS["standard"].back_part(text) == "2017-00110"


@pytest.mark.parametrize("pattern", INDEX_PATTERNS, ids=lambda pattern: pattern.code)
def test_the_example_of_each_pattern_is_of_that_pattern(pattern) -> None:
    number = pattern.parse(pattern.example)

    assert pattern.example == pattern.format(
        front=number.front, year=number.year, month=number.month, serial=number.serial
    )


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("standard", "000014349/2017-0110"),
        ("standard", "000014349/2017-00000"),
        ("standard", "00001434-9/2017-00110"),
        ("standard", "000014349/17-00110"),
        ("standard", "０00014349/2017-00110"),
        ("standard", "000014349/２017-00110"),
        ("credit_code", "000014349/2017-00110"),
        ("year_month", "000014349/202113-00013"),
        ("division", "A35210000/2025-00016"),
        ("hyphenated", "014276888/2022-00185"),
        ("composed", ""),
    ],
)
def test_what_is_not_of_the_pattern_is_refused(code: str, text: str) -> None:
    with pytest.raises(InvalidIndexNumber):
        INDEX_PATTERNS[code].parse(text)


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"front": "1", "year": 2026, "serial": 1}, "机构代码“1”不符合"),
        ({"front": "000014349", "year": 26, "serial": 1}, "年份26不合理"),
        ({"front": "000014349", "year": 2026, "serial": 0}, "流水号0超出"),
        ({"front": "000014349", "year": 2026, "serial": 100_000}, "请改用更长的样式"),
    ],
)
def test_parts_that_do_not_fit_are_refused_with_the_reason(parts: dict, told: str) -> None:
    with pytest.raises(InvalidIndexNumber) as refused:
        INDEX_PATTERNS["standard"].format(**parts)

    assert told in str(refused.value)


def test_a_pattern_with_a_month_asks_for_one() -> None:
    with pytest.raises(InvalidIndexNumber, match="月份"):
        INDEX_PATTERNS["year_month"].format(front="000014349", year=2026, serial=1)


def test_the_hyphen_of_an_organisation_code_is_dropped() -> None:
    assert front_of_organisation_code(" 00001434-9 ") == "000014349"
    with pytest.raises(InvalidIndexNumber, match="不是组织机构代码"):
        front_of_organisation_code("1434-9")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("国办发〔2017〕47号", ("国办发", 2017, 47)),
        ("国办公开办函〔2021〕30号", ("国办公开办函", 2021, 30)),
        ("文工信发〔2023〕5号", ("文工信发", 2023, 5)),
    ],
)
def test_a_document_number_of_the_usual_shape_is_read(text: str, parts: tuple[str, int, int]) -> None:
    number = parse_document_number(text)

    assert number == DocumentNumber(*parts)
    assert str(number) == text and is_document_number(text)
    assert document_number_problems(text) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("国办发[2017]47号", ("六角括号",)),
        ("国办发（2017）47号", ("六角括号",)),
        ("国办发〔2017〕第47号", ("不加“第”",)),
        ("国办发〔2017〕047号", ("0请删去",)),
        ("国办发〔17〕47号", ("四位数字",)),
        ("国办发〔2017〕47", ("缺少“号”",)),
        ("国办发 〔2017〕47号", ("空格",)),
        ("〔2017〕47号", ("缺少机关代字",)),
        ("国办发【2017】第07号", ("六角括号", "不加“第”", "0请删去")),
        ("关于公开的通知", ("一般写作",)),
        ("3科〔2017〕47号", ("机关代字中有数字",)),
    ],
)
def test_each_departure_from_the_shape_is_named(text: str, told: tuple[str, ...]) -> None:
    problems = document_number_problems(text)

    assert len(problems) == len(told)
    assert all(words in problem for words, problem in zip(told, problems, strict=True))
    assert not is_document_number(text)
    with pytest.raises(InvalidDocumentNumber):
        parse_document_number(text)
