"""The equations of the form over figures that hold, figures that do not, and figures that are not there."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from gongkai.law.report_form import TABLE3, CellId, instances, parse_cell
from gongkai.reports.checks import check
from gongkai.reports.report import Kind, ReadReport
from gongkai.reports.verdicts import Finding, Result, Severity
from tests.reports.checks.made import cell, report, without_table


def found(made: ReadReport, previous: ReadReport | None = None) -> dict[str, Finding]:
    """The findings by id."""
    return {one.id: one for one in check(made, previous)}


def results(made: ReadReport, prefix: str) -> set[Result]:
    """What the findings of one check conclude."""
    return {one.result for one in check(made) if one.check == prefix}


def test_every_equation_holds_at_every_place_of_a_good_report():
    made = report()
    told = found(made)
    within = [one for one in instances(made.form) if not one.equation.is_cross_year]

    assert len(within) == 7 + 7 + 25 + 3
    assert all(told[one.id].result is Result.PASS for one in within)


def test_both_sides_are_told_as_numbers_with_their_terms():
    told = found(report())["E1.total"]

    assert told.message == "总计：新收34＋上年结转2＝36，办理总计35＋结转下年1＝36。"
    assert (told.left, told.right) == ("36", "36")
    assert "格" in told.where


def test_a_wrong_figure_breaks_the_equations_it_stands_in():
    told = found(report({"table3/r.open/natural": 21}))
    failed = {key for key, one in told.items() if one.result is Result.FAIL}

    assert failed == {"E2.natural", "E3.r.open"}
    assert told["E2.natural"].counts_as_failure
    assert told["E2.natural"].message == (
        "自然人：办理总计31，予以公开21＋保护第三方合法权益5＋不掌握6＝32，相差1。"
    )


@pytest.mark.parametrize(
    ("kind", "word"), [(Kind.BLANK, "空格"), (Kind.DASH, "画了线"), (Kind.UNREADABLE, "读不出")]
)
def test_without_a_number_nothing_is_concluded_and_the_cell_is_named(kind: Kind, word: str):
    made = report()
    at = CellId(TABLE3, "carried_out", "total")
    made = replace(made, cells={**made.cells, at: cell(None, "表2第9行第7列", kind)})
    told = found(made)

    assert told["E1.total"].result is Result.NOT_ASSESSABLE
    assert "结转下年" in told["E1.total"].message and word in told["E1.total"].message
    assert "表2第9行第7列" in told["E1.total"].message
    assert told["E3.carried_out"].result is Result.NOT_ASSESSABLE
    assert told["E1.natural"].result is Result.PASS


def test_a_sum_that_no_number_could_mend_is_broken_all_the_same():
    told = found(report({"table3/new/total": 90, "table3/carried_in/total": None}))

    assert told["E1.total"].result is Result.FAIL
    assert "也不可能相等" in told["E1.total"].message


def test_an_empty_table_concludes_nothing():
    assert results(without_table(report(), TABLE3), "E1") == {Result.NOT_ASSESSABLE}
    blank = {f"table4/review/{c}": None for c in ("upheld", "corrected", "other", "pending", "total")}
    assert found(report(blank))["E4.review"].result is Result.NOT_ASSESSABLE


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("table3/r.open/natural", -20, "负数"),
        ("table3/r.open/natural", Decimal("20.5"), "整数"),
        ("table2/fees", Decimal("-1"), "负数"),
        ("table2/licensing", Decimal("12.5"), "整数"),
    ],
)
def test_counts_are_whole_and_nothing_is_negative(name: str, value: Decimal, word: str):
    told = found(report({name: value}))[f"E8.{parse_cell(name)}"]

    assert told.result is Result.FAIL
    assert word in told.message
    assert told.left == str(value)


def test_a_signed_column_of_the_trial_form_may_be_negative():
    made = report()
    at = parse_cell("table2/licensing/change")
    trial = replace(made, form_code="2019", cells={at: cell(-3)})

    assert results(trial, "E8") == {Result.PASS, Result.NOT_ASSESSABLE}


@pytest.mark.parametrize(("subtotal", "result"), [(4, Result.PASS), (5, Result.UNCERTAIN)])
def test_a_subtotal_is_the_sum_of_the_organisations(subtotal: int, result: Result):
    made = replace(report(), subtotals={CellId(TABLE3, "new", "subtotal"): cell(subtotal)})
    told = found(made)["subtotal.new"]

    assert (told.result, told.severity) == (result, Severity.WARNING)


def test_an_amount_in_yuan_is_asked_about():
    before = report(year=2022)

    assert found(report(), before)["fee_unit.table2/fees"].result is Result.PASS
    jumped = found(report({"table2/fees": Decimal(125000)}), before)["fee_unit.table2/fees"]
    assert (jumped.result, jumped.left, jumped.right) == (Result.UNCERTAIN, "125000", "12.5")
