"""Reports of the same localities with a real fault each: it is found, in words that say where."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.law.report_form import TABLE3, CellId
from gongkai.reports.checks import check
from gongkai.reports.verdicts import Result
from tests.reports.localities import inland, pages, words
from tests.reports.localities.catalogue import File
from tests.reports.localities.faulty import FAULTS, Fault
from tests.reports.localities.test_clean import read

_ADVERSE = (Result.FAIL, Result.UNCERTAIN)


@pytest.mark.parametrize("fault", [pytest.param(fault, id=fault.what) for fault in FAULTS])
def test_the_fault_is_found(fault: Fault, tmp_path: Path) -> None:
    found = [one for one in check(read(fault.file, tmp_path)) if one.result in _ADVERSE]
    mine = [one for one in found if one.check in fault.found_by]
    assert mine, [one.message for one in found]
    assert all(one.where or one.check in ("sections_present", "dates_order") for one in mine)


def test_last_years_report_shows_what_was_taken_over(tmp_path: Path) -> None:
    report = inland.LABOUR
    text = "个别处室对政府信息公开工作的重要性认识不足，主动公开的意识不强，信息更新不够及时，解读形式不"
    "够丰富，需要继续改进。"
    older = replace(
        report, year=2022, title=report.title.replace("2023", "2022"), problems=(text,),
        opening=tuple(line.replace("2023", "2022") for line in report.opening),
        figures={**report.figures, CellId(TABLE3, "carried_out", "natural"): 2},
    )  # fmt: skip
    now = read(File(replace(report, problems=(text,)), pages.ucap, "html"), tmp_path)
    before = read(File(older, words.merged, "docx"), tmp_path)
    found = {one.id for one in check(now, before) if one.result in _ADVERSE}
    assert "E5.natural" in found
    assert [name for name in found if name.startswith("taken_over.problems")]


def test_a_town_named_by_its_place_alone_is_the_same_the_year_before(tmp_path: Path) -> None:
    report = inland.VILLAGE
    older = replace(report, year=2020, title="苗岭乡人民政府2020年政府信息公开工作年度报告", opening=())
    now = read(File(replace(report, closing=()), pages.ucap, "html"), tmp_path)
    before = read(File(older, pages.ucap, "html"), tmp_path)
    assert now.organ == "苗岭乡"
    reasons = {one.message for one in check(now, before) if one.check == "E5"}
    assert not [reason for reason in reasons if "不是同一机关" in reason]
