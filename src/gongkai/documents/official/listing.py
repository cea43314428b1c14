"""The attachments a text lists: «附件：1.…  2.…» over one or several lines."""

from __future__ import annotations

import re

from gongkai.documents.official.lines import Kind, Line
from gongkai.documents.official.wording import (
    ATTACHMENT_HEADER,
    BLANK_DATE,
    dates_in,
    is_sentence,
    organs_in,
    squeezed,
)
from gongkai.documents.tree import Node

_NUMERAL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})"
_START = re.compile(rf"附[件表录]?{_NUMERAL}?[:：]")
_BARE_START = re.compile(r"附[件表]?[:：]")
_LEAD = re.compile(r"^\s*附\s*[件表录]?\s*[:：]\s*")
_ITEM = re.compile(
    rf"(?:附[件表]?{_NUMERAL}[.．、:：]|(?:附件)?\d{{1,2}}(?:[.．、:：]|(?=[\u4e00-\u9fff《“（(]))|[（(]{_NUMERAL}[)）]|[①-⑳]"
    rf"|[一二三四五六七八九十]{{1,2}}[、.．])"
)
_INLINE = re.compile(r"(?<=[；;。\s　])(?=\d{1,2}[.．、]\s*[^\d])")
_NOTE = re.compile(r"[（(].*公开.*[)）]")
_MOST = 100


def listed_attachments(
    lines: list[Line], start: int, end: int, left_out: set[int], *, is_behind: bool = False
) -> tuple[str, ...]:
    """The names listed between two places, without their numbers.

    ``is_behind`` tells that the places lie behind the text: there «附件1：…» is the head of an attachment.
    """
    begins = _BARE_START if is_behind else _START
    for place in range(start, end):
        line = lines[place]
        if line.kind is Kind.TEXT and place not in left_out and begins.match(line.plain):
            return _names(lines, place, end, left_out)
    return ()


def _names(lines: list[Line], first: int, end: int, left_out: set[int]) -> tuple[str, ...]:
    names: list[str] = []
    rest = _LEAD.sub("", lines[first].text)
    is_numbered = _put(names, rest)
    for place in range(first + 1, min(end, first + _MOST)):
        line = lines[place]
        if place in left_out:
            break
        if line.kind is Kind.LIST:
            names += [_cleaned(item) for item in _items(line.node)]
            continue
        if line.kind is not Kind.TEXT or _ends_the_list(lines, place, end):
            break
        if _ITEM.match(line.plain) and (is_numbered or not names):
            is_numbered = _put(names, line.text) or is_numbered
        elif names and _goes_on(lines[place - 1], line):
            names[-1] += _cleaned(line.text)
        else:
            break
    return tuple(name for name in (_cleaned(one) for one in names) if name)[:_MOST]


def _put(names: list[str], text: str) -> bool:
    """Add the names on one line; return whether they bear numbers."""
    is_numbered = False
    for piece in _pieces(text.strip()):
        if not piece.strip():
            continue
        number = _ITEM.match(squeezed(piece))
        is_numbered = is_numbered or number is not None
        bare = _without(piece, len(number[0])) if number else piece
        names.append(bare)
    return is_numbered


def _pieces(text: str) -> list[str]:
    """The items on one line, apart where a stop, a blank or nothing but the next number parts them."""
    pieces = []
    for piece in _INLINE.split(text):
        while number := re.match(r"\s*(\d{1,2})\s*[.．、]", piece):
            follows = re.compile(
                rf"(?<=[\u4e00-\u9fff）)》]){int(number[1]) + 1}[.．、]\s*(?=[\u4e00-\u9fff《])"
            )
            found = follows.search(piece, number.end())
            if found is None:
                break
            pieces.append(piece[: found.start()])
            piece = piece[found.start() :]
        pieces.append(piece)
    return pieces


def _without(text: str, signs: int) -> str:
    """A text without so many of its first signs, blanks not counted."""
    reached = 0
    for place, sign in enumerate(text):
        if reached == signs and not sign.isspace():
            return text[place:]
        reached += len(squeezed(sign))
    return ""


def _ends_the_list(lines: list[Line], place: int, end: int) -> bool:
    line = lines[place]
    if line.side and not _ITEM.match(line.plain):
        return True
    if dates_in(line.plain) and len(line.plain) < 14:
        return True
    if (
        BLANK_DATE.fullmatch(line.plain)
        or ATTACHMENT_HEADER.fullmatch(line.plain)
        or re.fullmatch(r"[（(].*公开.*[)）]", line.plain)
    ):
        return True
    if organs_in(line.text) and not _ITEM.match(line.plain):
        return True
    if re.match(r"特此|此[复致函]|请", line.plain):
        return True
    is_text = is_sentence(line.plain, is_centred=False) and len(line.plain) > 20
    return is_text and not _ITEM.match(line.plain)


def _goes_on(before: Line, line: Line) -> bool:
    return not before.plain.endswith(("。", "；", ";")) and len(line.plain) < 60


def _items(node: Node) -> list[str]:
    return [item.text() for item in node.walk() if item.tag == "li"]


def _cleaned(name: str) -> str:
    text = re.sub(r"[\s\u3000]+", " ", name).strip(" ；;。，,")
    return re.sub(r"(?<=[\u3000-\u9fff\uff00-\uffef]) | (?=[\u3000-\u9fff\uff00-\uffef])", "", text)
