"""A report beside the one on the year before, and beside ones it cannot be compared with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.law.report_form import FORMS, TABLE3
from gongkai.reports.checks import check
from gongkai.reports.report import ReadReport
from gongkai.reports.verdicts import Finding, Result, Scope, Severity
from tests.reports.checks.made import cells, report, without_table


def across(made: ReadReport, previous: ReadReport | None) -> dict[str, Finding]:
    """The findings across years, by id."""
    return {one.id: one for one in check(made, previous) if one.scope is Scope.CROSS_YEAR}


def year_before(**changes: object) -> ReadReport:
    """The report on 2022 to which the good one of 2023 joins on."""
    joined = {
        "table3/carried_out/natural": 2, "table3/carried_out/total": 2, "table3/new/natural": 31,
        "table3/new/total": 35, "table2/normative/valid": 12,
    }  # fmt: skip
    return replace(report(joined, year=2022), **changes)


def test_a_report_joins_on_to_the_year_before():
    found = across(report(), year_before())

    assert len(found) == 7 + 2
    assert {one.result for one in found.values()} == {Result.PASS}
    assert found["E5.natural"].message == "自然人：上年结转2，上一年的结转下年2。"


def test_a_break_is_a_failure_that_only_warns():
    found = across(report(), year_before(cells=cells({"table3/carried_out/natural": 3})))["E5.natural"]

    assert (found.result, found.severity) == (Result.FAIL, Severity.WARNING)
    assert (found.left, found.right, found.counts_as_failure) == ("2", "3", False)


def test_what_is_in_force_is_only_asked_about():
    found = across(report(), year_before(cells=cells({"table2/normative/valid": 13})))["E6.normative"]

    assert found.result is Result.UNCERTAIN
    assert found.message == "行政规范性文件：现行有效14，上一年的现行有效13＋制发3－废止1＝15，相差1。"


@pytest.mark.parametrize(
    ("previous", "reason"),
    [
        (None, "没有提供"),
        (report(year=2021), "是2021年的，不是上一年"),
        (report(year=2023), "是2023年的，不是上一年"),
        (replace(report(year=2022), organ="白石县教育局"), "不是同一机关"),
        (replace(report(year=2022), year=None), "年份"),
    ],
)
def test_without_a_report_to_compare_with_nothing_is_concluded(previous: ReadReport | None, reason: str):
    found = across(report(), previous)

    assert set(found) == {"E5", "E6"}
    assert {one.result for one in found.values()} == {Result.NOT_ASSESSABLE}
    assert all(reason in one.message for one in found.values())


def test_a_name_without_the_places_above_is_the_same_organ():
    found = across(report(), year_before(organ="岭南市青石县水务局"))

    assert {one.result for one in found.values()} == {Result.PASS}


def test_from_the_trial_form_only_the_carry_over_is_known():
    trial = replace(
        year_before(year=2020), form_code="2019",
        cells={at: cell for at, cell in year_before().cells.items() if at in FORMS["2019"].cells()},
    )  # fmt: skip
    found = across(report(year=2021), trial)

    assert {one.result for key, one in found.items() if key.startswith("E5")} == {Result.PASS}
    assert found["E6.normative"].result is Result.NOT_ASSESSABLE
    assert "2019年试行格式" in found["E6.normative"].message


def test_a_year_before_without_its_table_concludes_nothing():
    found = across(report(), without_table(year_before(), TABLE3))

    assert found["E5.total"].result is Result.NOT_ASSESSABLE
    assert "没有表三" in found["E5.total"].message
