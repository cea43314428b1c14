"""The demo's annual reports: 2023 with the figures of the real one, 2024 from its requests."""

import json
import re
from pathlib import Path

import pytest

from gongkai.demo.figures import REPORTED, REPORTED_TOTAL
from tests.support.commands import gongkai_ok

#: What a real bureau reported for 2023 beside the categories of what it published.
SEED = {
    "wechat": 348, "hotline": 1, "press_conferences": 1, "processing_fee": "0", "enterprise_actions": 46,
    "proposals": {"npc": 3, "cppcc": 3, "answered": 6, "rate": "100%", "grades": {"A": 6}},
}  # fmt: skip


def build(demo: Path, year: int, organ: str = "gxj") -> dict:
    """The report as the command compiles it."""
    return json.loads(
        gongkai_ok("report", "build", "--organ", organ, "--year", year, "--json", "--dir", demo)
    )


def item_page(demo: Path, year: int) -> Path:
    """The portal's page of the bureau's report."""
    title = f"<title>海岳市文川区工业和信息化局{year}年政府信息公开工作年度报告"
    pages = (demo / "release" / "www" / "gxj" / "xx" / str(year + 1)).glob("*.html")
    return next(page for page in pages if title in page.read_text("utf-8"))


def published(demo: Path, year: int, extension: str) -> Path:
    """A file that page offers."""
    page = item_page(demo, year).read_text("utf-8")
    (address,) = re.findall(rf'href="(/gxj/xx/[^"]+\.{extension})"', page)
    return demo / "release" / "www" / address.lstrip("/")


def test_the_report_of_2023_has_the_figures_of_the_real_one(demo: Path):
    told = build(demo, 2023)
    assert told["figures"]["published"] == {"total": REPORTED_TOTAL, "by_category": REPORTED}
    for name, value in SEED.items():
        assert told["figures"][name] == value, name
    assert told["table3"]["new"]["total"] == 0
    assert told["carry_over"]["ok"]


def test_the_report_of_2024_counts_the_requests_and_hands_two_on_to_2025(demo: Path):
    told, after = build(demo, 2024), build(demo, 2025)
    assert told["table3"]["new"]["total"] == 54
    assert sum(value > 0 for row, cells in told["table3"].items() for value in cells.values()) > 60
    assert told["table3"]["carried_out"]["total"] == after["table3"]["carried_in"]["total"] == 2
    assert after["carry_over"] == {**after["carry_over"], "ok": True, "breaks": []}
    assert told["table4"]["review"]["total"] == 2


def file_of(demo: Path, year: int, extension: str) -> Path:
    """One of the forms in which the public finds the report; the page itself among them."""
    return item_page(demo, year) if extension == "html" else published(demo, year, extension)


@pytest.mark.parametrize("extension", ["docx", "pdf", "html"])
def test_what_was_published_is_read_back_cell_for_cell(demo: Path, extension: str):
    told = build(demo, 2024)
    read = json.loads(gongkai_ok("report", "extract", file_of(demo, 2024, extension), "--json"))
    for table in ("table2", "table3", "table4"):
        for row, cells in told[table].items():
            for column, value in cells.items() if isinstance(cells, dict) else [("", cells)]:
                found = read[table][row][column] if column else read[table][row]
                assert str(found["value"]) == str(value), (table, row, column)
    assert read["signed_on"] == "2025-01-20"


def test_the_published_reports_pass_their_own_checks(demo: Path):
    before, now = published(demo, 2023, "docx"), published(demo, 2024, "docx")
    (told,) = json.loads(gongkai_ok("report", "check", now, "--previous", before, "--json"))
    assert told["report"] == {"organ": "海岳市文川区工业和信息化局", "year": 2024, "format": "2021"}
    assert told["summary"]["fail"] == 0
    assert {one["scope"] for one in told["checks"]} == {"arithmetic", "cross_year", "prose", "form"}


def test_section_five_answers_last_years_measures_one_by_one(demo: Path):
    read = json.loads(gongkai_ok("report", "extract", published(demo, 2024, "docx"), "--json"))
    assert read["title"].endswith("2024年政府信息公开工作年度报告")
    page = item_page(demo, 2024).read_text("utf-8")
    for answer in ("已对照目录补充公开内容12项", "已建立按月检查制度", "已组织培训2次"):
        assert answer in page
