"""What inline styles of pasted HTML mean for a body: alignment, emphasis, hidden text."""

from __future__ import annotations

import re

from gongkai.documents.tree import Node

_BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)")
_ITALIC = re.compile(r"font-style:\s*(?:italic|oblique)")
_UNDERLINE = re.compile(r"text-decoration(?:-line)?:[^;]*underline")
_RAISED = re.compile(r"vertical-align:\s*super")
_LOWERED = re.compile(r"vertical-align:\s*sub")
_HIDDEN = re.compile(r"display:\s*none|visibility:\s*hidden|mso-hide:\s*all")
_ALIGN = re.compile(r"text-align:\s*(center|right|end)")
_ALIGN_OTHER = re.compile(r"text-align:\s*(?:left|start|justify)")
_NO_INDENT = re.compile(r"text-indent:\s*-?0*\.?0*(?:pt|px|em|cm|mm|in|%)?\s*(?:;|$)")
_CHARACTER_INDENT = re.compile(r"mso-char-indent-count:\s*-?[1-9]")


def is_hidden(node: Node) -> bool:
    """Whether an element does not show on the page it came from."""
    return _HIDDEN.search(_style(node)) is not None


def emphasis(node: Node) -> list[str]:
    """Return the tags that a span's or font's style stands for, outermost first."""
    style = _style(node)
    pairs = (("strong", _BOLD), ("em", _ITALIC), ("u", _UNDERLINE), ("sup", _RAISED), ("sub", _LOWERED))
    return [tag for tag, pattern in pairs if pattern.search(style)]


def alignment(node: Node) -> str | None:
    """Return the class for an element's own alignment, "" for plain left, None when it says nothing."""
    classes = node.classes()
    for name in ("ta-center", "ta-right"):
        if name in classes:
            return name
    if node.tag == "center":
        return "ta-center"
    said = _ALIGN.search(_style(node))
    value = said.group(1) if said else node.attributes.get("align", "").lower()
    if value == "center":
        return "ta-center"
    if value in ("right", "end"):
        return "ta-right"
    return "" if value in ("left", "justify") or _ALIGN_OTHER.search(_style(node)) else None


def is_without_indent(node: Node) -> bool:
    """Whether a paragraph says that its first line is not indented."""
    if "no-indent" in node.classes():
        return True
    style = _style(node)
    return _NO_INDENT.search(style) is not None and not _CHARACTER_INDENT.search(style)


def _style(node: Node) -> str:
    return node.attributes.get("style", "").lower()
