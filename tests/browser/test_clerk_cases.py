"""A clerk takes cases from registration to the archive with colleagues, each with another end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.clerk_desk import DESK, Desk
from tests.browser.conftest import ROOT, Hands, Site, _await, _free_port

ASKED = "2025年度文川区技术改造专项资金拨付明细"


@dataclass(frozen=True)
class Office(Site):
    """The served installation, and its cases that began long ago."""

    cases: dict[str, int] = field(default_factory=dict)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office with three old cases, served by `gongkai serve` with its worker."""
    folder = str(tmp_path_factory.mktemp("clerk"))
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment |= {"DJANGO_SETTINGS_MODULE": "config.settings.dev", "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}
    found = subprocess.run(
        [sys.executable, "-m", "tests.browser.clerk_office", folder],
        check=True, capture_output=True, text=True, cwd=ROOT, env=environment,
    )  # fmt: skip
    told = json.loads(found.stdout.strip().splitlines()[-1])
    port = _free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "gongkai.cli.main", "serve", "--dir", folder, "--port", str(port)],
        cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _await(f"http://127.0.0.1:{port}/desk/help/", server)
        yield Office(url=f"http://127.0.0.1:{port}", **told)
    finally:
        server.terminate()
        server.wait(timeout=20)


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
