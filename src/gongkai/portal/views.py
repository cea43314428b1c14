"""The portal's one live page: search. Everything else the public reads is a file."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.kernel.models import Organ
from gongkai.portal import addresses
from gongkai.portal.pages.sheet import sheet
from gongkai.portal.publication import release_dir
from gongkai.portal.reading import Reading
from gongkai.portal.search import LONGEST, Found, find, is_searchable

NOTHING = Found([], 0, 1, 0)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Results for `q` in one organ (`organ`, its code) or all, page `page`; without `q` the form alone."""
    reading = Reading()
    words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST]
    code = request.GET.get("organ", "")
    organ = next((one for one in reading.organs.values() if one.code == code), None)
    asked = request.GET.get("page", "1")
    page = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    searchable = is_searchable(words)
    found = find(words, organ_id=organ.pk if organ else None, page=page) if searchable else NOTHING
    file = sheet(
        "search.html",
        url=addresses.SEARCH,
        frame=reading.frame(organ),
        title="搜索",
        page_kind="site",
        tags={},
        is_indexed=False,
        words=words,
        is_searchable=searchable,
        organ=organ,
        organs=list(reading.organs.values()),
        found=found,
        pager=_pager(words, organ, found),
        everywhere=_address(words, None, 1),
    )
    response = HttpResponse(file.content, content_type="text/html; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 for the public: the site's own page as it was written, or a sentence where none was yet."""
    try:
        content = (release_dir() / "www" / "404.html").read_bytes()
    except FileNotFoundError:
        content = "页面不存在。".encode()
    return HttpResponse(content, status=404, content_type="text/html; charset=utf-8")


def _pager(words: str, organ: Organ | None, found: Found) -> list[tuple[str, str]]:
    links = []
    if found.page > 1:
        links.append(("上一页", _address(words, organ, found.page - 1)))
    if found.page < found.pages:
        links.append(("下一页", _address(words, organ, found.page + 1)))
    return links


def _address(words: str, organ: Organ | None, page: int) -> str:
    query = (
        {"q": words} | ({"organ": organ.code} if organ else {}) | ({"page": str(page)} if page > 1 else {})
    )
    return f"{addresses.SEARCH}?{urlencode(query)}"
