"""Text folded for recognition, with a map from every folded character back to the original."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_LINE_BREAKS = frozenset("\n\r\v\f\x07\x1c\x1d\x1e\x85\u2028\u2029")
_DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d")
# A footnote sign or a list number beside a number is not a digit of it.
_KEEP_APART = ("<circle>", "<super>", "<sub>", "<fraction>", "<square>")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; character ``i`` came from the original's character ``origins[i]``."""

    text: str
    origins: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original's offsets of the folded characters ``start`` to ``end`` (end > start)."""
        return self.origins[start], self.origins[end - 1] + 1


def fold(text: str) -> Folded:
    """Fold widths, digits of other scripts, dashes, blanks and line ends; drop invisible characters.

    Never raises; runs in linear time.
    """
    if text.isascii() and not any(char in text for char in "\r\v\f\x07\x1c\x1d\x1e"):
        return Folded(text, range(len(text)))
    out: list[str] = []
    origins: list[int] = []
    for index, char in enumerate(text):
        folded = _fold_char(char)
        out.append(folded)
        if len(folded) == 1:
            origins.append(index)
        else:
            origins.extend([index] * len(folded))
    return Folded("".join(out), origins)


@lru_cache(maxsize=65536)
def _fold_char(char: str) -> str:
    if char in _LINE_BREAKS:
        return "\n"
    if char in _DASHES:
        return "-"
    if char == "\t" or char.isascii():
        return char
    if char.isspace():
        return " "
    category = unicodedata.category(char)
    if category == "Cf" or "\ufe00" <= char <= "\ufe0f":
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if unicodedata.decomposition(char).startswith(_KEEP_APART):
        return char
    return unicodedata.normalize("NFKC", char)
