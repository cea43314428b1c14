"""One HTML page as a file: the frame, the tags, the way to it, and its own template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from gongkai.portal.addresses import file_of
from gongkai.portal.frame import Frame
from gongkai.portal.lists import Crumb
from gongkai.portal.tags import page_tags
from gongkai.portal.templating import render_markup, render_page
from gongkai.release import FileSpec

NOTHING = Markup("")


def crumbs_markup(crumbs: Sequence[Crumb], url: str = "") -> Markup:
    """The way to a page, rendered; the last step is no link when it is the page at `url` itself."""
    return render_markup("crumbs.html", crumbs=crumbs, url=url) if crumbs else NOTHING


def sheet(
    template: str,
    *,
    url: str,
    frame: Frame,
    title: str,
    page_kind: str,
    tags: Mapping[str, str],
    crumbs: Sequence[Crumb] | Markup = (),
    rail: Markup = NOTHING,
    feed: str = "",
    is_indexed: bool = True,
    **context: object,
) -> FileSpec:
    """The file of a page at `url`. `page_kind` is site, column or content (law.catalogue.PAGE_KINDS)."""
    content = render_page(
        template,
        url=url,
        frame=frame,
        title=title,
        page_tags=page_tags(page_kind, {**frame.tags, **tags}),
        crumbs=crumbs if isinstance(crumbs, Markup) else crumbs_markup(crumbs, url),
        rail=rail,
        feed=feed,
        is_indexed=is_indexed,
        **context,
    )
    return FileSpec(file_of(url), content=content)
