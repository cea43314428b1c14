"""Text that means harm, wherever staff can type it, on the pages and in the feeds of the portal."""

from __future__ import annotations

import pytest
from lxml import etree

from gongkai.disclosure.acts.columns import save_column
from gongkai.disclosure.acts.withdraw import withdraw
from gongkai.disclosure.addresses import item_path
from gongkai.kernel.acts.organs import rename_organ
from tests.factories import NOW, make_live
from tests.portal.site import Page

pytestmark = pytest.mark.django_db

EVIL = "</title><script>alert(1)</script>\"'><img src=x onerror=alert(2)>]]>"
CONTROLS = "\x0b\x1b\ufffe"


def test_hostile_names_titles_and_reasons_stay_text_and_the_feeds_stay_xml(bureau, site):
    column = bureau.columns["tzgg"]
    values = {field: getattr(column, field) for field in ("code", "zone", "platform_part", "route")}
    save_column(
        actor=bureau.admin, organ=bureau.organ, column_id=column.pk, now=NOW,
        values=values | {"name": f"栏{CONTROLS}目<script>", "description": EVIL + CONTROLS},
    )  # fmt: skip
    rename_organ(
        actor=bureau.admin, organ_id=bureau.organ.pk, name="文川区<img src=x>局", since=NOW.date(),
        reason="机构改革", now=NOW,
    )  # fmt: skip
    body = f'<p onclick="x()">正文{EVIL}<a href="java\tscript:x()">甲</a></p><svg onload=x()></svg>'
    shown = make_live(bureau, title=EVIL + CONTROLS, summary=EVIL, origin=EVIL, body_html=body)
    gone = make_live(bureau, title=f"撤回的{EVIL}")
    withdraw(actor=bureau.reviewer, item_id=gone.pk, reason=EVIL, now=NOW)
    site.write()
    organ = bureau.organ.code
    pages = (f"/{item_path(shown)}", f"/{item_path(gone)}", f"/{organ}/", f"/{organ}/lm/tzgg/", "/")
    for address in pages:
        file = address + "index.html" if address.endswith("/") else address
        html = site.path(file).read_text("utf-8")
        for trace in ("<script>alert", "<img src=x", "onclick=", "script:x()", "<svg onload"):
            assert trace not in html, (address, trace)
        assert Page(html).faults == [], address
    for feed in (f"/{organ}/rss.xml", f"/{organ}/lm/tzgg/rss.xml"):
        titles = etree.fromstring(site.path(feed).read_bytes()).iter("title")
        assert any(EVIL in (title.text or "") for title in titles), feed
