"""Three tasks, each done the new way and as in the first form of the desk, by the same person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from tests.browser.conftest import served
from tests.browser.counted import Counted
from tests.browser.effort_month import filled_forms, month_by_form, month_by_forms, send_forms
from tests.browser.effort_state import state_of
from tests.browser.effort_ways import news_by_drop, news_by_form, paper_by_drop, paper_by_form

NEWS, PAPER, MONTH, SENDING = (
    "一条工作动态（Word，两幅照片）",
    "一份文件和它的解读",
    "六个科室一个月的填报",
    "另：发出填报单",
)
CLERK, OFFICE = "drafter", "reviewer"


@dataclass(frozen=True)
class Effort:
    """What a task took: clicks, keys, and how long the machine was waited for in seconds."""

    clicks: int
    keys: int
    waited: float = 0.0

    @property
    def counts(self) -> tuple[int, int]:
        """Without the time, which is no matter of the pages."""
        return self.clicks, self.keys


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
    efforts = {}
    with desk(browser, folder) as at:
        for name, task in ((NEWS, news_by_drop), (PAPER, paper_by_drop)):
            with at.hand(CLERK) as hand:
                task(hand, at.files(task.__name__), day)
                efforts[name] = _effort(hand)
        with at.hand(OFFICE) as hand:
            forms = send_forms(hand, at.files("month"))
            efforts[SENDING] = _effort(hand)
        with at.hand(OFFICE) as hand:
            month_by_forms(hand, filled_forms(forms, day))
            efforts[MONTH] = _effort(hand)
        return Gone(efforts, state_of(folder / "site"))


def first_way(browser: Browser, folder: Path, day: date) -> Gone:
    """Everything through the item's form; the departments' files are those of a new way's month."""
    efforts = {}
    with desk(browser, folder) as at:
        for name, task in ((NEWS, news_by_form), (PAPER, paper_by_form)):
            with at.hand(CLERK) as hand:
                task(hand, at.files(task.__name__), day)
                efforts[name] = _effort(hand)
        with at.hand(OFFICE) as hand:
            filled_forms(send_forms(hand, at.files("month")), day)
        with at.hand(OFFICE) as hand:
            month_by_form(hand, at.files("month"), day)
            efforts[MONTH] = _effort(hand)
        return Gone(efforts, state_of(folder / "site"))


def _effort(hand: Counted) -> Effort:
    return Effort(hand.clicks, hand.keys, hand.waited)
