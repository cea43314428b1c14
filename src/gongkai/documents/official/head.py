"""The head of a document: marks, red sign, number and title, and where the text begins."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gongkai.documents.official.imprint import is_about_disclosure
from gongkai.documents.official.lines import Kind, Line
from gongkai.documents.official.numbers import is_like_a_number, is_unfilled, numbers_of_line
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
_FORM_WORDS = re.compile(
    r"索引号|发电|收电|签批|签发|密级|缓急|紧急程度|拟稿|核稿|编号|文号|发文字号|发布机构|生成日期|发布日期"
)
_LONGEST_FORM = 600
_TITLE_SIZE = 17.0
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
    odd: list[int] = field(default_factory=list)
    index: list[int] = field(default_factory=list)
    tables: list[int] = field(default_factory=list)
    is_title_guessed: bool = False


def head_of(lines: list[Line]) -> Head:
    """Find the parts of the head by what the lines say and how they are printed."""
    end = _first_of_text(lines)
    head = Head(body=end)
    names: list[int] = []
    for place in range(end):
        line = lines[place]
        if line.kind is Kind.TABLE:
            head.tables.append(place)
        if INDEX.fullmatch(line.plain) and not numbers_of_line(line):
            head.index.append(place)
        if _is_passed_over(line):
            continue
        if numbers_of_line(line):
            head.numbers.append(place)
        elif is_unfilled(line):
            head.unfilled.append(place)
        elif _is_dated(line):
            head.dated.append(place)
        elif is_like_a_number(line.plain) and not ends_a_title(line.plain):
            head.odd.append(place)
        else:
            names.append(place)
    _share_out(lines, head, names)
    return head


def _first_of_text(lines: list[Line]) -> int:
    for place, line in enumerate(lines[:_MOST_LINES]):
        if line.kind is Kind.TABLE and not _is_of_head(lines, place):
            return place
        if line.kind is Kind.LIST:
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


def _is_of_head(lines: list[Line], place: int) -> bool:
    """Whether a table is a form above the title (of a telegram, of a web page), and not of the text."""
    if not _FORM_WORDS.search(lines[place].plain) or len(lines[place].plain) > _LONGEST_FORM:
        return False
    for line in lines[place + 1 : place + 10]:
        if line.kind is not Kind.TEXT or (SALUTATION.fullmatch(line.plain) and not line.is_centred):
            return False
        if ends_a_title(line.plain):
            return line.is_centred or line.look.size is None or line.look.size >= _TITLE_SIZE
        if is_sentence(line.plain, is_centred=line.is_centred):
            return False
    return False


def _is_passed_over(line: Line) -> bool:
    if line.kind is not Kind.TEXT:
        return True
    plain = line.plain
    return (
        is_rule(plain) or is_head_mark(plain) or is_about_disclosure(line) or plain == "文件"
        or (INDEX.fullmatch(plain) is not None and not numbers_of_line(line))
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
    marks = head.numbers + head.unfilled + head.odd
    last = max((place for place in marks if place < head.body), default=-1)
    after = [place for place in names if place > last] if marks else []
    before = [place for place in names if place not in after]
    title = _title_among(lines, after)
    if title:
        head.signs, head.title = before + [place for place in after if place < title[0]], title
    else:
        head.kept += after
        head.signs, head.title, head.is_title_guessed = _parted(lines, before)
    if head.title:
        rest = [place for place in names if place > head.title[-1]]
        dated = [place for place in head.dated if place > head.title[0]]
        head.kept = sorted({*head.kept, *rest, *dated} - set(head.title))


def _title_among(lines: list[Line], places: list[int]) -> list[int]:
    """The first lines printed alike that end as titles do, else the first that may be a title at all."""
    groups: list[list[int]] = []
    rest = [place for place in places if not _is_sign(lines[place])]
    while rest:
        groups.append(_trimmed(lines, rest))
        rest = rest[len(groups[-1]) :]
    texts = ["".join(lines[place].plain for place in group) for group in groups]
    for reads in (
        lambda text: ends_a_title(text) and not is_organ(text),
        lambda text: "关于" in text or (len(text) >= 6 and not is_organ(text)),
    ):
        for group, text in zip(groups, texts, strict=True):
            if reads(text):
                return group
    return []


def _is_sign(line: Line) -> bool:
    """Whether a line is a red sign wherever it stands: «某某人民政府文件»."""
    return line.plain.endswith("文件") and is_organ(line.plain.removesuffix("文件"))


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
    title = _title_among(lines, rest) or _trimmed(lines, rest)
    sign += [place for place in rest if title and place < title[0]]
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
