"""The processing fee: worked amounts, bands that add up, and the command that prints them."""

import json
import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.catalogue import UnknownCode
from gongkai.law.fees import (
    MOST_ITEMS,
    TARIFFS,
    FeeStandard,
    InvalidFeeCount,
    by_items,
    by_pages,
    month_of,
)
from tests.law.examples_read import examples
from tests.support.commands import environment, gongkai, gongkai_ok
from tests.support.schemas import problems


def rate_of_item(k: int) -> int:
    """What the k-th item of a month costs, by the formula rather than by the bands."""
    if k <= 10:
        return 0
    return 100 if k <= 30 else 100 * (2 + (k - 31) // 10)


def rate_of_page(k: int) -> int:
    """What the k-th page costs."""
    return 0 if k <= 30 else 10 if k <= 100 else 20 if k <= 200 else 40


def reckon(told: dict):
    """The reckoning an example asks for."""
    on = told.get("day")
    if "pages" in told:
        return by_pages(told["pages"], on=on, exemption=told.get("exemption", ""))
    return by_items(told.get("already", 0), told["items"], on=on)


@pytest.mark.parametrize("example", examples("fees"))
def test_worked_examples(example: dict) -> None:
    told, expected = example["input"], example["expected"]
    if "month" in expected:
        assert month_of(told["month_of"]) == expected["month"]
        return
    if "error" in expected:
        with pytest.raises(InvalidFeeCount, match=expected["error"]):
            reckon(told)
        return

    reckoning = reckon(told)

    assert reckoning.amount == Decimal(expected["amount"])
    assert reckoning.free_count == expected["free"]
    assert reckoning.rules_version == expected.get("rules", "fee-2021")
    if "bands" in expected:
        assert [[b.first, b.last, int(b.rate)] for b in reckoning.bands] == expected["bands"]


@given(st.integers(0, 300), st.integers(1, 300))
def test_the_amount_is_the_sum_of_what_each_item_costs(already: int, items: int) -> None:
    assert by_items(already, items).amount == sum(
        rate_of_item(k) for k in range(already + 1, already + items + 1)
    )


@given(st.integers(1, 2_000))
def test_the_amount_is_the_sum_of_what_each_page_costs(pages: int) -> None:
    assert by_pages(pages).amount == sum(rate_of_page(k) for k in range(1, pages + 1))


@given(st.integers(0, 200), st.integers(1, 200))
def test_the_fee_never_falls_with_more_items(already: int, items: int) -> None:
    reckoning = by_items(already, items)

    assert reckoning.amount <= by_items(already, items + 1).amount
    assert reckoning.amount <= by_items(already + 1, items).amount


@given(st.integers(0, 200), st.integers(1, 100), st.integers(1, 100))
def test_items_cost_the_same_filed_at_once_or_one_after_the_other(already: int, a: int, b: int) -> None:
    together = by_items(already, a + b).amount

    assert together == by_items(already, a).amount + by_items(already + a, b).amount


@given(st.integers(0, 500), st.integers(1, 500), st.sampled_from(FeeStandard))
def test_bands_follow_on_each_other_and_add_up(already: int, count: int, standard: FeeStandard) -> None:
    is_items = standard is FeeStandard.ITEMS
    reckoning = by_items(already, count) if is_items else by_pages(count)
    first = already + 1 if is_items else 1

    assert reckoning.bands[0].first == first
    assert reckoning.bands[-1].last == first + count - 1
    assert all(a.last + 1 == b.first for a, b in zip(reckoning.bands, reckoning.bands[1:], strict=False))
    assert all(a.rate < b.rate for a, b in zip(reckoning.bands, reckoning.bands[1:], strict=False))
    assert sum(band.count for band in reckoning.bands) == count
    assert sum(band.amount for band in reckoning.bands) == reckoning.amount


@given(st.dates(date(2019, 5, 15), date(2020, 12, 31)), st.integers(1, 500))
def test_nothing_is_charged_before_there_was_a_rule(on: date, count: int) -> None:
    assert not by_items(0, count, on=on).is_chargeable
    assert not by_pages(count, on=on).is_chargeable


def test_brackets_begin_at_one_and_leave_no_gap() -> None:
    for tariff in TARIFFS:
        for standard in FeeStandard:
            brackets = tariff.brackets(standard)
            assert brackets[0].first == 1
            assert [b.last + 1 for b in brackets[:-1]] == [b.first for b in brackets[1:]]
            assert brackets[-1].last is None


def test_an_exemption_nobody_knows_is_refused() -> None:
    with pytest.raises(UnknownCode, match="不按量收费的情形"):
        by_pages(3, exemption="friend")


def test_the_last_number_that_can_be_reckoned() -> None:
    assert by_items(0, MOST_ITEMS).amount > 0
    with pytest.raises(InvalidFeeCount):
        by_items(1, MOST_ITEMS)


def test_the_command_prints_amount_and_bands() -> None:
    told = gongkai_ok("fee", "--items", "10", "--already", "35")

    assert "2500 元" in told
    assert "36—40" in told and "41—45" in told


@pytest.mark.parametrize(
    ("call", "amount", "chargeable"),
    [
        (["--items", "35"], "3000", True),
        (["--pages", "250"], "4700", True),
        (["--items", "3"], "0", False),
        (["--items", "45", "--on", "2020-12-31"], "0", False),
    ],
)
def test_the_command_answers_a_program(call: list[str], amount: str, chargeable: bool) -> None:
    told = json.loads(gongkai_ok("fee", *call, "--json"))

    assert problems("fee", told) == []
    assert (told["amount"], told["chargeable"]) == (amount, chargeable)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        ([], "请写明件数"),
        (["--items", "-5"], "件数应为1以上"),
        (["--items", "0"], "件数应为1以上"),
        (["--items", "3", "--already", "-1"], "不能是负数"),
        (["--items", "3", "--pages", "4"], "不能与"),
        (["--pages", "3", "--already", "2"], "不能与"),
        (["--items", "三件"], "写法不对"),
        (["--pages", "1.5"], "写法不对"),
        (["--items", "99999999"], "超过10000"),
        (["--items", "9" * 5000], "写法不对"),
        (["--items", "3", "--on", "2020/1/1"], "年-月-日"),
        (["--items", "3", "--on", "2026-02-30"], "年-月-日"),
    ],
)
def test_a_wrong_call_is_code_2_with_one_chinese_line(call: list[str], sentence: str) -> None:
    done = gongkai("fee", *call)

    assert done.returncode == 2
    assert done.stdout == ""
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_command_and_the_law_know_no_framework() -> None:
    code = "import sys, gongkai.cli.fee, gongkai.law.uncertain; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False, env=environment()).returncode == 0
