"""The real thing: server and worker as processes, a browser, axe, and hands on a keyboard."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page

ROOT = Path(__file__).resolve().parents[2]
WIDTHS = {"desk": 1280, "phone": 390}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a browser's story."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Site:
    """A served installation."""

    url: str
    password: str
    accounts: dict[str, str]
    organ: str
    policy: int
    column: str


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def served(founder: str, folder: Path) -> Iterator[dict[str, Any]]:
    """What the module `founder` founds in the folder, served by `gongkai serve` with its worker.

    Gives the address as «url» together with what the founder told.
    """
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment |= {"DJANGO_SETTINGS_MODULE": "config.settings.dev", "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}
    found = subprocess.run(
        [sys.executable, "-m", founder, str(folder)],
        check=True, capture_output=True, text=True, cwd=ROOT, env=environment,
    )  # fmt: skip
    told = json.loads(found.stdout.strip().splitlines()[-1])
    port = _free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "gongkai.cli.main", "serve", "--dir", str(folder), "--port", str(port)],
        cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _await(f"http://127.0.0.1:{port}/desk/help/", server)
        yield {"url": f"http://127.0.0.1:{port}", **told}
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A bureau founded in a folder of its own and served."""
    with served("tests.browser.found", tmp_path_factory.mktemp("site")) as told:
        yield Site(**told)


def _await(url: str, server: subprocess.Popen) -> None:
    for _ in range(150):
        assert server.poll() is None, "the server ended before it began"
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 — our own server
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server did not answer")


@dataclass
class Hands:
    """A person at a keyboard: finds things by their names, moves with Tab, never touches a mouse."""

    page: Page
    site: Site

    def go(self, path: str) -> None:
        """Type an address."""
        self.page.goto(f"{self.site.url}{path}")

    def reach(self, target: Locator) -> None:
        """Press Tab until the target has the focus; fails when it cannot be reached."""
        target.wait_for()
        for _ in range(150):
            if target.evaluate("e => e === document.activeElement || e.contains(document.activeElement)"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"not reachable by keyboard: {target}")

    def field(self, label: str) -> Locator:
        """The field whose label begins so; what follows may say that it must be filled."""
        return self.page.get_by_label(re.compile(f"^\\s*{re.escape(label)}")).first

    def type_in(self, label: str, text: str) -> None:
        """Fill the field of that label, replacing what is there."""
        self.reach(self.field(label))
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def choose(self, label: str, option: str) -> None:
        """Choose in a list by the keys a person would press."""
        field = self.field(label)
        self.reach(field)
        wanted = field.locator("option", has_text=option).first.get_attribute("value")
        self.page.keyboard.press("Home")
        for _ in range(60):
            if field.input_value() == wanted:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no option {option}")

    def press(self, name: str, *, role: str = "button") -> None:
        """Go to a button or link and press Enter; waits for the page that follows."""
        target = self.page.get_by_role(role, name=name, exact=True).first
        self.reach(target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def sign_in(self, role: str) -> None:
        """Sign in as the person with that role."""
        self.go("/accounts/login/")
        self.type_in("登录名", self.site.accounts[role])
        self.type_in("密码", self.site.password)
        self.press("登录")

    def check(self) -> None:
        """Axe finds nothing serious on the page as it stands."""
        report = Axe().run(self.page)
        grave = [v for v in report.response["violations"] if v["impact"] in {"serious", "critical"}]
        told = [(v["id"], [node["target"] for node in v["nodes"]][:3]) for v in grave]
        assert told == [], f"{self.page.url}: {told}"


@pytest.fixture
def as_person(chromium: Browser, site: Site) -> Iterator:
    """Give somebody a browser of his own and sign him in; with or without JavaScript, at a width."""
    contexts: list[BrowserContext] = []

    def somebody(role: str | None, *, script: bool = True, width: int = WIDTHS["desk"]) -> Hands:
        context = chromium.new_context(
            java_script_enabled=script, viewport={"width": width, "height": 900}, locale="zh-CN"
        )
        contexts.append(context)
        hands = Hands(context.new_page(), site)
        hands.page.set_default_timeout(15000)
        if role and script:
            hands.sign_in(role)
        elif role:
            _sign_in_without_script(hands, role)
        return hands

    yield somebody
    for context in contexts:
        context.close()


def _sign_in_without_script(hands: Hands, role: str) -> None:
    hands.go("/accounts/login/")
    hands.field("登录名").fill(hands.site.accounts[role])
    hands.field("密码").fill(hands.site.password)
    hands.page.get_by_role("button", name="登录", exact=True).click()
