"""Automatic numbering of a Word file as the text a reader sees.

HTML lists cannot say 一、 or （二）, and start again after every paragraph between; in an official document
the number is part of the text, others cite it. Only bullets and one unbroken plain list stay lists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from gongkai.documents.counting import counted
from gongkai.documents.docx_styles import Styles, W, attribute, first_attribute

_PLACEHOLDER = re.compile(r"%([1-9])")
_LIST_TEXTS = frozenset({"%1.", "%1", "%1．"})


@dataclass(frozen=True, slots=True)
class Level:
    """How one level counts and is written."""

    form: str
    text: str
    start: int
    is_legal: bool


@dataclass(frozen=True, slots=True)
class Numbered:
    """A numbered paragraph before it has its label."""

    paragraph: etree._Element
    number_id: str
    level: int


class Numbering:
    """The numbering definitions of one document and the counters as it is read from the top."""

    def __init__(self, root: etree._Element | None) -> None:
        """Read word/numbering.xml; a document without one has no numbers."""
        self._abstract: dict[str, dict[int, Level]] = {}
        self._of_number: dict[str, str] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        self._counters: dict[str, dict[int, int]] = {}
        if root is None:
            return
        for abstract in root.iter(f"{W}abstractNum"):
            levels = {_whole(level.get(f"{W}ilvl")): _level(level) for level in abstract.findall(f"{W}lvl")}
            self._abstract[abstract.get(f"{W}abstractNumId") or ""] = levels
        for number in root.iter(f"{W}num"):
            number_id = number.get(f"{W}numId") or ""
            self._of_number[number_id] = attribute(number, f"{W}abstractNumId") or ""
            for override in number.findall(f"{W}lvlOverride"):
                start = attribute(override, f"{W}startOverride")
                if start is not None:
                    self._restarts[number_id, _whole(override.get(f"{W}ilvl"))] = _whole(start)

    def level(self, item: Numbered) -> Level | None:
        """Return the definition of an item's level, or None when the file has none."""
        return self._abstract.get(self._of_number.get(item.number_id, ""), {}).get(item.level)

    def next_label(self, item: Numbered) -> str:
        """Count an item and return its label; items must come in the order of the document."""
        abstract_id = self._of_number[item.number_id]
        levels = self._abstract[abstract_id]
        counters = self._counters.setdefault(abstract_id, {})
        restart = self._restarts.pop((item.number_id, item.level), None)
        level = levels[item.level]
        if restart is not None:
            counters[item.level] = restart
        else:
            counters[item.level] = counters.get(item.level, level.start - 1) + 1
        for deeper in [depth for depth in counters if depth > item.level]:
            del counters[deeper]

        def written(found: re.Match[str]) -> str:
            depth = int(found.group(1)) - 1
            own = levels.get(depth, level)
            form = "decimal" if level.is_legal and own.form != "none" else own.form
            return counted(counters.get(depth, own.start), form)

        return _PLACEHOLDER.sub(written, level.text)


def number_paragraphs(paragraphs: list[etree._Element], styles: Styles, numbering: Numbering) -> bool:
    """Write labels into the paragraphs and take their automatic numbers away; return whether any was."""
    items = [item for paragraph in paragraphs if (item := _numbered(paragraph, styles))]
    plain = _plain_lists(paragraphs, items, numbering)
    changed = False
    for item in items:
        level = numbering.level(item)
        if level is None or level.form == "bullet" or item.number_id in plain:
            continue
        _put_label(item.paragraph, numbering.next_label(item))
        changed = True
    return changed


def _numbered(paragraph: etree._Element, styles: Styles) -> Numbered | None:
    sources = styles.sources(paragraph)
    number_id = first_attribute(sources, f"{W}numPr/{W}numId")
    if number_id in (None, "0"):
        return None
    return Numbered(paragraph, number_id or "", _whole(first_attribute(sources, f"{W}numPr/{W}ilvl")))


def _plain_lists(paragraphs: list[etree._Element], items: list[Numbered], numbering: Numbering) -> set[str]:
    """Return the numbers of lists that HTML shows as they are: 1. 2. 3., one level, nothing between."""
    positions = {id(paragraph): index for index, paragraph in enumerate(paragraphs)}
    by_number: dict[str, list[Numbered]] = {}
    for item in items:
        by_number.setdefault(item.number_id, []).append(item)
    plain = set()
    for number_id, group in by_number.items():
        places = [positions[id(item.paragraph)] for item in group]
        unbroken = places == list(range(places[0], places[0] + len(places)))
        levels = [numbering.level(item) for item in group]
        simple = all(
            level and level.form == "decimal" and level.text in _LIST_TEXTS and level.start == 1
            for level in levels
        )
        if unbroken and simple and all(item.level == 0 for item in group):
            plain.add(number_id)
    return plain


def _put_label(paragraph: etree._Element, label: str) -> None:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    for old in properties.findall(f"{W}numPr"):
        properties.remove(old)
    # Number 0 switches off what the style would add.
    off = etree.SubElement(properties, f"{W}numPr")
    etree.SubElement(off, f"{W}numId").set(f"{W}val", "0")
    if label:
        run = etree.Element(f"{W}r")
        text = etree.SubElement(run, f"{W}t")
        text.text = label if label.endswith(("、", "）", ")", "．")) else f"{label} "
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        paragraph.insert(1, run)


def _level(element: etree._Element) -> Level:
    return Level(
        form=attribute(element, f"{W}numFmt") or "decimal",
        text=attribute(element, f"{W}lvlText") or "",
        start=_whole(attribute(element, f"{W}start") or "1"),
        is_legal=element.find(f"{W}isLgl") is not None,
    )


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 7 else 0
