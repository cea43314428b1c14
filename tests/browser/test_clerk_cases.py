"""A clerk takes cases from registration to the archive with colleagues, each with another end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.clerk_desk import DESK, Desk, choose, click, enter, fits, said, today
from tests.browser.conftest import Hands, Site, served

ASKED = "2025年度文川区技术改造专项资金拨付明细"


@dataclass(frozen=True)
class Office(Site):
    """The served installation, and its cases that began long ago."""

    cases: dict[str, int] = field(default_factory=dict)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office with three old cases, served by `gongkai serve` with its worker."""
    with served("tests.browser.clerk_office", tmp_path_factory.mktemp("clerk")) as told:
        yield Office(**told)


@pytest.fixture(scope="module")
def desk(chromium: Browser, site: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Clerk, second reviewer, signer and office head, each in a browser of their own."""
    contexts: list[BrowserContext] = []

    def signed_in(role: str) -> Hands:
        context = chromium.new_context(viewport=DESK, locale="zh-CN")
        contexts.append(context)
        hands = Hands(context.new_page(), site)
        hands.page.set_default_timeout(15000)
        hands.sign_in(role)
        return hands

    yield Desk(
        signed_in("reviewer"), signed_in("reviewer2"), signed_in("signer"), signed_in("office_head"),
        tmp_path_factory.mktemp("letters"),
    )  # fmt: skip
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def given(desk: Desk) -> tuple[int, str]:
    """A request for information that is given, from registration to its service: case and letter number."""
    case = desk.register(ASKED)
    letter = desk.decide(case, "予以公开", {"提供的方式、途径和时间": "随本答复书提供电子数据"})
    return case, desk.serve(letter)


def test_given(desk, given):
    case, number = given
    desk.ended(case, "予以公开", number)


def test_a_repeated_request_is_not_handled_again(desk, given):
    earlier, number = given
    case = desk.register(ASKED)
    desk.see(case)
    click(desk.clerk, "标明重复申请", role="link")
    desk.clerk.field("先前已答复的申请").select_option(value=str(earlier))
    click(desk.clerk, "标明重复申请")
    said(desk.clerk, "已标明重复申请。")
    letter = desk.decide(case, "重复申请，不再重复处理", {"申请的是同一政府信息": ""})
    expect(desk.clerk.page.locator("#words")).to_contain_text(number)
    desk.ended(case, "重复申请，不再重复处理", desk.serve(letter))


def test_information_of_another_organ_and_every_page_on_the_way(desk):
    case = desk.register("文川区2025年中小学校舍维修计划")
    fits(desk.clerk)
    desk.clerk.go("/desk/requests/")
    fits(desk.clerk)
    desk.see(case)
    fits(desk.clerk)
    click(desk.clerk, "登记检索", role="link")
    fits(desk.clerk)
    desk.see(case)
    click(desk.clerk, "拟定答复", role="link")
    choose(desk.clerk, "不属于本机关负责公开")
    # What is missing is named at its field, and what was typed stands.
    enter(desk.clerk, "负责公开该信息的机关", "海岳市文川区教育局")
    click(desk.clerk, "拟定答复，生成文书")
    said(desk.clerk, "填写的内容都还在。")
    assert desk.clerk.field("负责公开该信息的机关").input_value() == "海岳市文川区教育局"
    enter(desk.clerk, "理由", "校舍维修计划由区教育局制作。")
    enter(desk.clerk, "该机关的联系方式", "0631-8000002")
    click(desk.clerk, "看看结果")
    expect(desk.clerk.page.locator("#outlook")).to_be_in_viewport()
    fits(desk.clerk)
    letter = desk.drawn_up()
    fits(desk.clerk)
    desk.clerk.go(f"/desk/requests/{case}/sheet/")
    fits(desk.clerk)
    desk.letter_act(desk.clerk, letter, "送审")
    fits(desk.clerk)
    number = desk.serve(letter)
    fits(desk.clerk)
    desk.ended(case, "不属于本机关负责公开", number)
    fits(desk.clerk)
    desk.clerk.go(f"/desk/requests/{case}/sheet/")
    fits(desk.clerk)
    main = desk.clerk.page.locator("main")
    expect(main.locator(".item-state").first).to_contain_text("结果：不属于本机关负责公开")
    told = main.locator(".story").inner_text()
    assert told.index("签发，编号") < told.index("盖章后传回") < told.index("答复送达")


def test_an_extension_is_signed_by_the_office_head_and_then_the_reply_goes_out(desk):
    case = desk.register("2023至2025年度企业技术改造项目验收报告")
    why = {"延长的工作日": "10", "延长的理由": "需要向多个企业核对项目资料。"}
    desk.act(case, "延长答复期限", why, looks=True)
    desk.serve(desk.letter(), by_head=True)
    expect(desk.see(case).locator("#clock")).to_contain_text("原定")
    letter = desk.decide(case, "予以公开", {"提供的方式、途径和时间": "随本答复书提供电子数据"})
    desk.ended(case, "予以公开", desk.serve(letter))


def test_a_third_party_objects_with_good_reason(desk, site):
    case = site.cases["refused"]
    desk.see(case)
    click(desk.clerk, "登记对方答复", role="link")
    for label, value in (
        ("答复日期", today().isoformat()), ("不同意公开", ""), ("对方的理由", "明细含有未公开的投资计划。"),
        ("不同意的理由是否合理", "合理"),
    ):  # fmt: skip
        enter(desk.clerk, label, value)
    click(desk.clerk, "登记对方答复")
    said(desk.clerk, "已登记对方的意见。")
    letter = desk.decide(
        case, "不予公开",
        {"理由": "属于企业的商业秘密。", "第三方不同意公开的意见和理由": "企业书面不同意公开。"},
        grounds=["涉及商业秘密"],
    )  # fmt: skip
    desk.ended(case, "不予公开", desk.serve(letter))


@pytest.mark.parametrize(
    ("name", "outcome"),
    [("lapsed_correction", "逾期不补正，不再处理"), ("lapsed_fee", "逾期未缴纳信息处理费，不再处理")],
)
def test_what_never_came_ends_the_case(desk, site, name, outcome):
    case = site.cases[name]
    letter = desk.decide(case, outcome, {}, by="办结")
    desk.ended(case, outcome, desk.serve(letter))


@pytest.fixture
def without_script(chromium: Browser, desk: Desk) -> Iterator[Hands]:
    """The same clerk, signed in, in a browser that runs no script."""
    context = chromium.new_context(viewport=DESK, locale="zh-CN", java_script_enabled=False)
    context.add_cookies(desk.clerk.page.context.cookies())
    hands = Hands(context.new_page(), desk.clerk.site)
    hands.page.set_default_timeout(15000)
    yield hands
    context.close()


def test_partly_given_with_a_file_decided_without_javascript(desk, without_script, tmp_path):
    case = desk.register("2025年度技术改造专项资金评审材料")
    file = tmp_path / "评审结果.txt"
    file.write_text("企业,金额\n甲,100\n", encoding="utf-8")
    desk.see(case)
    click(desk.clerk, "添加提供的文件", role="link")
    desk.clerk.field("文件").set_input_files(file)
    click(desk.clerk, "添加提供的文件")
    desk.checker.go(f"/desk/requests/{case}/")
    click(desk.checker, "复核", role="link")
    click(desk.checker, "复核")
    said(desk.checker, "已复核。")

    plain = without_script
    plain.go(f"/desk/requests/{case}/decide/")
    plain.field("结果").select_option(label="部分公开")
    click(plain, "选好了，列出要写明的事实")
    plain.field("过程").check()
    enter(plain, "公开的部分", "评审结果")
    enter(plain, "理由", "评审讨论记录属于过程性信息。")
    click(plain, "看看结果")
    expect(plain.page.locator("#outlook")).to_be_in_viewport()
    click(plain, "拟定答复，生成文书")
    said(plain, "答复已拟出，请核对文书后送审。")
    expect(plain.page.locator("#words")).to_contain_text("评审结果")
    desk.clerk.go(plain.page.url.removeprefix(plain.site.url))
    desk.ended(case, "部分公开", desk.serve(desk.letter()))
