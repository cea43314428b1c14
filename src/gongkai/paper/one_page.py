"""Keeping a sheet on one page: what may be shortened gets the lines that the rest leaves free."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping, Sequence

#: Wide characters on a line of the standard sheets, by field; narrow ones count half.
_PER_LINE = {
    "title": 20, "number": 20, "column_name": 7, "issuer": 29, "information_class": 29, "ground": 29,
    "screening": 29, "haste": 29,
}  # fmt: skip
_WIDE_LINE = 29
#: Lines the standard sheets have for these fields and the two below when three people sign.
_LINES = 17
_SIGNERS, _LINES_PER_SIGNER = 3, 3
#: A row that only one of the sheets has is this much higher than its text.
_ROW = 2
_MOST_FILE_LINES, _MOST_BEGINNING_LINES = 3, 6
_LONGEST_FILE_NAME = 40
_SEE_FILES = "见附件"
_MORE_FILES = "等共 {count} 个"


def fitted(fields: Mapping[str, object], files: Sequence[str], beginning: str) -> dict[str, object]:
    """The files and the content's beginning as far as a sheet of one page has room for them."""
    steps = fields["steps"]
    signers = len(steps) if isinstance(steps, list) else _SIGNERS
    taken = sum(_lines(str(fields.get(name) or ""), width) for name, width in _PER_LINE.items())
    free = _LINES + (_SIGNERS - signers) * _LINES_PER_SIGNER - taken - (_ROW if "haste" in fields else 0)
    listed = _listed(files, max(1, min(_MOST_FILE_LINES, free - 2)))
    left = free - _lines("；".join(listed), _WIDE_LINE)
    beginning_lines = max(1, min(_MOST_BEGINNING_LINES, left))
    return {
        "attachments": listed,
        "digest_of_content": _shortened(beginning, beginning_lines * _WIDE_LINE) or _SEE_FILES,
    }


def _listed(files: Sequence[str], lines: int) -> list[str]:
    """The names that fit so many lines; where some are left out, how many there are in all."""
    names = [_shortened(name, _LONGEST_FILE_NAME) for name in files]
    if _lines("；".join(names), _WIDE_LINE) <= lines:
        return names
    more = _MORE_FILES.format(count=len(names))
    while len(names) > 1 and _lines("；".join([*names, more]), _WIDE_LINE) > lines:
        names.pop()
    return [*names, more]


def _lines(text: str, width: int) -> int:
    return max(1, math.ceil(_width(text) / width))


def _width(text: str) -> float:
    return sum(1 if unicodedata.east_asian_width(one) in "WFA" else 0.5 for one in text)


def _shortened(text: str, most: int) -> str:
    """The beginning of a text, not wider than so many wide characters."""
    if _width(text) <= most:
        return text
    kept = text
    while kept and _width(kept) > most - 1:
        kept = kept[:-1]
    return kept + "…"
