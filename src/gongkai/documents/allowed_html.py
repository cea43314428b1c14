"""The HTML a body may consist of: elements, attributes, link and picture addresses."""

from __future__ import annotations

import re

import nh3

FINAL_TAGS = frozenset(
    {"p", "h2", "h3", "h4", "strong", "em", "u", "sub", "sup", "br", "hr", "ul", "ol", "li", "blockquote"}
    | {"table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "img", "a"}
)
CLASSES = ("ta-center", "ta-right", "no-indent")
# Read on the way in and turned into the above; nothing of them is left in a body.
_INCOMING_TAGS = FINAL_TAGS | frozenset(
    {"h1", "h5", "h6", "b", "i", "div", "span", "font", "center", "section", "article", "header", "footer"}
    | {"main", "tfoot", "dl", "dt", "dd", "pre", "address", "ins"}
)
_DROPPED_WITH_CONTENT = frozenset(
    {"script", "style", "title", "xml", "template", "noscript", "iframe", "object", "applet", "svg", "math"}
    | {"select", "textarea", "button", "del", "video", "audio", "canvas", "head", "noframes", "noembed"}
)
_BLOCK_ATTRIBUTES = {"class"}
_FINAL_ATTRIBUTES = {
    "*": set(),
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "td": {"rowspan", "colspan", "class"},
    "th": {"rowspan", "colspan", "scope", "class"},
    "ol": {"start"},
    **dict.fromkeys(("p", "h2", "h3", "h4", "li", "figure", "figcaption", "caption"), _BLOCK_ATTRIBUTES),
}
_INCOMING_ATTRIBUTES = {
    "*": {"class", "style", "align"},
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "td": {"rowspan", "colspan"},
    "th": {"rowspan", "colspan", "scope"},
    "ol": {"start"},
}
_PICTURE_SOURCE = re.compile(r"(?:picture:[0-9A-Za-z._-]{1,128}|/files/(?!.*\.\.)[0-9A-Za-z._/-]{1,256})")
_ABSOLUTE = re.compile(r"(?:https?://[^\s/]|mailto:)", re.I)
_HAS_SCHEME = re.compile(r"[^/?#]*:")
_SMALL_NUMBER = re.compile(r"[1-9][0-9]{0,3}")
_SCOPES = frozenset({"col", "row", "colgroup", "rowgroup"})
_SCHEMES = {"http", "https", "mailto", "picture"}


def sanitise_incoming(html: str) -> str:
    """Return balanced HTML with only what the rewriting looks at; scripts and their like are gone."""
    return nh3.clean(
        html,
        tags=set(_INCOMING_TAGS),
        clean_content_tags=set(_DROPPED_WITH_CONTENT),
        attributes=_INCOMING_ATTRIBUTES,
        attribute_filter=_filter_attribute,
        url_schemes=_SCHEMES,
        link_rel=None,
    )


def sanitise_final(html: str) -> str:
    """Return HTML with only what a body may have; the last word on every body."""
    return nh3.clean(
        html,
        tags=set(FINAL_TAGS),
        clean_content_tags=set(_DROPPED_WITH_CONTENT),
        attributes=_FINAL_ATTRIBUTES,
        attribute_filter=_filter_attribute,
        url_schemes=_SCHEMES,
        link_rel=None,
    )


def _filter_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return value.strip() if is_allowed_link(value) else None
    if name == "src":
        return value if _PICTURE_SOURCE.fullmatch(value) else None
    if name in ("rowspan", "colspan", "width", "height", "start"):
        number = value.strip().removesuffix("px")
        unchanged_span = name in ("rowspan", "colspan", "start") and number == "1"
        return number if _SMALL_NUMBER.fullmatch(number) and not unchanged_span else None
    if name == "scope":
        return value.lower() if value.lower() in _SCOPES else None
    if name == "class":
        return " ".join(name for name in CLASSES if name in value.split()) or None
    return value


def is_allowed_link(href: str) -> bool:
    """Whether an address is http(s), mailto or relative; jumps inside a page lead nowhere in a body."""
    address = href.strip()
    if not address or address.startswith(("#", "//", "\\")) or not address.isprintable():
        return False
    if _ABSOLUTE.match(address):
        return True
    return not _HAS_SCHEME.match(address)
