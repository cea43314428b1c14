"""Links of a page and the titles they carry."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from gongkai.documents.listings.addresses import absolute
from gongkai.documents.listings.dates import WRITTEN
from gongkai.documents.listings.markup import spaced_text, text_of
from gongkai.documents.listings.titles import normal_title

_PAGER = re.compile(
    r"(?:首页|第?一?页|上一?页|下一?页|前一?页|后一?页|尾页|末页|最后一页|更多|查看更多|查看|详情|查看详情|阅读全文|全文|"
    r"返回|返回顶部|跳转|go|prev|next|more|\d{1,5}|[<>«»‹›|.…\s]+|[>»]+)\s*[>»]*",
    re.IGNORECASE,
)
_ENDING_DATE = re.compile(
    rf"(?:\s*[(（\[【]\s*|\s+){WRITTEN.pattern}\s*(?:\d\d:\d\d(?::\d\d)?)?\s*[)）\]】]?\s*$"
)
_MARKS = re.compile(r"^[\s·•▪◆■●>»\-*]+|\s+$")
_DATE_ALONE = re.compile(WRITTEN.pattern)
_AROUND_DATE = re.compile(r"[\s()（）\[\]【】|:：]|发布(?:日期|时间)?|日期|时间")
_CLOCK = re.compile(r"\d\d:\d\d(:\d\d)?$")
_DAY_ALONE = re.compile(r"\s*(3[01]|[12]\d|0?[1-9])\s*")
_MONTH_ALONE = re.compile(r"\s*(19|20)\d\d\s*[-./年]\s*\d{1,2}月?\s*")
_SHOWING = ("a", "span", "i", "em", "b", "font", "time", "p", "div", "small", "label", "strong")
_OUTSIDE = frozenset({"nav", "footer"})


@dataclass(slots=True)
class Anchor:
    """A link that may be a line of a list."""

    element: etree._Element
    url: str
    title: str


def anchors_of(root: etree._Element, base: str) -> list[Anchor]:
    """Links of the page in order that lead to pages and are no pagers, outside of navigation and footer."""
    outside = {id(inner) for part in root.iter(*_OUTSIDE) for inner in part.iter("a")}
    found = []
    for element in root.iter("a"):
        if id(element) in outside:
            continue
        url = absolute(base, element.get("href") or "")
        title = title_of(element) if url else ""
        if title and not _PAGER.fullmatch(title):
            found.append(Anchor(element, url, title))
    return found


def title_of(element: etree._Element) -> str:
    """The title a link shows, without a date shown inside the link; completed from its title attribute."""
    for part in element.iter(*_SHOWING):
        named = part.get("title") if part is not element else None
        if named and _completes(named, text_of(part)):
            return _clean(named)
    shown = _clean(_without_dates(element))
    named = element.get("title") or ""
    if named.strip() and (not shown or _completes(named, shown)):
        return _clean(named)
    return shown


def _completes(named: str, shown: str) -> bool:
    """Whether the attribute is the shown title in full, not some other hint."""
    begun, whole = normal_title(shown), normal_title(named)
    return bool(begun) and whole.startswith(begun)


def _without_dates(element: etree._Element) -> str:
    """The text of the link without the pieces that are nothing but a date, and without a date at its end."""
    pieces = []
    for piece in element.itertext():
        bare = _AROUND_DATE.sub("", _CLOCK.sub("", str(piece).strip()))
        if not _DATE_ALONE.fullmatch(bare):
            pieces.append(str(piece))
    months = [piece for piece in pieces if _MONTH_ALONE.fullmatch(piece)]
    if months:
        pieces = [one for one in pieces if one not in months and not _DAY_ALONE.fullmatch(one)]
    return _ENDING_DATE.sub("", "".join(pieces)) or spaced_text(element)


def _clean(text: str) -> str:
    return _MARKS.sub("", " ".join(text.split()))
