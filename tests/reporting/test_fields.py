"""Figures inside prose, task sentences and content kept as values: pure."""

from datetime import date
from decimal import Decimal

import pytest

from gongkai.law.report_form import FORMS, OUTLINE, CellId
from gongkai.reporting.fields import fill, holds, names_in
from gongkai.reporting.models import ImprovementTask
from gongkai.reporting.outline import draft_of
from gongkai.reporting.task_sentences import answers, faults
from gongkai.reports.content import Content, Passage
from gongkai.reports.stored import as_values, digest_of, from_values, scaled, unscaled

FEES = CellId("table2", "fees")
NEW = CellId("table3", "new", "total")


def test_a_figure_is_filled_in_by_its_name():
    filled = fill(
        "共{{published.total}}条，新收{{ table3/new/total }}件。",
        {"published.total": "96", "table3/new/total": "0"},
        {},
    )
    assert (filled.text, filled.missing) == ("共96条，新收0件。", ())


def test_a_missing_figure_leaves_a_mark_nobody_can_overlook():
    filled = fill("发布{{wechat}}条、{{wechat}}条", {"wechat": None}, {"wechat": "公众号信息"})
    assert filled.text == "发布［待填：公众号信息］条、［待填：公众号信息］条"
    assert filled.missing == ("wechat",)


def test_names_are_listed_once_in_their_order():
    assert names_in("{{b}}{{a}}{{b}}") == ("b", "a")


@pytest.mark.parametrize(
    ("condition", "value", "expected"),
    [("a=0", 0, True), ("a=0", 1, False), ("a>0", 1, True), ("a>0", 0, False), ("a=0", None, False)],
)
def test_a_condition_on_a_missing_figure_never_holds(condition, value, expected):
    assert holds(condition, {"a": value}) is expected


def test_what_is_no_condition_is_an_error():
    with pytest.raises(ValueError, match="ungefähr"):
        holds("ungefähr", {})


def test_the_draft_fits_the_year():
    fee = OUTLINE["other.fee"]
    assert "未收取" in draft_of(fee, {"processing_fee": 0})
    assert "{{processing_fee}}" in draft_of(fee, {"processing_fee": 380})
    assert "{{processing_fee}}" in draft_of(fee, {})


def _task(fault: str, **values: str) -> ImprovementTask:
    return ImprovementTask(fault=fault, measure="加强培训", **values)


def test_faults_become_one_sentence():
    assert faults([_task("内容不全。"), _task("更新不及时")]) == "一是内容不全；二是更新不及时。"
    assert faults([_task("内容不全")]) == "内容不全。"
    assert faults([]) == ""


def test_last_years_measures_are_answered_one_by_one():
    told = answers(
        [
            _task("内容不全", answer="已补充目录12项。"),
            _task("形式单一", dropped_reason="并入新媒体工作"),
            _task("更新慢"),
        ]
    )
    assert told == (
        "一是针对“内容不全”，已补充目录12项；二是“形式单一”不再列入：并入新媒体工作；"
        "三是针对“更新慢”提出的措施，［待填：落实情况］。"
    )


def test_a_content_kept_as_values_comes_back_the_same():
    content = Content(
        organ="某局", year=2023, form_code="2021", title="年报", opening=("一", "二"),
        prose={"overview": (Passage("（一）主动公开", ("共96条。",)),)}, cells={NEW: 3, FEES: Decimal("1.5")},
        signed_by="某局", signed_on=date(2024, 1, 22), notes={NEW: "其中1件"}, edition=2, correction="漏计",
    )  # fmt: skip
    assert from_values(as_values(content)) == content


def test_the_hash_does_not_depend_on_the_order_of_keys():
    assert digest_of({"a": 1, "b": 2}) == digest_of({"b": 2, "a": 1}) != digest_of({"a": 2, "b": 1})


@pytest.mark.parametrize("amount", ["0", "4068.208", "14722.49", "0.0001", "100"])
def test_amounts_are_kept_exactly(amount):
    form = FORMS["2021"]
    kept = scaled(form, FEES, Decimal(amount))
    assert unscaled(form, FEES, kept) == Decimal(amount)
    assert "E" not in str(unscaled(form, FEES, kept))


def test_an_amount_finer_than_one_yuan_is_refused():
    with pytest.raises(ValueError, match=r"0\.00001"):
        scaled(FORMS["2021"], FEES, Decimal("0.00001"))


def test_half_a_piece_is_refused():
    with pytest.raises(ValueError, match=r"1\.5"):
        scaled(FORMS["2021"], NEW, Decimal("1.5"))
