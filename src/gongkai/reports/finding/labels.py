"""Labels as they are compared: without blanks, brackets, quotes and numbering, and matched to their codes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_ORDINAL = "一二三四五六七八九十"
_MARKER = re.compile(
    rf"[(\[]\s*(?:[{_ORDINAL}]{{1,3}}|\d{{1,2}})\s*[)\]][、.,]?|[{_ORDINAL}]{{1,3}}\s*[、.,:]|\d{{1,2}}\s*[、.,)](?!\d)"
)
_TRAILING_BRACKET = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_CIRCLED = {0x2460 + at: f"{at + 1}." for at in range(20)}
_SHORTEST_PART = 5
_SHORTEST_SHORTENED = 6
_SHORTEST_START = 4
_ONE_SLIP, _TWO_SLIPS = 6, 10


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Letters and digits alone: width, blanks, quotes, brackets and punctuation make no difference."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(char for char in plain if char.isalnum()).replace("其它", "其他")


@lru_cache(maxsize=8192)
def segments(text: str) -> tuple[str, ...]:
    """The folded pieces between the numbers («（三）», «1.») of a label; bare numbers are no piece."""
    plain = unicodedata.normalize("NFKC", text.translate(_CIRCLED))
    pieces = (fold(piece) for piece in _MARKER.split(plain))
    return tuple(piece for piece in pieces if piece and not _is_number(piece))


def without_bracket(text: str) -> str:
    """The text without a bracket at its end («本年收费金额（单位：万元）»)."""
    return _TRAILING_BRACKET.sub("", unicodedata.normalize("NFKC", text))


def _is_number(piece: str) -> bool:
    return (piece.isascii() and piece.isdigit()) or all(char in _ORDINAL for char in piece)


class Names:
    """Codes by their spellings. `loose` also takes labels cut short, drawn out or slightly mistyped."""

    def __init__(self, spellings: Iterable[tuple[str, Iterable[str]]], *, loose: bool = False) -> None:
        self._loose = loose
        self._codes: dict[str, str] = {}
        for code, written in spellings:
            for spelling in written:
                self._codes.setdefault(fold(spelling), code)
        self._known: dict[str, str] = dict(self._codes)

    def code(self, folded: str) -> str:
        """The code of a folded label, empty when there is none or more than one it may be."""
        if folded not in self._known:
            if len(self._known) > 4096:  # labels of one hostile file are not kept for ever
                self._known = dict(self._codes)
            self._known[folded] = self._nearly(folded)
        return self._known[folded]

    def _nearly(self, folded: str) -> str:
        if self._loose:
            found = self._only(code for name, code in self._codes.items() if _is_part(folded, name))
            if found:
                return found
        return self._slip(folded)

    def _slip(self, folded: str) -> str:
        allowed = 2 if len(folded) >= _TWO_SLIPS else 1
        if len(folded) < _ONE_SLIP or len(folded) > 60:
            return ""
        near = {
            code
            for name, code in self._codes.items()
            if len(name) >= _ONE_SLIP and edits(folded, name, allowed + 1) <= allowed
        }
        return self._only(near)

    @staticmethod
    def _only(codes: Iterable[str]) -> str:
        found = set(codes)
        return found.pop() if len(found) == 1 else ""


def _is_part(folded: str, name: str) -> bool:
    if len(folded) < len(name):
        return (len(folded) >= _SHORTEST_PART and folded in name) or _is_shortened(folded, name)
    return len(name) >= _SHORTEST_START and folded.startswith(name)


def _is_shortened(folded: str, name: str) -> bool:
    """Whether words were left out and nothing else («补正后仍不明确»)."""
    letters = iter(name)
    return len(folded) >= _SHORTEST_SHORTENED and all(letter in letters for letter in folded)


def edits(one: str, other: str, limit: int) -> int:
    """How many letters differ, counted up to `limit`."""
    # An edit changes at most two members of the set of letters, which is quick to know.
    if abs(len(one) - len(other)) >= limit or len(set(one) ^ set(other)) > 2 * (limit - 1):
        return limit
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        above, row[0] = row[0], at
        for place, wanted in enumerate(other, 1):
            above, row[place] = (
                row[place],
                min(row[place] + 1, row[place - 1] + 1, above + (letter != wanted)),
            )
    return min(row[-1], limit)
