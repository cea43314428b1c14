"""The desk's hands in a clerk's story: registers, decides, brings a letter to its service, files the case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Hands
from tests.factories import SHANGHAI
from tests.request_factories import PERSON

PHONE = {"width": 390, "height": 900}
DESK = {"width": 1280, "height": 900}
#: A page waits while the worker writes a letter or a package.
_PATIENCE = 15_000
_MOVING = ".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added"
EQUAL = "盖章件：与签发稿逐字一致。"


def today() -> date:
    """The day on the desk's own calendar."""
    return datetime.now(SHANGHAI).date()


def fits(hands: Hands) -> None:
    """Nothing grave by axe at the desk; on a telephone nothing wider than the screen."""
    hands.check()
    hands.page.set_viewport_size(PHONE)
    width = hands.page.evaluate("document.documentElement.scrollWidth")
    hands.page.set_viewport_size(DESK)
    assert width <= PHONE["width"], f"{hands.page.url} is {width} wide"


def click(hands: Hands, name: str, *, role: str = "button") -> None:
    """Click what has that name in the page's main part."""
    hands.page.locator("main").get_by_role(role, name=name, exact=True).first.click()


def said(hands: Hands, words: str) -> None:
    """The desk has answered with these words."""
    expect(hands.page.get_by_text(words, exact=False).first).to_be_visible(timeout=_PATIENCE)


@dataclass(frozen=True)
class Desk:
    """The people of the office, each signed in, with the folder their downloads go to."""

    clerk: Hands
    checker: Hands
    signer: Hands
    head: Hands
    folder: Path

    def register(self, description: str) -> int:
        """Enter a request brought to the counter; returns the case."""
        self.clerk.go("/desk/requests/new/")
        page = self.clerk.page
        page.get_by_label("当面提交").check()
        for label, text in (
            ("姓名或者单位名称", PERSON.name), ("证件号码", PERSON.id_number), ("电话", PERSON.phone),
            ("需要的政府信息", description),
        ):  # fmt: skip
            self.clerk.field(label).fill(text)
        self.clerk.field("怎么拿").select_option(label="当面领取")
        click(self.clerk, "登记")
        said(self.clerk, "收件回执")
        click(self.clerk, "接着办这件申请", role="link")
        page.wait_for_url("**/sheet/")
        found = re.search(r"/requests/(\d+)/", page.url)
        assert found, page.url
        return int(found[1])

    def see(self, case: int) -> Locator:
        """Open the case; gives its main part."""
        self.clerk.go(f"/desk/requests/{case}/")
        return self.clerk.page.locator("main")

    def act(self, case: int, label: str, values: Mapping[str, str], *, looks: bool = False) -> None:
        """Do an act from its button on the case page; some are looked at before they are confirmed."""
        self.see(case)
        click(self.clerk, label, role="link")
        for name, value in values.items():
            enter(self.clerk, name, value)
        if looks:
            click(self.clerk, "下一步：看看结果")
        click(self.clerk, f"确认{label}" if looks else label)

    def decide(
        self, case: int, outcome: str, facts: Mapping[str, str], *, grounds: Sequence[str] = (),
        by: str = "拟定答复",
    ) -> int:  # fmt: skip
        """Choose the result unless it stands, tick grounds, tell facts, draw up the letter; returns it."""
        self.see(case)
        click(self.clerk, by, role="link")
        if chosen(self.clerk) != outcome:
            choose(self.clerk, outcome)
        for ground in grounds:
            with asking_again(self.clerk):
                self.clerk.field(ground).check()
        for label, text in facts.items():
            enter(self.clerk, label, text)
        return self.drawn_up()

    def drawn_up(self) -> int:
        """Draw up the letter from what was told; returns it."""
        click(self.clerk, "拟定答复，生成文书")
        said(self.clerk, "答复已拟出，请核对文书后送审。")
        return self.letter()

    def letter(self) -> int:
        """The letter that the clerk has open."""
        found = re.search(r"/letters/(\d+)/", self.clerk.page.url)
        assert found, self.clerk.page.url
        return int(found[1])

    def letter_act(self, hands: Hands, letter: int, label: str) -> None:
        """Open an act of the letter from its page."""
        hands.go(f"/desk/requests/letters/{letter}/")
        click(hands, label, role="link")

    def serve(self, letter: int, *, by_head: bool = False) -> str:
        """Hand in, check, sign, seal with the very PDF, serve; the number. The head needs no check."""
        looks = [(self.head, "签发")] if by_head else [(self.checker, "审核通过"), (self.signer, "签发")]
        for hands, label in ((self.clerk, "送审"), *looks):
            self.letter_act(hands, letter, label)
            click(hands, label)
            hands.page.wait_for_url(f"**/letters/{letter}/")
        sealed = self._printed(letter)
        self.letter_act(self.clerk, letter, "上传盖章件")
        self.clerk.field("盖章件").set_input_files(sealed)
        click(self.clerk, "上传盖章件")
        said(self.clerk, EQUAL)
        click(self.clerk, "登记送达", role="link")
        self.clerk.field("怎么送的").select_option(label="当面送达")
        self.clerk.field("哪一天").fill(today().isoformat())
        click(self.clerk, "登记送达")
        said(self.clerk, "已登记送达。")
        number = self.clerk.page.locator(".item-state").inner_text()
        found = re.search(r"\S+〔\d{4}〕\S*号", number)
        assert found, number
        return found[0]

    def _printed(self, letter: int) -> Path:
        """The PDF the worker makes, fetched from the letter's page as soon as it is there."""
        page = self.clerk.page
        link = page.get_by_role("link", name="打印签发稿（PDF）")
        self.clerk.go(f"/desk/requests/letters/{letter}/")
        for _ in range(60):
            if link.count():
                break
            page.wait_for_timeout(500)
            page.reload()
        href = link.get_attribute("href")
        answer = page.request.get(f"{self.clerk.site.url}{href}")
        assert answer.headers["content-type"] == "application/pdf"
        path = self.folder / f"{letter}.pdf"
        path.write_bytes(answer.body())
        return path

    def ended(self, case: int, outcome: str, number: str) -> None:
        """The case says that it is over, how, with which letter, and the clock on which day; then file it."""
        main = self.see(case)
        state_line = main.locator(".item-state").first
        expect(state_line).to_contain_text("已办结")
        expect(state_line).to_contain_text(f"结果：{outcome}")
        expect(main.locator("#letters")).to_contain_text(number)
        clock = main.locator("#clock")
        expect(clock.locator(".clock-head")).to_contain_text("已答复")
        expect(clock.locator(".trace").first).to_contain_text(today().isoformat())
        click(self.clerk, "归档", role="link")
        click(self.clerk, "归档")
        said(self.clerk, "已归档，案卷包正在生成。")
        expect(main.locator(".item-state").first).to_contain_text("已归档")
        expect(main.locator(".item-state").first).to_contain_text(f"结果：{outcome}")


def choose(hands: Hands, outcome: str) -> None:
    """Choose the result and wait for the facts it asks for."""
    hands.field("结果").wait_for()
    with asking_again(hands):
        hands.field("结果").select_option(label=outcome)


@contextmanager
def asking_again(hands: Hands) -> Iterator[None]:
    """What is done inside makes the form ask for other facts; wait until it stands and listens again."""
    hands.page.wait_for_load_state()
    with hands.page.expect_response(lambda answer: "/decide/" in answer.url):
        yield
    expect(hands.page.locator(_MOVING)).to_have_count(0)


def chosen(hands: Hands) -> str:
    """The result that stands on the page."""
    found = hands.field("结果").evaluate("e => e.selectedOptions[0].textContent")
    return str(found)


def enter(hands: Hands, label: str, value: str) -> None:
    """Fill, choose or tick the field of that label, whatever it is."""
    field = hands.field(label)
    kind = str(field.evaluate("e => e.type || ''"))
    if kind in ("radio", "checkbox"):
        field.check()
    elif kind.startswith("select"):
        field.select_option(label=value)
    else:
        field.fill(value)
