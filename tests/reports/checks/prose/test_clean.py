"""What is right is left alone: clean prose of many styles raises no doubt."""

import pytest

from gongkai.reports.checks.prose import prose_findings
from gongkai.reports.verdicts import Finding, Result, Scope
from tests.reports.checks.prose.clean import BUSY_CLEAN, QUIET_CLEAN
from tests.reports.checks.prose.made import doubts, passes, report_of
from tests.reports.checks.prose.real import real_report, seed_lines
from tests.reports.checks.prose.tables import BUSY, QUIET


def told(findings: list[Finding]) -> list[str]:
    return [finding.message for finding in findings]


def holding(findings: list[Finding]) -> set[tuple[str, str, str]]:
    return {(finding.id, finding.left, finding.right) for finding in findings}


@pytest.mark.parametrize("name", BUSY_CLEAN)
def test_clean_prose_of_a_busy_year_raises_no_doubt(name: str):
    assert told(doubts(report_of(BUSY, *BUSY_CLEAN[name]))) == []


@pytest.mark.parametrize("name", QUIET_CLEAN)
def test_clean_prose_of_a_quiet_year_raises_no_doubt(name: str):
    assert told(doubts(report_of(QUIET, *QUIET_CLEAN[name]))) == []


def test_a_whole_clean_report_raises_no_doubt_and_its_sums_are_reported():
    names = ("plain", "remedies", "normative", "proposals", "no_fee")
    report = report_of(BUSY, *(text for name in names for text in BUSY_CLEAN[name]))

    assert told(doubts(report)) == []
    assert {
        ("prose_count.new.1", "34件", "34"),
        ("prose_count.deny.1", "2件", "2"),
        ("prose_count.review.total.1", "5件", "5"),
        ("prose_count.lawsuit.total.1", "3件", "3"),
        ("prose_count.normative.valid.1", "32件", "32"),
        ("prose_sum.parts.1", "5件", "2＋1＋1＋1"),
        ("prose_sum.total.1", "7件", "3＋4"),
        ("prose_percent.rate.1", "100%", "7÷7＝100%"),
    } <= holding(passes(report))


def test_figures_of_accepted_applications_may_count_what_was_carried_over():
    found = passes(real_report("沭阳"))

    assert told(doubts(real_report("沭阳"))) == []
    assert {
        ("prose_count.accepted.1", "749件", "749"),
        ("prose_count.natural.1", "741件", "741"),
        ("prose_count.legal.1", "8件", "8"),
        ("prose_count.answered.1", "718件", "718"),
        ("prose_count.carried_out.1", "31件", "31"),
        ("prose_count.remedies.total.1", "74件", "74"),
    } <= holding(found)


def test_all_done_against_a_carry_over_is_found_in_a_real_report():
    report = real_report("上海")
    unknown = [each.id for each in prose_findings(report) if each.result is Result.NOT_ASSESSABLE]

    assert [each.id for each in doubts(report)] == ["prose_contradiction.all_done.1"]
    assert unknown == ["prose_count.carried_out.1"]


def test_a_county_that_handled_all_it_received_passes():
    report = real_report("金湖")

    assert told(doubts(report)) == []
    assert {
        ("prose_count.new.1", "143件", "143"),
        ("prose_count.handled.1", "143件", "143"),
    } == holding(passes(report))


def test_the_sums_of_the_seed_report_hold():
    report = report_of({}, *seed_lines(), organ="威海市文登区工业和信息化局", year=2023)

    assert told(doubts(report)) == []
    assert {
        ("prose_sum.parts.1", "96条", "3＋50＋11＋16＋5＋11"),
        ("prose_sum.grades.1", "6", "6"),
        ("prose_percent.rate.1", "100%", "6÷6＝100%"),
    } <= holding(passes(report))


def test_every_finding_is_of_prose_and_none_fails():
    for texts in BUSY_CLEAN.values():
        for finding in prose_findings(report_of(BUSY, *texts)):
            assert finding.scope is Scope.PROSE
            assert finding.result is Result.PASS
