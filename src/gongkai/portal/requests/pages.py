"""One way to show a live page of requests: in the organ's frame, for nobody's cache and no search engine."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongkai.kernel.models import Organ
from gongkai.portal import addresses
from gongkai.portal.lists import Crumb
from gongkai.portal.pages.sheet import sheet
from gongkai.portal.reading import Reading

HTML = "text/html; charset=utf-8"


def show(
    template: str,
    *,
    url: str,
    title: str,
    organ: Organ | None,
    status: int = 200,
    crumbs: tuple[Crumb, ...] = (),
    **context: Any,
) -> HttpResponse:
    """The page as an answer to keep nowhere."""
    reading = Reading()
    shown = reading.organ(organ.pk) if organ else None
    way = (*_way(shown), *crumbs, (title, url)) if shown else ((title, url),)
    page = sheet(
        f"requests/{template}", url=url, frame=reading.frame(shown), title=title, page_kind="site", tags={},
        crumbs=way, is_indexed=False, organ=shown, **context,
    )  # fmt: skip
    return private_answer(HttpResponse(page.content, content_type=HTML, status=status))


def private_answer(response: HttpResponse) -> HttpResponse:
    """The answer with what keeps it out of caches, of search engines and of other sites' referrers."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _way(organ: Organ) -> tuple[Crumb, ...]:
    return (
        (organ.name, addresses.organ_url(organ.code)),
        ("依申请公开", addresses.part_url(organ.code, "request_entry")),
    )


def organ_of(code: str) -> Organ | None:
    """The organ of that code that still takes requests of its own; None for any other."""
    return Organ.objects.filter(code=code, merged_into=None).first()
