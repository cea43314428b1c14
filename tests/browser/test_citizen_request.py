"""A citizen on a telephone asks for information and reads the answer: by keyboard, and without JavaScript."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.browser.conftest import ROOT, WIDTHS, Hands, Site, _await, _free_port
from tests.portal.requests_visitor import picture
from tests.request_factories import PERSON

DESCRIPTION = "2025年度文川区技术改造专项资金拨付明细"
_SUM = re.compile(r"(.+)加(.+)等于几")


@dataclass(frozen=True)
class Office(Site):
    """The served installation, and the folder it lies in."""

    folder: str = ""


def _office(folder: str, *arguments: str) -> dict[str, object]:
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment |= {"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.citizen_office", folder, *arguments],
        check=True, capture_output=True, text=True, cwd=ROOT, env=environment,
    )  # fmt: skip
    return json.loads(done.stdout.strip().splitlines()[-1])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office ready for requests, served by `gongkai serve` with its worker."""
    folder = str(tmp_path_factory.mktemp("citizen"))
    told = _office(folder, "found")
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    port = _free_port()
    environment |= {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev", "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
        "GONGKAI_SITE_URL": f"http://127.0.0.1:{port}", "GONGKAI_GATE_DIFFICULTY": "3000",
    }  # fmt: skip
    server = subprocess.Popen(
        [sys.executable, "-m", "gongkai.cli.main", "serve", "--dir", folder, "--port", str(port)],
        cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _await(f"http://127.0.0.1:{port}/requests/track/", server)
        yield Office(url=f"http://127.0.0.1:{port}", folder=folder, **told)  # type: ignore[arg-type]
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture
def proof(tmp_path: Path) -> str:
    """A picture of an identity card."""
    path = tmp_path / "身份证.png"
    path.write_bytes(picture())
    return str(path)


def fits(hands: Hands) -> None:
    """Nothing grave by axe, nothing wider than the screen."""
    hands.check()
    width = hands.page.evaluate("document.documentElement.scrollWidth")
    assert width <= hands.page.viewport_size["width"]


def tick(hands: Hands, label: str) -> None:
    """Go to a radio button or box and choose it with the keys of a person: Tab, arrows, Space."""
    target = hands.page.get_by_label(label, exact=True).first
    group = target.get_attribute("name")
    if target.get_attribute("type") == "radio":
        hands.reach(hands.page.locator(f"fieldset:has(input[name='{group}'])").locator("input").first)
        for _ in range(8):
            hands.page.keyboard.press("Space")
            if target.is_checked():
                return
            hands.page.keyboard.press("ArrowDown")
            if target.is_checked():
                return
        raise AssertionError(label)
    hands.reach(target)
    hands.page.keyboard.press("Space")
    assert target.is_checked()


def upload(hands: Hands, label: str, path: str) -> None:
    """Open the file dialogue with Enter and choose the file.

    The browser is told to hand the dialogue over before the way to the field begins, not between
    arriving and pressing: told in the same moment as the key, it may open its own dialogue, which
    nobody here can answer.
    """
    with hands.page.expect_file_chooser() as chooser:
        hands.reach(hands.field(label))
        hands.page.keyboard.press("Enter")
    chooser.value.set_files(path)


def receipt(hands: Hands) -> tuple[str, str]:
    """Number and query code, written down."""
    numbers = hands.page.locator(".slip .strong")
    return numbers.nth(0).inner_text(), numbers.nth(1).inner_text()


def test_a_citizen_files_by_keyboard_on_a_phone_and_reads_the_answer(as_person, site, proof):
    hands = as_person(None, width=WIDTHS["phone"])
    faults = []
    hands.page.on("pageerror", lambda error: faults.append(str(error)))
    hands.go(f"/{site.organ}/zwgk/ysqgk/")
    hands.press("网上申请", role="link")
    fits(hands)
    hands.type_in("姓名或者单位名称", PERSON.name)
    hands.type_in("证件号码", PERSON.id_number)
    hands.type_in("电话", PERSON.phone)
    hands.press("下一步：核对")

    # What is missing is named, what was typed is there, and the first link leads to its field.
    fits(hands)
    assert hands.page.locator("[data-faults]").evaluate("e => e === document.activeElement")
    assert hands.field("姓名或者单位名称").input_value() == PERSON.name
    hands.page.keyboard.press("Tab")
    hands.page.keyboard.press("Enter")
    assert hands.page.url.endswith("#identity")

    upload(hands, "身份证明", proof)
    hands.type_in("所需政府信息的名称", DESCRIPTION)
    tick(hands, "电子数据")
    tick(hands, "网上查收")
    tick(hands, "同意电子送达")
    hands.press("下一步：核对")

    hands.page.get_by_role("heading", name="核对并提交").wait_for()
    fits(hands)
    assert hands.page.get_by_text("您要的信息可能已经公开").is_visible()
    hands.press("确认提交")

    hands.page.get_by_role("heading", name="申请回执").wait_for()
    fits(hands)
    number, code = receipt(hands)
    qr = hands.page.locator(".slip img")
    assert qr.evaluate("e => e.complete && e.naturalWidth > 0")

    told = _office(site.folder, "answer", number)
    hands.go("/requests/track/")
    fits(hands)
    hands.type_in("编号", number)
    hands.type_in("查询码", code)
    hands.press("查询")
    hands.page.get_by_role("heading", name="已办结").wait_for()
    fits(hands)
    assert hands.page.get_by_text(str(told["letter_number"])).is_visible()
    assert hands.page.get_by_text("行政复议").first.is_visible()
    link = hands.page.get_by_role("link", name=re.compile("下载盖章文书"))
    hands.reach(link)
    with hands.page.expect_download() as download:
        hands.page.keyboard.press("Enter")
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")
    hands.reach(hands.page.get_by_role("link", name=re.compile("拨付明细")))
    with hands.page.expect_download() as download:
        hands.page.keyboard.press("Enter")
    assert download.value.suggested_filename == "拨付明细.txt"
    assert faults == []


def _answer(question: str) -> str:
    """What a person answers; only sums, for the test asks for another question until one comes."""
    found = _SUM.search(question)
    return str(sum(_number(one) for one in found.groups())) if found else ""


def _number(written: str) -> int:
    """A number below a hundred in figures or in characters, such as 二十三."""
    digits = "零一二三四五六七八九"
    if written.isdecimal():
        return int(written)
    tens, ten, units = written.rpartition("十")
    return (digits.index(tens or "一") * 10 if ten else 0) + (digits.index(units) if units else 0)


def test_the_same_without_javascript(as_person, site, proof):
    hands = as_person(None, script=False, width=WIDTHS["phone"])
    page = hands.page
    for _ in range(60):
        hands.go(f"/requests/new/{site.organ}/")
        answer = _answer(page.locator("label[for=answer]").inner_text())
        if answer:
            break
    page.get_by_label("商业企业").check()
    hands.field("姓名或者单位名称").fill("海岳远帆机械有限公司")
    page.locator("#id_kind").select_option("credit_code")
    hands.field("证件号码").fill("91350100M000100Y43")
    hands.field("联系人").fill("周行")
    hands.field("电话").fill("0631-8000009")
    page.locator("#identity").set_input_files(proof)
    hands.field("所需政府信息的名称").fill(DESCRIPTION)
    page.get_by_label("纸质").check()
    page.get_by_label("当面领取").check()
    page.locator("#answer").fill(answer)
    page.get_by_role("button", name="下一步：核对").click()
    page.get_by_role("heading", name="核对并提交").wait_for()
    page.get_by_role("button", name="确认提交").click()
    page.get_by_role("heading", name="申请回执").wait_for()
    number, code = receipt(hands)

    hands.go("/requests/track/")
    hands.field("编号").fill(number)
    hands.field("查询码").fill(code)
    page.locator("main").get_by_role("button", name="查询").click()
    assert page.get_by_role("heading", name="已收到，等待与您确认").is_visible()
    page.get_by_text("撤回申请", exact=True).first.click()
    page.get_by_label("我不再需要这些信息").check()
    page.get_by_role("button", name="撤回申请").click()
    assert page.get_by_text("已收到您撤回申请的要求").is_visible()


def test_the_printed_address_fills_in_the_code_and_hides_it_again(as_person, site):
    hands = as_person(None, width=WIDTHS["phone"])
    hands.go("/requests/track/?number=GXJ-2026-00001#ABCDE23456")

    assert hands.field("编号").input_value() == "GXJ-2026-00001"
    assert hands.field("查询码").input_value() == "ABCDE23456"
    assert "ABCDE" not in hands.page.url


def test_a_closed_tab_keeps_what_was_typed(as_person, site):
    hands = as_person(None, width=WIDTHS["phone"])
    hands.go(f"/requests/new/{site.organ}/")
    hands.type_in("姓名或者单位名称", PERSON.name)
    hands.go("/requests/track/")
    hands.page.wait_for_timeout(1000)
    hands.go(f"/requests/new/{site.organ}/")

    assert hands.field("姓名或者单位名称").input_value() == PERSON.name
