"""The whole way from draft to withdrawal; by keyboard, and without JavaScript on a phone."""

from __future__ import annotations

import re
import time

from playwright.sync_api import Page, expect

from tests.browser.conftest import Hands, Site

TEXT = "为培育绿色工厂，现将本年度申抱事项通知如下，请各企业按期报送材料。"
MENDED = TEXT.replace("申抱", "申报")


def _item_number(page: Page) -> int:
    return int(re.search(r"/desk/items/(\d+)/", page.url)[1])


def _public_page(page: Page, site: Site, address: str, words: str) -> None:
    """The public page shows the words within seconds of the act."""
    for _ in range(50):
        answer = page.goto(f"{site.url}{address}")
        if answer.ok and words in page.content():
            return
        time.sleep(0.2)
    raise AssertionError(f"{address} never showed {words}")


def _draft_by_keyboard(hands: Hands, site: Site, title: str) -> int:
    hands.go("/desk/items/new/")
    hands.check()
    hands.type_in("名称", title)
    hands.choose("栏目", site.column)
    hands.reach(hands.page.locator("[contenteditable=true]"))
    hands.page.keyboard.type(TEXT)
    hands.press("保存并提交审核")
    hands.check()
    return _item_number(hands.page)


def _review_by_keyboard(hands: Hands, item: int) -> None:
    hands.go("/desk/")
    hands.check()
    hands.go(f"/desk/items/{item}/")
    hands.check()
    hands.press("审核通过", role="link")
    hands.check()
    hands.press("审核通过")


def test_the_whole_way_by_keyboard(as_person, site):
    title = "关于申报绿色工厂的通知"
    drafter, head, office = as_person("drafter"), as_person("head"), as_person("reviewer")
    item = _draft_by_keyboard(drafter, site, title)
    _review_by_keyboard(head, item)
    _review_by_keyboard(office, item)
    office.go(f"/desk/items/{item}/")
    office.press("发布", role="link")
    office.press("发布")
    expect(office.page.get_by_text("已公开").first).to_be_visible()
    address = office.page.locator("a[href*='/xx/']").first.get_attribute("href")

    reader = as_person(None)
    _public_page(reader.page, site, address, "申抱")
    reader.check()
    expect(reader.page.get_by_role("heading", name=title)).to_be_visible()
    _public_page(reader.page, site, f"/{site.organ}/lm/zcwj/", title)
    reader.check()

    drafter.go(f"/desk/items/{item}/")
    drafter.press("勘误", role="link")
    drafter.type_in("原因", "错字")
    drafter.press("勘误")
    drafter.reach(drafter.page.locator("[contenteditable=true]"))
    drafter.page.keyboard.press("Control+a")
    drafter.page.keyboard.type(MENDED)
    drafter.press("保存并提交审核")
    _review_by_keyboard(head, item)
    _public_page(reader.page, site, address, "申报事项")
    assert "申抱" not in reader.page.content()

    office.go(f"/desk/items/{item}/")
    office.press("撤回", role="link")
    office.check()
    office.type_in("撤回理由", "申报时间有调整")
    office.press("撤回")
    _public_page(reader.page, site, address, "申报时间有调整")
    reader.check()
    assert MENDED not in reader.page.content()


def test_the_whole_way_without_javascript_on_a_phone(as_person, site):
    title = "无脚本环境下起草的通知"
    drafter = as_person("drafter", script=False, width=390)
    page = drafter.page
    drafter.go("/desk/items/new/")
    drafter.field("名称").fill(title)
    option = drafter.field("栏目").locator("option", has_text=site.column).first
    drafter.field("栏目").select_option(value=option.get_attribute("value"))
    drafter.field("正文").fill("第一段。\n第二段。")
    page.get_by_role("button", name="保存并提交审核").click()
    item = _item_number(page)
    for role in ("head", "reviewer"):
        reviewer = as_person(role, script=False, width=390).page
        reviewer.goto(f"{site.url}/desk/items/{item}/acts/review/")
        reviewer.get_by_role("button", name="审核通过").click()
    office = as_person("reviewer", script=False, width=390).page
    office.goto(f"{site.url}/desk/items/{item}/acts/publish/")
    office.get_by_role("button", name="发布", exact=True).click()
    year = time.strftime("%Y")
    address = f"/{site.organ}/xx/{year}/{item}.html"
    reader = as_person(None, script=False, width=390).page
    _public_page(reader, site, address, "第二段")
    _correct_without_script(as_person, site, item)
    _public_page(reader, site, address, "第贰段")
    office.goto(f"{site.url}/desk/items/{item}/acts/withdraw/")
    office.get_by_label("撤回理由").fill("重复发布")
    office.get_by_role("button", name="撤回", exact=True).click()
    _public_page(reader, site, address, "重复发布")


def _correct_without_script(as_person, site: Site, item: int) -> None:
    drafter = as_person("drafter", script=False, width=390)
    drafter.go(f"/desk/items/{item}/acts/correct_light/")
    drafter.field("原因").fill("错字")
    drafter.page.get_by_role("button", name="勘误").click()
    drafter.field("正文").fill("第一段。\n第贰段。")
    drafter.page.get_by_role("button", name="保存并提交审核").click()
    head = as_person("head", script=False, width=390)
    head.go(f"/desk/items/{item}/acts/review/")
    head.page.get_by_role("button", name="审核通过").click()


def test_nothing_is_wider_than_a_phone(as_person, site):
    hands = as_person("reviewer", width=390)
    for path in (
        "/desk/",
        "/desk/items/",
        "/desk/items/new/",
        f"/desk/items/{site.policy}/",
        "/",
        f"/{site.organ}/",
    ):
        hands.go(path)
        over = hands.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert over <= 0, f"{path} is {over} px too wide"
        hands.check()


def test_the_list_follows_what_is_typed_and_the_address_keeps_it(as_person, site):
    hands = as_person("reviewer")
    hands.go("/desk/items/")
    hands.type_in("名称、文号、索引号", "绿色工厂培育")
    expect(hands.page).to_have_url(re.compile(r"[?&]q=[^&]+"))
    rows = hands.page.locator("#found tbody tr")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("文川区绿色工厂培育办法")
    assert "q=" in hands.page.locator("#export").get_attribute("href")
    hands.type_in("名称、文号、索引号", "没有这样的标题")
    expect(hands.page.get_by_text("没有符合条件的信息")).to_be_visible()
    hands.check()
