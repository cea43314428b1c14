"""Three tasks, each done the new way and as in the first form of the desk, by the same person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from tests.browser.conftest import served
from tests.browser.counted import Counted
from tests.browser.effort_month import filled_forms, month_by_form, month_by_forms, send_forms
from tests.browser.effort_papers import PAPER_TITLE, READING_TITLE
from tests.browser.effort_state import state_of
from tests.browser.effort_ways import news_by_drop, news_by_form, paper_by_drop, paper_by_form

NEWS = "一条工作动态（Word，两幅照片）"
PAPER = "一份文件（带附件）和它的解读"
MONTH = "六个科室一个月的填报"
SENDING = "另：发出六份填报单"
#: Task → clicks and keys as in the first form of the desk, and now. Measured; the pages must not cost more.
COUNTS: Mapping[str, tuple[tuple[int, int], tuple[int, int]]] = {
    NEWS: ((8, 6), (7, 0)),
    PAPER: ((34, 46), (7, 0)),
    MONTH: ((126, 132), (8, 0)),
}
#: The new way sends out forms of its own; the first form of the desk has none to send.
SENDING_COUNTS = (6, 0)
_CLERK, _OFFICE = "drafter", "reviewer"
Task = Callable[[Counted, Path, date], None]


@dataclass(frozen=True)
class Effort:
    """What a task took: clicks, keys, and how long the machine was waited for in seconds."""

    clicks: int
    keys: int
    waited: float = 0.0

    @property
    def told(self) -> str:
        """The counts for a table."""
        return f"{self.clicks} 次点击、{self.keys} 次按键"


@dataclass(frozen=True)
class Gone:
    """A way gone to its end: what each task took, and what stands afterwards."""

    efforts: Mapping[str, Effort]
    state: dict[str, Any]


@dataclass
class Desk:
    """A desk of its own for one way: who sits there, and where files lie."""

    browser: Browser
    told: dict[str, Any]
    folder: Path

    @contextmanager
    def hand(self, role: str) -> Iterator[Counted]:
        """Somebody signed in; signing in is not counted."""
        context = self.browser.new_context(
            viewport={"width": 1280, "height": 900}, locale="zh-CN", accept_downloads=True
        )
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto(f"{self.told['url']}/accounts/login/")
        page.get_by_label("登录名").fill(self.told["accounts"][role])
        page.get_by_label("密码").fill(self.told["password"])
        with page.expect_navigation():
            page.get_by_role("button", name="登录", exact=True).click()
        yield Counted(page, self.told["url"])
        context.close()

    def files(self, name: str) -> Path:
        """A folder for the files of a task."""
        path = self.folder / name
        path.mkdir(exist_ok=True)
        return path


@contextmanager
def desk(browser: Browser, folder: Path) -> Iterator[Desk]:
    """The office, founded afresh and served."""
    site = folder / "site"
    site.mkdir()
    with served("tests.browser.effort_office", site) as told:
        yield Desk(browser, told, folder)


def new_way(browser: Browser, folder: Path, day: date) -> Gone:
    """One drop and a look; forms that come back and a look."""
    with desk(browser, folder) as at:
        efforts = _papers(at, {NEWS: news_by_drop, PAPER: paper_by_drop}, day)
        with at.hand(_OFFICE) as hand:
            forms = send_forms(hand, at.files("month"))
            efforts[SENDING] = _effort(hand)
        with at.hand(_OFFICE) as hand:
            month_by_forms(hand, filled_forms(forms, day))
            efforts[MONTH] = _effort(hand)
        return _gone(at, efforts)


def first_way(browser: Browser, folder: Path, day: date) -> Gone:
    """Everything through the item's form; what the departments sent back is the same."""
    with desk(browser, folder) as at:
        efforts = _papers(at, {NEWS: news_by_form, PAPER: paper_by_form}, day)
        with at.hand(_OFFICE) as hand:
            filled_forms(send_forms(hand, at.files("month")), day)
        with at.hand(_OFFICE) as hand:
            month_by_form(hand, at.files("month"), day)
            efforts[MONTH] = _effort(hand)
        return _gone(at, efforts)


def _papers(at: Desk, tasks: Mapping[str, Task], day: date) -> dict[str, Effort]:
    efforts = {}
    for name, task in tasks.items():
        with at.hand(_CLERK) as hand:
            task(hand, at.files(task.__name__), day)
            efforts[name] = _effort(hand)
    return efforts


def _gone(at: Desk, efforts: Mapping[str, Effort]) -> Gone:
    """With what stands, and the review forms of document and interpretation as they would be printed."""
    state = state_of(at.folder / "site")
    numbers, sheets = state.pop("numbers"), {}
    with at.hand(_OFFICE) as hand:
        for title in (PAPER_TITLE, READING_TITLE):
            hand.go(f"/desk/items/{numbers[title]}/record/")
            rows = hand.page.locator("table").first.locator("tr").all_inner_texts()
            sheets[title] = [" ".join(row.split()) for row in rows if "起草时间" not in row]
    return Gone(efforts, state | {"sheets": sheets})


def _effort(hand: Counted) -> Effort:
    return Effort(hand.clicks, hand.keys, hand.waited)
