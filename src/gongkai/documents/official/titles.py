"""The title of a document put together from its lines, and the genre its last word tells."""

from __future__ import annotations

import re

from gongkai.documents.official.lines import Line
from gongkai.documents.official.wording import is_organ, squeezed
from gongkai.law.catalogue import genre_told_by

_LATIN = re.compile(r"[A-Za-z0-9]")
_BRACKETS = re.compile(r"(?:[（(][^（）()]{1,40}[)）])+$")
_NOTE = re.compile(r"[（(](?:试行|暂行|修订|.{0,12}(?:试行|修订版?|修正|稿|版|年|期)|摘要|节选)[)）]")


def without_brackets(plain: str) -> str:
    """A title without what is appended in brackets."""
    return _BRACKETS.sub("", plain)


def ends_a_title(plain: str) -> bool:
    """Whether a squeezed text ends as titles do."""
    return genre_of(plain)[0] is not None


def genre_of(title: str) -> tuple[str | None, bool, str]:
    """The genre by the last word of a title, whether that is certain, and the word; None for no such word."""
    plain = without_brackets(squeezed(title)).rstrip('》”"')
    plain = without_brackets(plain)
    told = genre_told_by(plain)
    return (told.genre, told.certain, told.word) if told else (None, False, "")


def is_part_of_title(first: Line, before: Line, line: Line) -> bool:
    """Whether a line goes on with the title that began with ``first``."""
    if _NOTE.fullmatch(line.plain):
        return True
    sizes = first.look.size, line.look.size
    if sizes[0] is not None and sizes[1] is not None and abs(sizes[0] - sizes[1]) > 1.6:
        return False
    if first.side == "center" and line.side != "center" and None in sizes:
        return False
    whole = before.plain
    return not (ends_a_title(whole) and re.fullmatch(r"[（(].*[)）]", line.plain) is not None)


def joined_title(texts: list[str]) -> str:
    """Return the title on one line: blanks only between organs and between Latin words."""
    out = ""
    for text in texts:
        piece = _tidy(text)
        if out and _needs_blank(out, piece):
            out += " "
        out += piece
    return out


def _needs_blank(before: str, after: str) -> bool:
    if _LATIN.match(before[-1]) and _LATIN.match(after[0]):
        return not (before[-1].isdigit() and after[0].isdigit())
    last = before.rpartition(" ")[2]
    return is_organ(last) and is_organ(after.split("关于")[0].split(" ")[0])


def _tidy(text: str) -> str:
    parts = [part for part in re.split(r"[\s\u3000]+", text.strip()) if part]
    out = parts[0] if parts else ""
    for part in parts[1:]:
        figures = out[-1].isdigit() and part[0].isdigit()
        latin = _LATIN.match(out[-1]) and _LATIN.match(part[0]) and not figures
        organs = len(part) > 3 and is_organ(out.rpartition(" ")[2]) and is_organ(part.split("关于")[0])
        out += (" " if latin or organs else "") + part
    return out
