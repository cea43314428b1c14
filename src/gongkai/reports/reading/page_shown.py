"""What of a page is seen, and what the marks of an editor look like in markup."""

from __future__ import annotations

import re
from collections.abc import Mapping

from gongkai.reports.source import MarkKind

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol",
    "option", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
    "caption", "br",
})  # fmt: skip
UNSEEN = frozenset({
    "script", "style", "template", "noscript", "head", "datalist", "iframe", "object", "embed",
    "canvas", "audio", "video", "svg", "math", "xml", "noframes", "noembed", "rp", "rt", "title",
})  # fmt: skip
EMBEDDED = frozenset({
    "img", "iframe", "object", "embed", "canvas",
})  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.I)
_MUTED = re.compile(r"visibility\s*:\s*(?:hidden|collapse)", re.I)
_STRUCK = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.I)
_COMMENT = re.compile(r"mso-element\s*:\s*comment(?!-reference)", re.I)
_HIGHLIGHT = re.compile(r"mso-highlight\s*:|background(?:-color)?\s*:\s*(?:yellow|#ff0\b|#ffff00)", re.I)


def is_hidden(tag: str, attributes: Mapping[str, str]) -> bool:
    """Whether an element and all it holds is not shown."""
    if tag in UNSEEN or "hidden" in attributes:
        return True
    if tag == "input" and attributes.get("type", "text").lower() != "text":
        return True
    if tag == "option" and "selected" not in attributes:
        return True
    return bool(_HIDDEN.search(attributes.get("style") or ""))


def is_muted(attributes: Mapping[str, str]) -> bool:
    """Whether an element keeps its place while nothing in it is shown."""
    return bool(_MUTED.search(attributes.get("style") or ""))


def mark_of(tag: str, attributes: Mapping[str, str]) -> MarkKind | None:
    """What an element marks, if anything. What is struck out counts as deleted."""
    style = attributes.get("style") or ""
    if tag in ("del", "s", "strike") or _STRUCK.search(style):
        return MarkKind.DELETION
    if tag == "ins":
        return MarkKind.INSERTION
    if _COMMENT.search(style) or "msocommentreference" in (attributes.get("class") or "").lower():
        return MarkKind.COMMENT
    if tag == "mark" or _HIGHLIGHT.search(style):
        return MarkKind.HIGHLIGHT
    return None
