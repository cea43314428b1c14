"""What differs between a thing of ours and the entry it was recognised in, said in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.documents.listings.addresses import same_address
from gongkai.documents.listings.findings import Difference, Pair
from gongkai.documents.listings.titles import is_cut, normal_title

_TITLE = "标题不同：我们的是“{ours}”，对方的是“{theirs}”。"
_EARLIER = "日期不同：我们的是{ours}，对方写的是{theirs}。"
_LATER = "日期不同：我们的是{ours}，对方写的是{theirs}，晚于应登载的日期。"
_ADDRESS = "网址不同：登记的是{ours}，栏目里现在是{theirs}。"


def day_word(day: date | None) -> str:
    """A day as people write it."""
    return f"{day.year}年{day.month}月{day.day}日" if day else "没有日期"


def changes(pair: Pair) -> Iterator[Difference]:
    """Each part in which the two differ, once."""
    ours, theirs = pair.ours, pair.theirs
    if not _same_title(ours.title, theirs.title):
        yield Difference(_TITLE.format(ours=ours.title, theirs=theirs.title), ours, theirs, "title")
    sentence = _other_date(pair)
    if sentence:
        words = sentence.format(ours=day_word(ours.published_on), theirs=day_word(theirs.published_on))
        yield Difference(words, ours, theirs, "date")
    if ours.url and pair.by != "url" and same_address(ours.url) != same_address(theirs.url):
        yield Difference(_ADDRESS.format(ours=ours.url, theirs=theirs.url), ours, theirs, "address")


def _same_title(ours: str, theirs: str) -> bool:
    mine, other = normal_title(ours), normal_title(theirs)
    return mine == other or (is_cut(theirs) and bool(other) and mine.startswith(other))


def _other_date(pair: Pair) -> str:
    """Their date may be any from ours to the last day to post it, or that of a later edition on."""
    first, shown = pair.ours.published_on, pair.theirs.published_on
    if first is None or shown is None:
        return ""
    if shown < first:
        return _EARLIER
    last = max(day for day in (first, pair.ours.due_on, pair.ours.changed_on) if day)
    return _LATER if shown > last else ""
