"""The head of a document: marks, red sign, number and title, and where the text begins."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gongkai.documents.official.imprint import is_about_disclosure
from gongkai.documents.official.lines import Kind, Line
from gongkai.documents.official.numbers import is_unfilled, numbers_of_line
from gongkai.documents.official.titles import ends_a_title, is_part_of_title
from gongkai.documents.official.wording import (
    INDEX,
    SALUTATION,
    dates_in,
    is_head_mark,
    is_organ,
    is_rule,
    is_sentence,
    organs_in,
)

_MOST_LINES = 60
_SIGN_END = re.compile(r"(?:文件|令|公告|通告|公报|纪要|简报|函|通报|通知|决定)$")
_FRONT_WORD = re.compile(r"[\s　]*文件$")
_ISSUE_DATE = re.compile(r"[（(]?(?:发布日期|发文日期|成文日期)[:：]?.*|[（(].{0,40}[)）]")


@dataclass(slots=True)
class Head:
    """Places of lines. The text begins at ``body``; lines before it that no field took are left out."""

    body: int = 0
    signs: list[int] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    unfilled: list[int] = field(default_factory=list)
    title: list[int] = field(default_factory=list)
    dated: list[int] = field(default_factory=list)
    kept: list[int] = field(default_factory=list)
    is_title_guessed: bool = False


def head_of(lines: list[Line]) -> Head:
    """Find the parts of the head by what the lines say and how they are printed."""
    end = _first_of_text(lines)
    head = Head(body=end)
    names: list[int] = []
    for place in range(end):
        line = lines[place]
        if _is_passed_over(line):
            continue
        if numbers_of_line(line):
            head.numbers.append(place)
        elif is_unfilled(line):
            head.unfilled.append(place)
        elif _is_dated(line):
            head.dated.append(place)
        else:
            names.append(place)
    _share_out(lines, head, names)
    return head


def _first_of_text(lines: list[Line]) -> int:
    for place, line in enumerate(lines[:_MOST_LINES]):
        if line.kind in (Kind.TABLE, Kind.LIST):
            return place
        if line.kind is not Kind.TEXT or is_head_mark(line.plain) or INDEX.fullmatch(line.plain):
            continue
        if is_about_disclosure(line) or numbers_of_line(line) or is_rule(line.plain):
            continue
        if SALUTATION.fullmatch(line.plain) and not line.is_centred:
            return place
        if is_sentence(line.plain, is_centred=line.is_centred):
            return place
    return min(len(lines), _MOST_LINES)


def _is_passed_over(line: Line) -> bool:
    if line.kind is not Kind.TEXT:
        return True
    plain = line.plain
    return (
        is_rule(plain) or is_head_mark(plain) or INDEX.fullmatch(plain) is not None
        or is_about_disclosure(line) or plain == "文件"
    )  # fmt: skip


def _is_dated(line: Line) -> bool:
    """A line of the head that tells a day: alone, behind an organ, or in brackets."""
    found = dates_in(line.plain)
    if not found:
        return False
    day = found[0][1]
    rest = line.plain[: day.start()] + line.plain[day.end() :]
    return not rest.strip("（）()") or is_organ(rest) or _ISSUE_DATE.fullmatch(line.plain) is not None


def _share_out(lines: list[Line], head: Head, names: list[int]) -> None:
    """Tell the lines of the red sign from those of the title."""
    marks = head.numbers + head.unfilled
    last = max((place for place in marks if place < head.body), default=-1)
    after = [place for place in names if place > last] if marks else []
    before = [place for place in names if place not in after]
    after = _trimmed(lines, after)
    if after and _reads_as_title(lines, after):
        head.signs, head.title = before, after
    else:
        head.kept += after
        head.signs, head.title, head.is_title_guessed = _parted(lines, before)
    if head.title:
        rest = [place for place in names if place > head.title[-1]]
        dated = [place for place in head.dated if place > head.title[0]]
        head.kept = sorted({*head.kept, *rest, *dated} - set(head.title))


def _reads_as_title(lines: list[Line], places: list[int]) -> bool:
    text = "".join(lines[place].plain for place in places)
    return ends_a_title(text) or "关于" in text or (len(text) >= 6 and not is_organ(text))


def _trimmed(lines: list[Line], places: list[int]) -> list[int]:
    """The lines at the front that are printed alike; what stands smaller below the title is not of it."""
    kept: list[int] = []
    for place in places:
        if kept and not is_part_of_title(lines[kept[0]], lines[kept[-1]], lines[place]):
            break
        kept.append(place)
    return kept


def _parted(lines: list[Line], places: list[int]) -> tuple[list[int], list[int], bool]:
    """Red sign and title without a number between them; the third tells that it was guessed."""
    sign: list[int] = []
    rest = list(places)
    while rest and _stands_out(lines, rest):
        sign.append(rest.pop(0))
    while rest and _SIGN_END.search(lines[rest[0]].plain) and _FRONT_WORD.search(lines[rest[0]].plain):
        sign.append(rest.pop(0))
    title = _trimmed(lines, rest)
    texts = [lines[place].plain for place in title]
    is_unclear = (
        len(texts) > 1
        and is_organ(texts[0])
        and "关于" in texts[1][:2]
        and all(lines[place].look.size is None for place in title)
    )
    return sign, title, is_unclear


def _stands_out(lines: list[Line], places: list[int]) -> bool:
    """Whether the first line is red or larger than the last, as the red sign is and no title."""
    first, last = lines[places[0]], lines[places[-1]]
    if len(places) < 2:
        order = first.plain.removesuffix("令")
        return first.look.is_red or (order != first.plain and is_organ(order))
    if first.look.is_red and not last.look.is_red:
        return True
    sizes = first.look.size, last.look.size
    named = bool(organs_in(_FRONT_WORD.sub("", first.text))) or _SIGN_END.search(first.plain) is not None
    return named and sizes[0] is not None and sizes[1] is not None and sizes[0] > sizes[1] * 1.15
