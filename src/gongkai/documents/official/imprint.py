"""The imprint (版记) and the notes about disclosure: what is printed and not part of the text."""

from __future__ import annotations

import re
from datetime import date

from gongkai.documents.official.lines import Kind, Line
from gongkai.documents.official.wording import dates_in, is_rule

_COPIES = re.compile(r"[（(]?(?:抄送|抄报|分送|主送|报送|发送|主报|印送|此[件复]?抄送?|附注)[:：]")
_PRINTED = re.compile(r"(?:印发|印制|印)[。.]?$")
_REST = re.compile(
    r"(?:[（(]?共印\d+份[。)）]?|主题词[:：].*|(?:打字|校对|录入|责任编辑|经办人|核稿|拟稿)[:：].*|.*[（(]?共印\d+份[。)）]?)"
)
MODE_LABEL = re.compile(
    r"[（(]?(?:政府)?(?:信息)?(?:是否)?公开(?:属性|方式|类别|选项|类型|形式|程度|范围|性质|情况|意见)?(?:选项|属性|方式|类别|类型)?"
    r"(?:[（(][^）)]{0,12}[）)])?[:：](?P<rest>.*)"
)
MODE_ALONE = re.compile(
    r"[（(【\[]?(?:此件|本件|此文|该件|此文件|本文件)?(?P<said>主动公开|公开发布|公开|依申请公开|不予公开|不公开|不宜公开|删减后公开|部分公开|删减后主动公开)[。]?[)）】\]]?"
)
_KEPT_NOTE = re.compile(r"[（(]此件(?:主动)?公开(?:发布)?[。]?[)）]")
_MOST_COPIES = 6


def is_about_disclosure(line: Line) -> bool:
    """Whether a line only tells how the document is to be disclosed."""
    plain = line.plain
    if line.kind is not Kind.TEXT or len(plain) > 120:
        return False
    if MODE_ALONE.fullmatch(plain) and plain != "公开":
        return True
    found = MODE_LABEL.fullmatch(plain)
    return found is not None and _says_mode(found["rest"])


def _says_mode(rest: str) -> bool:
    return "公开" in rest or rest in ("", "是", "否")


def imprint_lines(lines: list[Line], start: int) -> set[int]:
    """The places of the lines from ``start`` on that belong to the imprint or to the head's marks."""
    found: set[int] = set()
    copies: list[int] = []
    for place in range(start, len(lines)):
        line = lines[place]
        if line.kind is not Kind.TEXT:
            copies = []
            continue
        if is_about_disclosure(line):
            if not _KEPT_NOTE.fullmatch(line.plain):
                found.add(place)
        elif _COPIES.match(line.plain):
            found.add(place)
            copies = [place]
        elif printed_on(line) or _REST.fullmatch(line.plain):
            found.update(range(copies[0], place) if copies else ())
            found.add(place)
            copies = []
        elif is_rule(line.plain):
            found.add(place)
        elif copies and len(copies) < _MOST_COPIES:
            copies.append(place)
        else:
            copies = []
    return found


def printed_on(line: Line) -> date | None:
    """The day of printing a line of the imprint tells, or None for any other line."""
    if line.kind is not Kind.TEXT or len(line.plain) > 90 or not _PRINTED.search(line.plain):
        return None
    found = dates_in(line.plain)
    if len(found) != 1 or "。" in line.plain[:-1]:
        return None
    day, match = found[0]
    rest = line.plain[match.end() :].strip("。.")
    return day if rest in ("印发", "印制", "印") else None
