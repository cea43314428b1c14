"""A clean body made ready for a page: pictures by their address, tables that scroll inside on phones."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup

_PICTURE = re.compile(r'<img\b[^>]*?\bsrc="picture:([0-9a-f]+)"[^>]*>')
_HAS_ALT = re.compile(r"\balt=")
_LEFT_OVER = re.compile(r'<img\b[^>]*?\bsrc="(?:picture:|/files/)[^"]*"[^>]*>')
_OPEN = '<div class="table-scroll" role="region" aria-label="表格，可左右滑动" tabindex="0"><table'


def body_markup(html: str, pictures: Mapping[str, str]) -> Markup:
    """The body of an edition (clean since it came in) as markup; `pictures` maps digests to addresses.

    A picture that is not carried by the edition is left out: no page points at a file that is not there.
    """
    if "<table" in html:
        html = html.replace("<table", _OPEN).replace("</table>", "</table></div>")
    if "<img" in html:
        html = _PICTURE.sub(lambda found: _picture(found, pictures), html)
        html = _LEFT_OVER.sub("", html)
    return Markup(html)  # noqa: S704 - cleaned by documents.clean_html before it was kept


def _picture(found: re.Match[str], pictures: Mapping[str, str]) -> str:
    address = pictures.get(found[1])
    if address is None:
        return ""
    tag = found[0].replace("picture:" + found[1], address)
    extra = ' loading="lazy"' if _HAS_ALT.search(tag) else ' alt="" loading="lazy"'
    return tag[:-1].rstrip("/").rstrip() + extra + ">"
