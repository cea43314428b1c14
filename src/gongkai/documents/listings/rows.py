"""The lines of a list on a page, found by structure: links that repeat, each with a date near by."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lxml import etree

from gongkai.documents.listings.anchors import Anchor, anchors_of
from gongkai.documents.listings.markup import classes_of
from gongkai.documents.listings.near import dates_near
from gongkai.documents.listings.reading_results import Entry

_LINE_TAGS = frozenset({"li", "tr", "dd", "article"})
_LIST_TAGS = frozenset({"ul", "ol", "dl", "table", "tbody", "body", "html"})
_MOST_LINKS_IN_LINE = 4
_ASIDE = re.compile(
    r"(?i)\b(nav|menu|foot|footer|friend|links?|pager?|pagination|crumbs?|breadcrumb|position)\b"
)
#: Undated links are a list only when so many are so long.
_LEAST_UNDATED, _LEAST_TITLE = 3, 10


@dataclass(slots=True)
class Rows:
    """The list of a page: `where` is its place (tags and classes), `dated` how many lines carry a date."""

    where: str
    entries: list[Entry]
    dated: int

    @property
    def weight(self) -> int:
        """How much of a list it is: the length of its dated titles."""
        return sum(len(entry.title) for entry in self.entries if entry.published_on is not None)


def find_rows(root: etree._Element, base: str, where: str = "", page: str = "") -> Rows | None:
    """The list of the page, with `where` the one that stands there and no other; None when there is none.

    Lists with dates come before lists without; `page` is written into each entry.
    """
    alive = list(root.iter())  # ids of elements stay what they are only while all of them are held
    groups = _groups(anchors_of(root, base), where)
    candidates = [_rows(group, place, page) for place, group in groups.items()]
    del alive
    if where:
        return _at(candidates, where)
    dated = [rows for rows in candidates if rows.dated and 5 * rows.dated >= 3 * len(rows.entries)]
    if dated:
        return max(dated, key=lambda rows: rows.weight)
    plain = [rows for rows in candidates if _is_plain_list(rows)]
    return max(plain, key=lambda rows: sum(len(entry.title) for entry in rows.entries), default=None)


def _at(candidates: Sequence[Rows], where: str) -> Rows | None:
    """The list at that place, or the one of that very kind where what is around it has changed."""
    exact = [rows for rows in candidates if rows.where == where]
    own = where.split(">")[-2:]
    named = len(own) == 2 and "." in own[0]
    alike = [rows for rows in candidates if named and rows.where.split(">")[-2:] == own]
    return next(iter(exact or alike), None)


def _is_plain_list(rows: Rows) -> bool:
    length = sum(len(entry.title) for entry in rows.entries)
    return (
        len(rows.entries) >= _LEAST_UNDATED
        and length >= _LEAST_TITLE * len(rows.entries)
        and not _ASIDE.search(rows.where)
    )


def _groups(anchors: Sequence[Anchor], where: str) -> dict[str, list[tuple[etree._Element, Anchor]]]:
    """Lines by the place of their list; of several links in a line the one with the longest title counts."""
    links: dict[int, set[str]] = defaultdict(set)
    for anchor in anchors:
        for above in anchor.element.iterancestors():
            links[id(above)].add(anchor.url)
    lines: dict[int, tuple[etree._Element, Anchor]] = {}
    for anchor in anchors:
        line = _line_of(anchor.element, links, where)
        kept = lines.get(id(line))
        if kept is None or len(anchor.title) > len(kept[1].title):
            lines[id(line)] = (line, anchor)
    groups: dict[str, list[tuple[etree._Element, Anchor]]] = defaultdict(list)
    places: dict[int, str] = {}
    for line, anchor in lines.values():
        parent = line.getparent()
        key = id(parent)
        if key not in places:
            places[key] = place_of(parent) if parent is not None else ""
        groups[f"{places[key]}>{line.tag}"].append((line, anchor))
    return groups


def _line_of(link: etree._Element, links: dict[int, set[str]], where: str) -> etree._Element:
    """The element that is one line of the list: the nearest li or row, else all with this link alone."""
    line = link
    for above in link.iterancestors():
        count = len(links[id(above)])
        if above.tag in _LINE_TAGS and count <= _MOST_LINKS_IN_LINE and not _holds_lines(above):
            return above
        if count > 1 or above.tag in _LIST_TAGS or (where and f"{place_of(above)}>{line.tag}" == where):
            break
        line = above
    return line


def _holds_lines(element: etree._Element) -> bool:
    return any(inner is not element for inner in element.iter(*_LINE_TAGS))


def place_of(element: etree._Element) -> str:
    """Where an element stands: tags and first classes of itself and of what it is in, without numbers."""
    steps = []
    for one in (element, *element.iterancestors()):
        if one.tag in {"body", "html"}:
            break
        name = re.sub(r"\d+", "", (classes_of(one).split() or [""])[0])
        steps.append(f"{one.tag}.{name}" if name else str(one.tag))
    return ">".join(reversed(steps[:8]))


def _rows(group: Sequence[tuple[etree._Element, Anchor]], where: str, page: str) -> Rows:
    days: Sequence[date | None] = dates_near(group)
    entries = [
        Entry(anchor.title, anchor.url, day, page) for (_line, anchor), day in zip(group, days, strict=True)
    ]
    return Rows(where, entries, sum(1 for day in days if day is not None))
