"""News, and a document with its interpretation: dropped in, and by the item's form as it first was."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from playwright.sync_api import Page

from tests.browser import effort_papers as papers
from tests.browser.counted import Counted
from tests.browser.effort_office import NEWS, PAPERS, READINGS

#: What she types to find the document that the interpretation belongs to.
_SOUGHT = "绿色工厂"
_LOOK = "核对这份文件"


def news_by_drop(hand: Counted, folder: Path, day: date) -> None:
    """The file dropped in, looked at, its column chosen."""
    hand.go("/desk/drops/new/")
    hand.files("文件", papers.write_news(folder))
    hand.click("投放")
    hand.wait_for(hand.page.get_by_role("heading", name=_LOOK))
    hand.choose("栏目", NEWS)
    hand.tick_all("已核对")
    hand.click("确认并提交审核")
    _said(hand.page, "并提交审核")


def news_by_form(hand: Counted, folder: Path, day: date) -> None:
    """The title cut out of the file and pasted, the rest of the file chosen as the text."""
    hand.go("/desk/items/new/")
    hand.paste("名称", papers.NEWS_TITLE)
    file = papers.write_news(folder, with_title=False)
    hand.save_in_word()
    hand.choose("栏目", NEWS)
    hand.files("用文件作正文", file)
    hand.click("保存并提交审核")
    _said(hand.page, "已保存并提交审核")


def paper_by_drop(hand: Counted, folder: Path, day: date) -> None:
    """All three files dropped in together; the link of the interpretation is proposed with the rest."""
    hand.go("/desk/drops/new/")
    hand.files(
        "文件", papers.write_paper(folder, day), papers.write_form(folder), papers.write_reading(folder)
    )
    hand.click("投放")
    hand.wait_for(hand.page.locator("#documents a", has_text=papers.PAPER_TITLE))
    hand.follow(papers.PAPER_TITLE)
    hand.tick_all("已核对")
    hand.click("确认并提交审核")
    _said(hand.page, "并提交审核")
    hand.page.get_by_label(re.compile("^名称")).get_by_text(papers.READING_TITLE).wait_for()
    hand.tick_all("已核对")
    hand.click("确认并提交审核")
    _said(hand.page, f"已生成信息“{papers.READING_TITLE}”，并提交审核")


def paper_by_form(hand: Counted, folder: Path, day: date) -> None:
    """Every field of the document filled in, then the interpretation as an item of its own."""
    begin, end = papers.in_force(day)
    hand.go("/desk/items/new/")
    hand.paste("名称", papers.PAPER_TITLE)
    hand.choose("栏目", PAPERS)
    hand.paste_body(papers.paper_text(day))
    hand.files("上传附件", papers.write_form(folder))
    hand.open("更多")
    hand.type_day("成文日期", day)
    hand.paste("文号", papers.number_of(day))
    hand.type_day("施行日期", begin)
    hand.type_day("有效期至", end)
    hand.click("保存并提交审核")
    _said(hand.page, "已保存并提交审核")
    another_item(hand)
    hand.paste("名称", papers.READING_TITLE)
    file = papers.write_reading(folder, with_title=False)
    hand.save_in_word()
    hand.choose("栏目", READINGS)
    hand.files("用文件作正文", file)
    hand.click("保存")
    hand.click("返回，不保存", role="link")
    _linked_and_submitted(hand)


def another_item(hand: Counted) -> None:
    """From an item's page to the form of a new one."""
    hand.click("全部信息", role="link")
    hand.click("起草信息", role="link")


def _linked_and_submitted(hand: Counted) -> None:
    """On the interpretation's page: find the document, link it, submit."""
    hand.click("关联政策或解读", role="link")
    hand.type_in("查找要关联的信息", _SOUGHT)
    hand.page.locator("#found").get_by_role("link", name=papers.PAPER_TITLE).wait_for()
    hand.click("它是被解读的政策")
    _said(hand.page, "已关联")
    hand.click("提交审核", role="link")
    hand.click("提交审核")
    hand.page.locator(".item-state", has_text="审核").wait_for()


def _said(page: Page, words: str) -> None:
    page.get_by_text(words).first.wait_for()
