"""Which date belongs to which line: beside the link, after it, before it, or in the address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from lxml import etree

from gongkai.documents.listings.anchors import Anchor
from gongkai.documents.listings.dates import date_in_address, written_dates
from gongkai.documents.listings.markup import spaced_text

_PUBLISHED = re.compile(r"(?:发布|公布|公开|发文发布|上网|登载|信息)(?:日期|时间)\s*[:：]?\s*$")
_HEADS = re.compile(r"发布|公布|公开|更新|上网")
#: Siblings after a line that may still belong to it.
_MOST_SIBLINGS = 6

Line = tuple[etree._Element, Anchor]


def dates_near(group: Sequence[Line]) -> list[date | None]:
    """The date of each line; lines of one list carry theirs in the same place, so the best place is taken."""
    lines = {id(line) for line, _anchor in group}
    column = _date_column(group[0][0]) if group and group[0][0].tag == "tr" else None
    inside = [_inside(line, anchor, column) for line, anchor in group]
    ways = [inside]
    if sum(1 for day in inside if day) * 5 < 3 * len(group):
        ways.append([_first_date(_after(line, lines)) for line, _anchor in group])
        ways.append([_first_date(_before(line, lines)) for line, _anchor in group])
    best = max(ways, key=lambda days: sum(1 for day in days if day))
    return [day or date_in_address(anchor.url) for (_line, anchor), day in zip(group, best, strict=True)]


def _inside(line: etree._Element, anchor: Anchor, column: int | None) -> date | None:
    if column is not None:
        cells = [one for one in line if one.tag in {"td", "th"}]
        day = _first_date(spaced_text(cells[column])) if column < len(cells) else None
        if day is not None:
            return day
    text = spaced_text(line)
    for shown in (spaced_text(anchor.element), " ".join(anchor.title.split())):
        rest = text.replace(shown, " \x01 ", 1)
        day = _first_date(rest)
        if day is not None:
            return day
    return _first_date(spaced_text(anchor.element).replace(anchor.title, " "))


def _first_date(text: str) -> date | None:
    """The date named as that of publication, else the first one."""
    found = written_dates(text)
    for day, start, _end in found:
        if _PUBLISHED.search(text[:start]):
            return day
    return found[0][0] if found else None


def _after(line: etree._Element, lines: set[int]) -> str:
    pieces = [line.tail or ""]
    for count, one in enumerate(line.itersiblings()):
        if id(one) in lines or count >= _MOST_SIBLINGS:
            break
        pieces += [spaced_text(one) if isinstance(one.tag, str) else "", one.tail or ""]
    return " ".join(pieces)


def _before(line: etree._Element, lines: set[int]) -> str:
    pieces: list[str] = []
    for count, one in enumerate(line.itersiblings(preceding=True)):
        pieces = [one.tail or "", *pieces]
        if id(one) in lines or count >= _MOST_SIBLINGS:
            break
        pieces = [spaced_text(one) if isinstance(one.tag, str) else "", *pieces]
    return " ".join(pieces)


def _date_column(row: etree._Element) -> int | None:
    """Which column of a table is headed as the date of publication."""
    table = next(row.iterancestors("table"), None)
    first = next(table.iter("tr"), None) if table is not None else None
    if first is None or first is row:
        return None
    heads = [spaced_text(one) for one in first if one.tag in {"td", "th"}]
    named = [
        place for place, head in enumerate(heads) if _HEADS.search(head) and re.search("日期|时间", head)
    ]
    return named[0] if named else None
