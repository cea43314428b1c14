"""What paragraph styles of a Word file say: heading level, alignment, indent, numbering, along the chain."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"heading ([1-9])", re.I)
_CHAIN = 12


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """One style: its name, the style it is based on and its own paragraph properties."""

    name: str
    based_on: str
    properties: etree._Element | None


def attribute(element: etree._Element | None, path: str, name: str = "val") -> str | None:
    """Return the attribute w:``name`` of the element at ``path`` below, or None."""
    found = element.find(path) if element is not None else None
    return found.get(W + name) if found is not None else None


class Styles:
    """The paragraph styles of one document."""

    def __init__(self, root: etree._Element | None) -> None:
        """Read word/styles.xml; a document without one has no styles."""
        self._styles: dict[str, ParagraphStyle] = {}
        for style in root.iter(f"{W}style") if root is not None else ():
            self._styles[style.get(W + "styleId") or ""] = ParagraphStyle(
                name=attribute(style, f"{W}name") or "",
                based_on=attribute(style, f"{W}basedOn") or "",
                properties=style.find(f"{W}pPr"),
            )

    def sources(self, paragraph: etree._Element) -> list[etree._Element]:
        """Return a paragraph's own properties and those of its styles, nearest first."""
        own = paragraph.find(f"{W}pPr")
        out = [own] if own is not None else []
        for style in self._chain(attribute(own, f"{W}pStyle")):
            if style.properties is not None:
                out.append(style.properties)
        return out

    def heading_level(self, paragraph: etree._Element) -> int | None:
        """Return 1 to 9 for a heading, 0 for the title style, None for text."""
        style_id = attribute(paragraph, f"{W}pPr/{W}pStyle")
        for style in self._chain(style_id):
            found = _HEADING.fullmatch(style.name)
            if found:
                return int(found.group(1))
            if style.name.lower() == "title":
                return 0
        return None

    def _chain(self, style_id: str | None) -> list[ParagraphStyle]:
        out: list[ParagraphStyle] = []
        while style_id in self._styles and len(out) < _CHAIN:
            out.append(self._styles[style_id])
            style_id = out[-1].based_on
        return out


def first_attribute(sources: list[etree._Element], path: str, name: str = "val") -> str | None:
    """Return the attribute from the nearest source that has it."""
    for source in sources:
        value = attribute(source, path, name)
        if value is not None:
            return value
    return None
