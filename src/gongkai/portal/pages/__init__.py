"""The kinds of pages the public reads; together they are the whole portal."""

from __future__ import annotations

from gongkai.portal.pages.catalogues import Catalogues
from gongkai.portal.pages.homes import Homes, Maps
from gongkai.portal.pages.items import ItemPages
from gongkai.portal.pages.lists import ListHeads, ListPages
from gongkai.portal.pages.machine import Feeds, SiteFiles, Sitemaps
from gongkai.portal.pages.platform import PlatformParts
from gongkai.release import Pages


def all_pages() -> Pages:
    """Every kind, registered: assets first, then items, lists, and what shows the newest of them."""
    pages = Pages()
    for kind in (
        SiteFiles(),
        ItemPages(),
        ListPages(),
        ListHeads(),
        PlatformParts(),
        Catalogues(),
        Homes(),
        Maps(),
        Feeds(),
        Sitemaps(),
    ):
        pages.register(kind)
    return pages


PAGES = all_pages()
