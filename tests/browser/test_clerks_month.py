"""A clerk's month, from the duty list to zero open lines; two of the approvals are signed on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from gongkai.demo.signed_sheets import signed_scan
from tests.browser.clerk_desk import DESK, fits, said, today
from tests.browser.conftest import Hands, Site, served
from tests.browser.month_office import NOTICE, OUTPUT, SAFETY, SUBSIDY
from tests.documents.official.sheets import sheet

_PATIENCE = 90_000


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """The bureau of this story, served."""
    with served("tests.browser.month_office", tmp_path_factory.mktemp("month")) as told:
        yield told


@pytest.fixture
def people(chromium: Browser, office: dict[str, Any]) -> Iterator[Any]:
    """Somebody of the bureau, signed in, with a browser of his own."""
    contexts: list[BrowserContext] = []
    fields = ("url", "password", "accounts", "organ", "policy", "column")
    site = Site(**{name: office[name] for name in fields})

    def somebody(role: str) -> Hands:
        context = chromium.new_context(viewport=DESK, locale="zh-CN", accept_downloads=True)
        contexts.append(context)
        hands = Hands(context.new_page(), site)
        hands.page.set_default_timeout(15_000)
        hands.sign_in(role)
        return hands

    yield somebody
    for context in contexts:
        context.close()


def _press(hands: Hands, name: str | re.Pattern[str], *, role: str = "button") -> None:
    found = hands.page.locator("main").get_by_role(role, name=name, exact=isinstance(name, str))
    found.first.click()
    hands.page.wait_for_load_state()


def _seen(hands: Hands, folder: Path, name: str) -> None:
    """A picture at both widths; nothing grave by axe, nothing wider than a telephone."""
    hands.page.screenshot(path=folder / f"{name}-1280.png", full_page=True)
    hands.page.set_viewport_size({"width": 390, "height": 900})
    hands.page.screenshot(path=folder / f"{name}-390.png", full_page=True)
    hands.page.set_viewport_size(DESK)
    fits(hands)


def _open_lines(hands: Hands) -> int:
    """How many lines of the month nobody has finished."""
    hands.go("/desk/duty-list/")
    done = [re.findall(r"\d+", words) for words in hands.page.locator(".part-head .quiet").all_inner_texts()]
    return sum(int(of) - int(finished) for finished, of in done)


def _row(hands: Hands, line: str) -> Any:
    return hands.page.locator("main tr", has=hands.page.get_by_text(line, exact=True))


def _item_of(page: Page) -> int:
    found = re.search(r"/desk/items/(\d+)/", page.url)
    assert found, page.url
    return int(found[1])


def _publish(hands: Hands, item: int) -> None:
    hands.go(f"/desk/items/{item}/")
    _press(hands, "发布", role="link")
    _press(hands, "发布")
    said(hands, "已公开")


def _nothing_to_open(clerk: Hands) -> None:
    """One click: there was nothing."""
    clerk.go("/desk/duty-list/")
    _press(clerk, re.compile(f"^零报告.*{SAFETY}"))
    expect(_row(clerk, SAFETY)).to_contain_text("零报告")


def _like_last_month(clerk: Hands, reviewer: Hands) -> int:
    """The next issue of what comes every month, looked at on the screen."""
    clerk.go("/desk/duty-list/")
    _press(clerk, re.compile(f"^照上期起草.*{OUTPUT}"))
    clerk.page.wait_for_url("**/edit/**")
    item = _item_of(clerk.page)
    this = today()
    expect(clerk.field("名称")).to_have_value(f"{this.year}年{this.month}月{OUTPUT}")
    expect(clerk.page.locator("[contenteditable=true]")).to_contain_text(f"{this.year}年{this.month}月，全区")
    clerk.field("成文日期").fill(this.isoformat())
    _press(clerk, "保存并提交审核")
    reviewer.go(f"/desk/items/{item}/")
    _press(reviewer, "审核通过", role="link")
    _press(reviewer, "审核通过")
    _publish(clerk, item)
    return item


def _form_of(clerk: Hands, department: str, folder: Path) -> Path:
    """The form of a department, downloaded from the list."""
    clerk.go("/desk/duty-list/")
    with clerk.page.expect_download() as started:
        clerk.page.get_by_role("link", name=re.compile(f"^填报单 Excel.*{department}")).click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path


def _filled_form(clerk: Hands, folder: Path) -> Path:
    """The department filled it in Excel and sent it back."""
    path = _form_of(clerk, "企业科", folder)
    book = openpyxl.load_workbook(path)
    page = book.active
    heads = [cell.value for cell in page[3]]
    for row in page.iter_rows(min_row=4):
        if row[1].value == SUBSIDY:
            row[heads.index("标题")].value = f"{today():%Y年%m月}{SUBSIDY}公示"
            row[heads.index("日期")].value = today().isoformat()
            row[heads.index("正文")].value = "本月向三家企业发放技术改造补助资金共42万元。"
    book.save(path)
    return path


def _other_form(clerk: Hands, folder: Path) -> Path:
    """The finance department had nothing."""
    path = _form_of(clerk, "财务科", folder)
    book = openpyxl.load_workbook(path)
    page = book.active
    heads = [cell.value for cell in page[3]]
    page.cell(row=4, column=heads.index("零报告") + 1).value = "√"
    book.save(path)
    return path


def _forms_come_back(clerk: Hands, folder: Path) -> int:
    """Two departments' forms in one go; one holds an item, one a zero report."""
    forms = [_filled_form(clerk, folder), _other_form(clerk, folder)]
    clerk.go("/desk/duty-list/returned/")
    clerk.page.locator("input[type=file]").set_input_files([str(path) for path in forms])
    _press(clerk, "读取，核对")
    _seen(clerk, folder, "3-returned")
    _press(clerk, "确认，登记填报")
    said(clerk, "已登记")
    link = clerk.page.locator("main").get_by_role("link", name=re.compile(SUBSIDY)).first
    link.click()
    clerk.page.wait_for_url("**/desk/items/**")
    return _item_of(clerk.page)


def _drop(clerk: Hands, organ: str, folder: Path) -> int:
    """A red-head document dropped in and looked at once; its line of the list is proposed with the rest."""
    title = f"关于开展{today().year}年{today().month}月{NOTICE}的通知"
    day = f"{today().year}年{today().month}月{today().day}日"
    document = sheet(
        "请符合条件的企业于月底前申报。", head=(f"{organ}文件",), number=f"文工信发〔{today().year}〕31号",
        title=(title,), organ=(organ,), day=day, end=("公开属性：主动公开",),
    )  # fmt: skip
    clerk.go("/desk/drops/new/")
    clerk.field("科室").select_option(label="企业科")
    clerk.page.get_by_label("文件", exact=True).set_input_files(
        {"name": f"{title}.docx", "mimeType": "application/octet-stream", "buffer": document}
    )
    _press(clerk, "投放")
    clerk.page.get_by_role("heading", name="核对这份文件").wait_for(timeout=_PATIENCE)
    clerk.page.get_by_label("栏目").first.select_option(label="栏目zcwj")
    for box in clerk.page.get_by_label(re.compile(r"^\s*已核对")).all():
        box.check()
    expect(clerk.page.get_by_label("完成的公开任务").locator("option:checked")).to_contain_text(NOTICE)
    _seen(clerk, folder, "4-look")
    _press(clerk, "确认，生成信息")
    said(clerk, f"已生成信息“{title}”")
    clerk.go("/desk/duty-list/")
    _row(clerk, NOTICE).get_by_role("link", name=title).click()
    clerk.page.wait_for_url("**/desk/items/**")
    return _item_of(clerk.page)


def _print(clerk: Hands, item: int) -> bytes:
    """The sheet of an item as the printer gets it."""
    clerk.go(f"/desk/items/{item}/")
    _press(clerk, re.compile("^打印审签表"), role="link")
    _press(clerk, "打印")
    link = clerk.page.get_by_role("link", name=re.compile("下载 PDF"))
    for _ in range(120):
        if link.count():
            break
        clerk.page.wait_for_timeout(500)
        clerk.page.reload()
    answer = clerk.page.request.get(f"{clerk.site.url}{link.get_attribute('href')}")
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()


def _on_paper(clerk: Hands, items: list[int], names: dict[str, str], folder: Path) -> None:
    """Both sheets signed, scanned into one PDF, found by their codes and entered with one button."""
    path = folder / "扫描件.pdf"
    path.write_bytes(signed_scan([_print(clerk, item) for item in items]))
    clerk.go("/desk/paper/")
    clerk.page.locator("input[type=file]").set_input_files(str(path))
    _press(clerk, "送去辨认")
    page = clerk.page
    for _ in range(120):
        if page.locator("fieldset").count() == len(items):
            break
        page.wait_for_timeout(500)
        page.reload()
    for sheet_of in page.locator("main fieldset").all():
        choices = sheet_of.locator("select")
        for place, name in enumerate((names["head"], names["reviewer2"])):
            choices.nth(place).select_option(label=name)
        sheet_of.get_by_role("checkbox").first.check()
    _seen(clerk, folder, "5-enter")
    _press(clerk, re.compile("^(登记勾选的|全部登记)"))
    expect(page.locator("main fieldset")).to_have_count(0)


def test_a_month_from_the_duty_list_to_zero_open_lines(people, office, tmp_path):
    clerk, reviewer = people("reviewer"), people("reviewer2")
    assert _open_lines(clerk) == len(office["lines"]) == 5
    _seen(clerk, tmp_path, "1-list")

    _nothing_to_open(clerk)
    issue = _like_last_month(clerk, reviewer)
    returned = _forms_come_back(clerk, tmp_path)
    expect_contact(clerk, returned, office["names"]["drafter"])
    dropped = _drop(clerk, office["organ_name"], tmp_path)
    assert _open_lines(clerk) == 2

    _on_paper(clerk, [returned, dropped], office["names"], tmp_path)
    for item in (returned, dropped):
        clerk.go(f"/desk/items/{item}/")
        expect(clerk.page.locator("#reviews")).to_contain_text(office["names"]["head"])
        expect(clerk.page.locator("#reviews")).to_contain_text(office["names"]["reviewer"])
        _publish(clerk, item)

    assert _open_lines(clerk) == 0
    _seen(clerk, tmp_path, "6-done")
    reader = clerk.page.context.browser.new_page()
    for item in (issue, returned, dropped):
        answer = reader.goto(f"{office['url']}/{office['organ']}/xx/{today().year}/{item}.html")
        assert answer is not None and answer.ok, item
    reader.close()


def expect_contact(clerk: Hands, item: int, name: str) -> None:
    """The draft stands in the contact's name."""
    clerk.go(f"/desk/items/{item}/")
    expect(clerk.page.locator("main")).to_contain_text(name)
