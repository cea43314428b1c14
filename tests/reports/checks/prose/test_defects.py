"""What is wrong is found: planted defects, one each, and how they are told."""

import re
import time

import pytest

from gongkai.law.report_form import CellId
from gongkai.reports.checks.prose import prose_findings
from gongkai.reports.verdicts import Result, Severity
from tests.reports.checks.prose.clean import BUSY_CLEAN
from tests.reports.checks.prose.defects import BUSY_DEFECTS, QUIET_DEFECTS
from tests.reports.checks.prose.made import doubts, report_of
from tests.reports.checks.prose.tables import BUSY, QUIET


@pytest.mark.parametrize("name", BUSY_DEFECTS)
def test_a_defect_of_a_busy_year_is_found(name: str):
    check, texts = BUSY_DEFECTS[name]

    assert [found.id for found in doubts(report_of(BUSY, *texts)) if found.id.startswith(check)]


@pytest.mark.parametrize("name", QUIET_DEFECTS)
def test_a_defect_of_a_quiet_year_is_found(name: str):
    check, texts = QUIET_DEFECTS[name]

    assert [found.id for found in doubts(report_of(QUIET, *texts)) if found.id.startswith(check)]


def test_a_doubt_shows_both_sides_and_both_places():
    (found,) = doubts(report_of(BUSY, "总体良好。", "2023年，我局收到政府信息公开申请43件。"))

    assert (found.id, found.left, found.right) == ("prose_count.new.1", "43件", "34")
    assert found.where == "overview第2段；table3/new/total"
    assert found.severity is Severity.WARNING
    assert found.message == "正文“我局收到政府信息公开申请43件”，新收的申请在统计表中是34，请核对。"


def test_received_that_counts_the_carry_over_is_only_a_notice():
    (found,) = doubts(report_of(BUSY, "2023年，我局收到政府信息公开申请36件。"))

    assert found.severity is Severity.NOTICE


def test_growth_of_applications_is_measured_by_the_report_on_the_year_before():
    previous = report_of({CellId("table3", "new", "total"): 40}, year=2022)

    def told(text: str) -> list[tuple[str, Result]]:
        found = prose_findings(report_of(BUSY, text), previous)
        return [(each.id, each.result) for each in found if each.check == "prose_percent"]

    assert told("收到政府信息公开申请34件，比上年下降15%。") == [("prose_percent.growth.1", Result.PASS)]
    assert told("收到政府信息公开申请34件，比上年下降25%。") == [("prose_percent.growth.1", Result.UNCERTAIN)]
    assert told("收到政府信息公开申请34件，比上年增长15%。") == [("prose_percent.growth.1", Result.UNCERTAIN)]


def test_a_cell_without_a_number_is_said_once_and_never_held_for_zero():
    blank = {cell: value for cell, value in BUSY.items() if cell != CellId("table3", "new", "total")}
    report = report_of(
        blank, "收到政府信息公开申请34件。", "全年共收到政府信息公开申请34件。", "未收到政府信息公开申请。"
    )
    found = [each for each in prose_findings(report) if each.id.startswith("prose_count.new")]

    assert [(each.id, each.result) for each in found] == [("prose_count.new.1", Result.NOT_ASSESSABLE)]


def test_ids_stay_and_are_told_apart():
    report = report_of(
        BUSY, "收到政府信息公开申请43件。", "受理政府信息公开申请34件，收到政府信息公开申请34件。"
    )
    ids = [each.id for each in prose_findings(report)]

    assert ids == [each.id for each in prose_findings(report)]
    assert len(set(ids)) == len(ids)
    assert {"prose_count.new.1", "prose_count.new.2"} <= set(ids)


def test_printed_lines_of_a_page_are_read_as_one_paragraph():
    lines = (
        "（二）依申请公开情况。2023年，我局认真办理群众提出的申请，全年共收到政府信息公",
        "开申请43件，办结35件。",
    )
    report = report_of(BUSY, *lines, where="第2页第{at}行")

    assert [found.id for found in doubts(report)] == ["prose_count.new.1"]


def test_ten_milliseconds_are_enough_for_a_report():
    texts = [text for paragraphs in BUSY_CLEAN.values() for text in paragraphs]
    report = report_of(BUSY, *texts)
    list(prose_findings(report))
    start = time.process_time()
    for _ in range(5):
        list(prose_findings(report))
    per_thousand = (time.process_time() - start) / 5 / sum(map(len, texts)) * 1000

    # A report has some two thousand characters; five times the bound, for a machine that is busy.
    assert per_thousand * 2 < 0.05


HOSTILE = (
    "件" * 20_000,
    "收到政府信息公开申请3件，" * 3_000,
    "（" * 5_000,
    "其中1条、" * 3_000,
    "甲1条：乙2条，" * 1_000,
    "办理人大代表建议1件，办复率100%，" * 2_000,
    "甲，占1%，" * 3_000,
    "未收到政府信息公开申请，" * 2_000,
    "1，" * 20_000,
    "零" * 20_000,
    "全部" * 10_000,
    "未" * 20_000,
    "局" * 20_000,
)


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:6] for text in HOSTILE])
def test_hostile_text_takes_no_time(text: str):
    start = time.process_time()
    list(prose_findings(report_of(BUSY, text)))

    assert time.process_time() - start < 5


def test_a_report_without_year_or_organ_is_read():
    found = doubts(report_of(BUSY, "收到政府信息公开申请43件。", organ="", year=None))

    assert [each.id for each in found] == ["prose_count.new.1"]
    assert not re.search(r"\{|\}", found[0].message)


def test_the_trial_form_is_compared_too():
    cells = {CellId("table3", "new", "total"): 5, CellId("table3", "r.other", "total"): 2}
    report = report_of(cells, "2019年收到政府信息公开申请5件，其他处理3件。", year=2019, form="2019")

    assert [each.id for each in doubts(report)] == ["prose_count.other.1"]
