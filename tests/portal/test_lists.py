"""Lists are numbered from the oldest, keep their gaps, and end on a head with whole pages."""

import pytest

from gongkai.disclosure.acts.withdraw import withdraw
from gongkai.disclosure.addresses import item_url
from gongkai.portal.rows import Extent, head_of
from tests.factories import later, make_live

pytestmark = pytest.mark.django_db


@pytest.fixture
def items(bureau, site):
    """Forty-five notices, oldest first, written."""
    made = [make_live(bureau) for _ in range(45)]
    site.write()
    return made


def item_links(page) -> list[str]:
    """The items a page lists, in order."""
    return [link for link in page.links if "/xx/2026/" in link]


def test_pages_hold_twenty_slots_from_the_oldest_and_the_head_the_newest_two_pages(bureau, site, items):
    base = f"/{bureau.organ.code}/lm/tzgg/"
    urls = [item_url(item) for item in items]
    assert item_links(site.page(base + "p1.html")) == urls[19::-1]
    assert item_links(site.page(base + "p2.html")) == urls[39:19:-1]
    assert item_links(site.page(base + "p3.html")) == urls[44:39:-1]
    head = site.page(base)
    assert item_links(head) == urls[44:19:-1]
    assert "共 45 条" in head.text and base + "p1.html" in head.links
    assert not site.has(base + "p4.html")


def test_a_gap_stays_and_no_other_item_moves(bureau, site, items):
    base = f"/{bureau.organ.code}/lm/tzgg/"
    withdraw(actor=bureau.reviewer, item_id=items[5].pk, reason="错", now=later(days=1))
    site.write()
    urls = [item_url(item) for item in items if item != items[5]]
    assert item_links(site.page(base + "p1.html")) == urls[18::-1]
    assert "共 44 条" in site.page(base).text


def test_a_head_is_not_left_bare_by_gaps(bureau, site, items):
    for item in items[22:]:
        withdraw(actor=bureau.reviewer, item_id=item.pk, reason="错", now=later(days=1))
    site.write()
    base = f"/{bureau.organ.code}/lm/tzgg/"
    assert item_links(site.page(base)) == [item_url(item) for item in items[21::-1]]
    assert "本页的信息均已撤回" in site.page(base + "p3.html").text
    head = head_of(f"column/{bureau.columns['tzgg'].pk}", Extent(last_slot=45, total=22))
    assert head.older_page == 0 and len(head.rows) == 22
    assert site.dead_links() == set()
