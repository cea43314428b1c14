"""Lines that hold several things taken apart: number and sign, number and title, mode and imprint."""

from __future__ import annotations

import re
from dataclasses import replace

from gongkai.documents.official.lines import Kind, Line
from gongkai.documents.official.numbers import number_at_start, numbers_of_line, numbers_of_text
from gongkai.documents.official.titles import ends_a_title
from gongkai.documents.official.wording import INDEX, dates_in, is_head_mark, is_organ, squeezed
from gongkai.documents.tree import Node

_FIRST_LINES = 30
_LONGEST = 300


_MODE = r"(?:主动公开|依申请公开|不予公开|不宜公开|不公开|全文公开|公开发布|主动|依申请)"
_MODE_AND_IMPRINT = re.compile(
    rf"^\s*(?P<mode>(?:[\u4e00-\u9fff]{{0,8}}(?:公开|属性)[\u4e00-\u9fff]{{0,6}}[:：]\s*"
    rf"|(?:政府|政务)?(?:信息)?公开(?:属性|方式|类别|选项|类型|形式)\s*|[（(]?此件){_MODE}[。)）]?)\s*"
    r"(?P<rest>(?:抄送|抄报|主送|分送)\s*[:：].*|(?:[\u4e00-\u9fff]{3,30})?\s*\d{4}年\d{1,2}月\d{1,2}日\s*印发?[。]?\s*)$"
)


def taken_apart(lines: list[Line]) -> list[Line]:
    """The same lines, one for each thing they hold.

    Of the head those with a number and something else, of the rest those in which the mode of disclosure
    and the imprint ran together, as old formats leave them.
    """
    out: list[Line] = []
    for place, line in enumerate(lines):
        pieces = [line.text]
        if line.kind is Kind.TEXT and len(line.text) < _LONGEST:
            pieces = _pieces(line) if place < _FIRST_LINES else [line.text]
            stuck = _MODE_AND_IMPRINT.match(line.text) if len(pieces) == 1 else None
            pieces = [stuck["mode"], stuck["rest"]] if stuck else pieces
        out += [line] if len(pieces) < 2 else [_line_of(line, piece) for piece in pieces]
    return out


def _pieces(line: Line) -> list[str]:
    if numbers_of_line(line):
        return [line.text]
    pieces = [piece.strip() for piece in re.split(r"\s+", line.text) if piece.strip()]
    numbered = [bool(numbers_of_text(squeezed(piece))) for piece in pieces]
    if len(pieces) > 1 and (numbered[0] or numbered[-1]):
        others = squeezed("".join(pieces[1:] if numbered[0] else pieces[:-1]))
        if _stands_apart(others):
            near = 1 if numbered[0] else len(pieces) - 1
            return [" ".join(pieces[:near]), " ".join(pieces[near:])]
    return _number_and_more(line)


def _number_and_more(line: Line) -> list[str]:
    """«文教发〔2023〕5号关于…的通知» and the like as the two lines they are."""
    started = number_at_start(line.plain)
    if started is None or not _stands_apart(line.plain[started[1] :]):
        return [line.text]
    reached = 0
    for place, sign in enumerate(line.text):
        reached += len(squeezed(sign))
        if reached == started[1]:
            return [line.text[: place + 1].strip(), line.text[place + 1 :].strip()]
    return [line.text]


def _stands_apart(plain: str) -> bool:
    """Whether a text is something of a head by itself: a sign, a title, a mark, a day, a register's code."""
    text = plain.strip("（）()")
    is_day = any(not (text[: day.start()] + text[day.end() :]) for _, day in dates_in(text))
    is_title = ends_a_title(plain) and not re.search(r"(?:转发|印发|下发)$", plain)
    known = is_organ(plain.removesuffix("文件")) or is_head_mark(plain) or INDEX.fullmatch(plain) is not None
    return bool(plain) and (is_day or is_title or known)


def _line_of(line: Line, text: str) -> Line:
    node = Node(line.node.tag, dict(line.node.attributes), [text])
    return replace(line, text=text, node=node, plain=squeezed(text))
