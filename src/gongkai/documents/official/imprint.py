"""The imprint (版记) and the notes about disclosure: what is printed and not part of the text."""

from __future__ import annotations

import re
from datetime import date

from gongkai.documents.official.lines import Kind, Line
from gongkai.documents.official.mode_words import labelled, noted
from gongkai.documents.official.wording import dates_in, is_rule

_COPIES = re.compile(r"[（(]?(?:抄送|抄报|分送|主送|报送|发送|主报|印送|此[件复]?抄送?|附注)[:：]")
_PRINTED = re.compile(r"(?:印发|印制|印)[。.]?$")
_REST = re.compile(
    r"(?:[（(]?共印\d+份[。)）]?|主题词[:：].*|(?:打字|校对|录入|责任编辑|经办人|核稿|拟稿)[:：].*|.*[（(]?共印\d+份[。)）]?)"
)
_KEPT_NOTE = re.compile(r"[（(]此件(?:主动)?公开(?:发布)?[。]?[)）]")
_MOST_COPIES = 6


def is_about_disclosure(line: Line) -> bool:
    """Whether a line only tells how the document is to be disclosed."""
    plain = line.plain
    if line.kind is not Kind.TEXT or len(plain) > 120:
        return False
    return noted(plain) is not None or labelled(plain) is not None


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
