"""A clean body made ready for a page: pictures by their address, tables that scroll inside on phones."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup, escape

_PICTURE = re.compile(r'<img\b[^>]*?\bsrc="picture:([0-9a-f]+)"[^>]*>')
_HAS_ALT = re.compile(r"\balt=")
_LEFT_OVER = re.compile(r'<img\b[^>]*?\bsrc="(?:picture:|/files/)[^"]*"[^>]*>')
_TABLE = re.compile(r"<table\b")
_CAPTION = re.compile(r"<caption\b[^>]*>(.*?)</caption>", re.S)
_OPEN = '<div class="table-scroll{kind}" role="region" aria-label="{name}" tabindex="0"><table'
_NAME, _NUMBERED, _NAMELESS = "{caption}，可左右滑动", "第{number}张表格，可左右滑动", "表格，可左右滑动"
#: Where rows have names or columns are centred there are figures: set narrower than a table of words.
_FIGURES = ('scope="row"', 'class="ta-center" scope="col"')


def body_markup(html: str, pictures: Mapping[str, str]) -> Markup:
    """The body of an edition (clean since it came in) as markup; `pictures` maps digests to addresses.

    A picture that is not carried by the edition is left out: no page points at a file that is not there.
    """
    if "<table" in html:
        html = _with_scrolling_tables(html)
    if "<img" in html:
        html = _PICTURE.sub(lambda found: _picture(found, pictures), html)
        html = _LEFT_OVER.sub("", html)
    return Markup(html)  # noqa: S704 - cleaned by documents.clean_html before it was kept


def _with_scrolling_tables(html: str) -> str:
    """Each table in a region of its own; no two regions of a page are called the same."""
    starts = [found.start() for found in _TABLE.finditer(html)]
    pieces, end, names = [], 0, set[str]()
    for number, start in enumerate(starts, start=1):
        table = html[start : html.index("</table>", start)]
        name = _name(table, number if len(starts) > 1 else None)
        name = _NUMBERED.format(number=number) if name in names else name
        names.add(name)
        kind = " figures" if any(sign in table for sign in _FIGURES) else ""
        pieces += [html[end:start], _OPEN.format(kind=kind, name=name)]
        end = start + len("<table")
    return ("".join(pieces) + html[end:]).replace("</table>", "</table></div>")


def _name(table: str, number: int | None) -> str:
    caption = _CAPTION.search(table)
    words = Markup(caption[1]).striptags() if caption else ""  # noqa: S704 - only to be read as text
    if words:
        return _NAME.format(caption=escape(words))
    return _NUMBERED.format(number=number) if number else _NAMELESS


def _picture(found: re.Match[str], pictures: Mapping[str, str]) -> str:
    address = pictures.get(found[1])
    if address is None:
        return ""
    tag = found[0].replace("picture:" + found[1], address)
    extra = ' loading="lazy"' if _HAS_ALT.search(tag) else ' alt="" loading="lazy"'
    return tag[:-1].rstrip("/").rstrip() + extra + ">"
