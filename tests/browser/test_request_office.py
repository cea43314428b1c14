"""The office in a browser: a request registered by keyboard, a file redacted by mouse and by keyboard."""

from __future__ import annotations

import io
import re

import pdfplumber
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from gongkai.requests.acts.giving import add_given_file
from gongkai.requests.models import Case, CaseStage, GivenFile, OfficeSettings
from tests.browser.conftest import Hands
from tests.desk.items.conftest import live_bureau, page_of  # noqa: F401
from tests.desk.test_request_office_redact import pdf_of
from tests.request_factories import PERSON, make_case, make_office, plain_bytes

PHONE = 390


@pytest.fixture
def office(live_bureau):  # noqa: F811
    """A bureau with a complete office that the served pages see too."""
    return make_office(parent=live_bureau.authority)


@pytest.fixture
def hands_of(page_of):  # noqa: F811
    """Somebody at a keyboard, at a width."""

    def hands(person, *, width: int = 1280) -> Hands:
        page = page_of(person, width=width)
        page.set_default_timeout(15000)
        return Hands(page, None)

    return hands


def fits(hands: Hands, width: int) -> bool:
    """Whether nothing has to be scrolled sideways."""
    return hands.page.evaluate("document.documentElement.scrollWidth") <= width


def outgoing_text(given: GivenFile) -> str:
    """What a reader finds in the copy that goes out."""
    with pdfplumber.open(io.BytesIO(plain_bytes(given.redacted))) as document:
        return "".join(page.extract_text() for page in document.pages)


def test_a_request_is_registered_by_keyboard_and_begins_its_sheet(office, hands_of):
    clerk = hands_of(office.reviewer)
    clerk.page.goto("/desk/requests/new/")
    clerk.check()
    clerk.type_in("姓名或者单位名称", PERSON.name)
    clerk.type_in("证件号码", PERSON.id_number)
    clerk.type_in("电话", PERSON.phone)
    clerk.type_in("需要的政府信息", "2025年度技术改造专项资金拨付明细")
    clerk.press("登记")
    expect(clerk.page.get_by_role("heading", name="政府信息公开申请收件回执")).to_be_visible()
    clerk.check()
    case = Case.objects.get()
    assert case.stage == CaseStage.HANDLING
    code = clerk.page.locator(".big-number").nth(1).inner_text()
    assert re.fullmatch("[2-9A-Z]{10}", code)
    clerk.press("接着办这件申请", role="link")
    expect(clerk.page.get_by_text("找到要的信息，拟定答复。")).to_be_visible()
    clerk.check()
    clerk.page.goto("/desk/requests/new/")
    clerk.type_in("证件号码", PERSON.id_number)
    clerk.page.keyboard.press("Tab")
    expect(clerk.page.locator("#hints").get_by_role("link", name=case.number)).to_be_visible()
    clerk.check()


def test_the_sheet_and_the_settings_fit_a_phone(office, hands_of):
    case = make_case(office, now=timezone.now())
    clerk, head = hands_of(office.reviewer, width=PHONE), hands_of(office.office_head, width=PHONE)
    for hands, path in (
        (clerk, "/desk/requests/new/"), (clerk, f"/desk/requests/{case.pk}/receipt/"),
        (clerk, f"/desk/requests/{case.pk}/sheet/"), (clerk, "/desk/requests/archive/"),
        (head, f"/desk/requests/settings/{office.organ.code}/"),
        (head, f"/desk/requests/templates/{office.organ.code}/"),
        (head, f"/desk/requests/templates/{office.organ.code}/reply_open/"),
    ):  # fmt: skip
        hands.page.goto(path)
        assert fits(hands, PHONE), path
        hands.check()


def test_the_preview_follows_while_the_settings_are_typed(office, hands_of):
    head = hands_of(office.office_head)
    head.page.goto(f"/desk/requests/settings/{office.organ.code}/")
    head.type_in("管辖法院", "海岳铁路运输法院")
    head.page.keyboard.press("Tab")
    expect(head.page.locator("#notices").get_by_text("海岳铁路运输法院").first).to_be_visible()
    assert OfficeSettings.objects.get(organ=office.organ).court == "海岳市文川区人民法院"
    head.check()


def _given(office) -> GivenFile:
    now = timezone.now()
    case = make_case(office, now=now)
    content = pdf_of("申请人张三，身份证11010519491231002X。", "第二页只有李四的名字。")
    return add_given_file(
        actor=office.reviewer, case_id=case.pk, name="名单.pdf", stream=io.BytesIO(content), now=now
    )


def _opened(hands: Hands, given: GivenFile) -> None:
    hands.page.goto(f"/desk/requests/{given.case_id}/given/{given.pk}/redact/")
    expect(hands.page.locator("rect[data-row]")).to_have_count(1)


def _drag(hands: Hands, page: int, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Drag over a page from one place to another, both in shares of its width and height."""
    picture = hands.page.locator(f"svg[data-page='{page}']")
    picture.evaluate("one => { one.scrollIntoView(); window.scrollBy(0, -100); }")
    box = picture.bounding_box()
    mouse = hands.page.mouse
    mouse.move(box["x"] + box["width"] * start[0], box["y"] + box["height"] * start[1])
    mouse.down()
    mouse.move(box["x"] + box["width"] * end[0], box["y"] + box["height"] * end[1], steps=5)
    mouse.up()


def test_boxes_are_drawn_with_the_mouse(office, hands_of):
    given, clerk = _given(office), hands_of(office.reviewer)
    _opened(clerk, given)
    clerk.check()
    _drag(clerk, 2, (0.1, 0.09), (0.6, 0.13))
    expect(clerk.page.locator("svg[data-page='2'] rect[data-row]")).to_have_count(1)
    expect(clerk.page.locator("[data-box-count]")).to_have_text("共 2 个框")
    clerk.check()
    clerk.press("遮盖")
    expect(clerk.page.get_by_role("heading", name="做了什么")).to_be_visible()
    clerk.check()
    given.refresh_from_db()
    text = outgoing_text(given)
    assert "张三" in text
    assert "11010519491231002X" not in text
    assert "李四" not in text
    assert clerk.page.said == []


def test_boxes_are_set_by_keyboard(office, hands_of):
    given, clerk = _given(office), hands_of(office.reviewer)
    _opened(clerk, given)
    proposed = clerk.page.locator("rect[data-row='0']")
    clerk.reach(proposed)
    clerk.page.keyboard.press("Delete")
    expect(clerk.page.locator("rect[data-row]")).to_have_count(0)
    button = clerk.page.get_by_role("button", name="在第 2 页加一个框")
    clerk.reach(button)
    clerk.page.keyboard.press("Enter")
    for key, times in (
        ("ArrowUp", 110),
        ("ArrowLeft", 50),
        ("Shift+ArrowRight", 60),
        ("Shift+ArrowDown", 12),
    ):
        for _ in range(times):
            clerk.page.keyboard.press(key)
    clerk.check()
    clerk.press("遮盖")
    given.refresh_from_db()
    assert [box["page"] for box in given.boxes] == [2]
    text = outgoing_text(given)
    assert "11010519491231002X" in text, "the proposal was taken away"
    assert "李四" not in text
    assert clerk.page.said == []


def test_without_a_script_the_numbers_stand_open(office, page_of):  # noqa: F811
    given, page = _given(office), page_of(office.reviewer, javascript=False)
    page.goto(f"/desk/requests/{given.case_id}/given/{given.pk}/redact/")
    expect(page.get_by_text("浏览器没有启用脚本")).to_be_visible()
    expect(page.get_by_role("button", name="在第 2 页加一个框")).to_be_hidden()
    expect(page.locator("rect[data-row]")).to_have_count(1)
    row = page.get_by_role("group", name="框 2")
    for label, value in (
        ("页", "2"),
        ("左", "20"),
        ("上", "25"),
        ("宽", "150"),
        ("高", "20"),
        ("理由", "姓名"),
    ):
        row.get_by_label(label).first.fill(value)
    page.get_by_role("button", name="遮盖", exact=True).click()
    given.refresh_from_db()
    assert [box["page"] for box in given.boxes] == [1, 2]
    assert "李四" not in outgoing_text(given)


def test_the_redaction_fits_a_phone(office, hands_of):
    given, clerk = _given(office), hands_of(office.reviewer, width=PHONE)
    _opened(clerk, given)
    assert fits(clerk, PHONE)
    clerk.check()
