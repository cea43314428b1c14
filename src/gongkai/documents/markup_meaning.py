"""What a body says by its markup and not by its characters."""

from __future__ import annotations

from gongkai.documents.tree import parse

#: Elements that change what is said; the attribute, if any, that says it.
_SAYING = {
    "a": "href", "img": "src", "sub": "", "sup": "", "li": "", "tr": "", "td": "", "th": "", "ol": "start",
}  # fmt: skip


def meaning_of_markup(html: str) -> list[tuple[str, str, str]]:
    """Return the links, pictures, raised figures, list entries and cells of a cleaned body, in order.

    Two bodies with the same answer differ in characters, emphasis and layout only. Raised and lowered text
    stands with its characters' number, so that moving a figure into an exponent is seen.
    """
    return [
        (node.tag, node.attributes.get(_SAYING[node.tag], ""), _length(node.tag, node.text()))
        for node in parse(html).walk()
        if node.tag in _SAYING
    ]


def _length(tag: str, text: str) -> str:
    return str(len(text)) if tag in {"sub", "sup"} else ""
