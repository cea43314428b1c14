"""One HTML page as a file: the frame, the tags, the way to it, and its own template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from gongkai.portal.addresses import file_of
from gongkai.portal.frame import Frame
from gongkai.portal.tags import page_tags
from gongkai.portal.templating import render_page
from gongkai.release import FileSpec

NO_RAIL = Markup("")


def sheet(
    template: str,
    *,
    url: str,
    frame: Frame,
    title: str,
    page_kind: str,
    tags: Mapping[str, str],
    crumbs: Sequence[tuple[str, str]] = (),
    rail: Markup = NO_RAIL,
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
        crumbs=crumbs,
        rail=rail,
        feed=feed,
        is_indexed=is_indexed,
        **context,
    )
    return FileSpec(file_of(url), content=content)
