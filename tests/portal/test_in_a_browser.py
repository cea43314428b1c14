"""The site as people meet it: accessible, nothing cut off on a phone, complete without JavaScript."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from axe_playwright_python.sync_playwright import Axe

from gongkai.disclosure.addresses import item_url
from gongkai.release.serving import FileApp
from tests.portal.site import Site
from tests.portal.town import Town

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
WIDTHS = (1280, 390)


class Quiet(WSGIRequestHandler):
    """Says nothing about each request."""

    def log_message(self, format: str, *args: object) -> None:
        """Keep still."""


@pytest.fixture(scope="module")
def address(written_town) -> Iterator[str]:
    """Where the written site is served."""
    app = FileApp(written_town[1].www)
    server = make_server("127.0.0.1", 0, app, server_class=WSGIServer, handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def urls_of(town: Town, site: Site) -> list[str]:
    """One page of each kind."""
    base = f"/{town.bureau.organ.code}"
    return [
        "/", f"{base}/", f"{base}/zwgk/", f"{base}/lm/tzgg/", f"{base}/lm/tzgg/p1.html",
        f"{base}/zwgk/zhinan/", f"{base}/zwgk/ysqgk/", f"{base}/zwgk/fdzdgk/",
        f"{base}/zwgk/nianbao/", f"{base}/zwgk/mulu/zt/",
        f"{base}/ditu.html", item_url(town.policy), item_url(town.interpretation),
        item_url(town.repealed), item_url(town.withdrawn), "/404.html",
    ]  # fmt: skip


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(chromium, written_town, address, width):
    context = chromium.new_context(viewport={"width": width, "height": 844})
    page = context.new_page()
    faults = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    for url in urls_of(*written_town):
        page.goto(address + url)
        found = Axe().run(page).response["violations"]
        assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == [], url
        assert page.evaluate("document.documentElement.scrollWidth") <= width, url
    assert faults == []
    context.close()


def test_the_text_grows_and_stays_grown_on_the_next_page(chromium, written_town, address):
    page = chromium.new_page()
    page.goto(address + "/")
    page.get_by_role("button", name="大").click()
    page.goto(address + item_url(written_town[0].policy))
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "19px"
    assert page.get_by_role("button", name="打印本页").is_visible()
    page.close()


def test_without_javascript_every_link_is_there_and_no_dead_button(chromium, written_town, address):
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{address}/{written_town[0].bureau.organ.code}/zwgk/")
    assert page.get_by_role("link", name="依申请公开").first.is_visible()
    assert page.get_by_role("button").all_inner_texts() == ["搜索"]
    page.get_by_role("link", name="查看栏目目录").click()
    assert page.url.endswith("#rail")
    context.close()


def test_the_first_tab_skips_to_the_content_and_the_menu_opens_by_keyboard(chromium, written_town, address):
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{address}/{written_town[0].bureau.organ.code}/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    menu = page.get_by_role("button", name="菜单")
    entry = page.locator("#main-menu").get_by_role("link", name="工作动态")
    assert not entry.is_visible()
    menu.focus()
    page.keyboard.press("Enter")
    assert entry.is_visible()
    page.close()
