"""The report of 2025 from its beginning to the authority, who sends it back with a reason."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.clerk_desk import DESK, PHONE, click, enter, said
from tests.browser.clerk_desk import fits as fits_by_width
from tests.browser.conftest import Hands, Site, served

YEAR = 2025
REASON = "行政许可的件数与台账不符。"
LICENCES = "12"
#: What is written into the table of figures; everything else is nought.
TOLD = {
    "行政许可": LICENCES, "人大代表建议": "3", "政协委员提案": "3", "建议提案已办复": "6", "（A类）": "6",
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An office with a request of 2025, served by `gongkai serve` with its worker."""
    with served("tests.browser.report_office", tmp_path_factory.mktemp("report")) as told:
        yield Site(**told)


def test_the_report_goes_from_its_beginning_to_the_authority_and_back(as_person, tmp_path):
    clerk = as_person("reviewer")
    report = begun_by_keyboard(clerk)
    figures_by_table(clerk, report, tmp_path / "数据.xlsx")
    passage_written(clerk)
    clerk.go(report)
    fits(clerk)
    clerk.page.get_by_role("region", name="表二").get_by_role("link", name=LICENCES).click()
    expect(clerk.page.get_by_role("heading", level=1)).to_contain_text("行政许可")
    fits(clerk)
    done(clerk, report, "自查并提交审核", "自查通过，已提交审核。")
    expect(next_step(clerk)).to_contain_text("等另一人审核")

    done(as_person("reviewer2"), report, "审核通过", "审核通过，待签发。")
    # The leader signs on a telephone's width, without any script.
    signer = as_person("signer", script=False, width=390)
    signer.go(report)
    expect(next_step(signer)).to_contain_text("请您签发")
    click(signer, "签发", role="link")
    click(signer, "签发")
    said(signer, "已签发，年报定稿。")
    done(clerk, report, "报送主管部门", "已报送主管部门。")

    sent_back(as_person("supervisor"), report)
    clerk.go(report)
    expect(clerk.page.get_by_text(f"退回理由：{REASON}")).to_be_visible()
    expect(clerk.page.get_by_role("button", name="重新统计").or_(
        clerk.page.locator("main").get_by_role("link", name="重新统计", exact=True)
    )).to_be_visible()  # fmt: skip
    fits(clerk)


def fits(hands: Hands) -> None:
    """Nothing grave by axe at either width, and nothing wider than a telephone."""
    fits_by_width(hands)
    hands.page.set_viewport_size(PHONE)
    hands.check()
    hands.page.set_viewport_size(DESK)


def begun_by_keyboard(clerk: Hands) -> str:
    """The clerk begins the year's report without a mouse; returns its address."""
    clerk.go("/desk/reports/")
    fits(clerk)
    clerk.press("编制一年的年报", role="link")
    fits(clerk)
    clerk.choose("报告年度", f"{YEAR}年")
    clerk.press("开始编制")
    said(clerk, "已统计数据并起草文字。")
    expect(next_step(clerk)).to_contain_text("格没有数")
    fits(clerk)
    return clerk.page.url.removeprefix(clerk.site.url)


def figures_by_table(clerk: Hands, report: str, path: Path) -> None:
    """The template fetched, filled and brought in; the report asks to be counted again and is."""
    next_step(clerk).get_by_role("link", name="去录入").first.click()
    fits(clerk)
    href = clerk.page.get_by_role("link", name="下载空表").get_attribute("href")
    book = openpyxl.load_workbook(io.BytesIO(clerk.page.request.get(f"{clerk.site.url}{href}").body()))
    sheet = book.active
    at = {str(cell.value): number for number, cell in enumerate(sheet[1])}
    for row in sheet.iter_rows(min_row=2):
        label = str(row[at["指标"]].value)
        row[at["数值"]].value = next((TOLD[word] for word in TOLD if word in label), "0")
        row[at["来源"]].value = "各科室报送"
    book.save(path)
    clerk.field("数据表").set_input_files(path)
    click(clerk, "导入")
    said(clerk, "已导入")
    fits(clerk)
    clerk.go(report)
    expect(next_step(clerk)).to_contain_text("录入的数字有变化，请先重新统计。")
    click(clerk, "重新统计")
    said(clerk, "已重新统计。")
    expect(next_step(clerk)).not_to_contain_text("格没有数")


def passage_written(clerk: Hands) -> None:
    """A sentence with a figure put in by one click."""
    clerk.page.locator("#section-overview").get_by_role("link", name="政府信息管理方面").click()
    fits(clerk)
    enter(clerk, "正文", "全年组织政务公开培训次。")
    clerk.field("正文").evaluate("e => e.setSelectionRange(10, 10)")
    clerk.page.get_by_role("button", name="政务公开培训").click()
    expect(clerk.field("正文")).to_have_value("全年组织政务公开培训{{trainings}}次。")
    click(clerk, "保存")
    expect(clerk.page.locator("#section-overview")).to_contain_text("全年组织政务公开培训0次。")


def done(hands: Hands, report: str, label: str, words: str) -> None:
    """An act done from the report's page, through the page that says what will happen."""
    hands.go(report)
    click(hands, label, role="link")
    fits(hands)
    click(hands, label)
    said(hands, words)


def sent_back(authority: Hands, report: str) -> None:
    """The authority finds the report in its list and returns it."""
    authority.go(f"/desk/reports/roll-up/?year={YEAR}")
    fits(authority)
    click(authority, "海岳市文川区工业和信息化局", role="link")
    assert authority.page.url.endswith(report)
    expect(next_step(authority)).to_contain_text("请审核")
    fits(authority)
    click(authority, "退回", role="link")
    enter(authority, "意见", REASON)
    fits(authority)
    click(authority, "退回")
    said(authority, "已退回，对方会看到理由。")


def next_step(hands: Hands):
    """The panel that says what is to be done."""
    return hands.page.get_by_role("region", name="下一步")
