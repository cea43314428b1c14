"""The browser's stories have a browser: real Chromium, with the faces that Chinese pages need."""

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_chromium_draws_chinese(chromium: Browser):
    """Without a Chinese face every character would be the same empty box."""
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    page.set_content("<html lang='zh-CN'><style>p{position:absolute;top:0;left:0}</style><p>政</p>")
    first = page.screenshot()
    page.evaluate("document.querySelector('p').textContent = '府'")
    second = page.screenshot()
    page.close()

    assert first != second


def test_chromium_reports_axe_findings(chromium: Browser):
    """axe-core is there and finds a picture without a text."""
    from axe_playwright_python.sync_playwright import Axe

    page = chromium.new_page()
    page.set_content("<html lang='zh-CN'><title>甲</title><main><h1>甲</h1><img src='data:,'></main>")
    found = Axe().run(page)
    page.close()

    assert "image-alt" in {violation["id"] for violation in found.response["violations"]}
