"""Characters of a PDF put together to lines of text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.documents.pdf_layout.page import Character

_CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2018-\u201d]")
_OPENED = re.compile(r"(?<=\d)(\[\d+)(?!\d|\])")
_CLOSE, _FAR = 0.25, 0.9


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text and its box; `size` is the height of its tallest character."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def size(self) -> float:
        """How high it is."""
        return self.bottom - self.top


def lines_of(characters: list[Character]) -> list[TextLine]:
    """Return the lines from above to below; a character belongs to the line in whose height its middle is."""
    rows: list[list[Character]] = []
    for character in sorted(characters, key=lambda one: one.middle):
        if rows and _same_line(rows[-1], character):
            rows[-1].append(character)
        else:
            rows.append([character])
    return [_line(row) for row in rows]


def _same_line(row: list[Character], character: Character) -> bool:
    tallest = max(row, key=lambda one: one.bottom - one.top)
    height = min(tallest.bottom - tallest.top, character.bottom - character.top)
    near = abs(row[-1].middle - character.middle) < max(height, 1.0) * 0.5
    return near or _lies_in(character, tallest) or all(_lies_in(one, character) for one in row)


def _lies_in(small: Character, tall: Character) -> bool:
    """Whether a low mark, as some fonts have full stops and quotes, lies within the height of another."""
    is_low = small.bottom - small.top < 0.5 * (tall.bottom - tall.top)
    return is_low and small.top > tall.top - 1.0 and small.bottom < tall.bottom + 1.0


def _line(row: list[Character]) -> TextLine:
    row = sorted(row, key=lambda one: one.left)
    pieces: list[str] = []
    before: Character | None = None
    for one in row:
        if before is not None:
            if _is_shadow(before, one):
                continue
            pieces.append("[" if _is_footnote_sign(before, one) else _between(before, one))
        pieces.append(one.text)
        before = one
    return TextLine(
        _closed("".join(pieces)), row[0].left, min(one.top for one in row),
        max(one.right for one in row), max(one.bottom for one in row),
    )  # fmt: skip


def _is_shadow(before: Character, one: Character) -> bool:
    """Bold letters are sometimes printed twice, a hair apart."""
    return before.text == one.text and one.left - before.left < (one.right - one.left) * 0.3


def _is_footnote_sign(before: Character, one: Character) -> bool:
    """A small figure after a figure belongs to a footnote; run together they would be another figure."""
    smaller = (one.bottom - one.top) < (before.bottom - before.top) * 0.8
    return smaller and before.text.isdigit() and one.text.isdigit()


def _closed(text: str) -> str:
    return _OPENED.sub(r"\1]", text)


def _between(before: Character, one: Character) -> str:
    both_narrow = not _CJK.match(before.text) and not _CJK.match(one.text)
    size = max(before.bottom - before.top, one.bottom - one.top)
    return " " if one.left - before.right > size * (_CLOSE if both_narrow else _FAR) else ""


def joined(lines: list[str]) -> str:
    """Lines of one cell: put together between Chinese characters, else divided by a line feed."""
    text = ""
    for line in lines:
        chinese = text and _CJK.match(text[-1]) and _CJK.match(line[0])
        text += line if not text or chinese else "\n" + line
    return text
