"""Mainland mobile telephone numbers, however they are grouped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.screening.context import PHONE_WORDS, before
from gongkai.screening.findings import Check, Match, Severity, mask
from gongkai.screening.resident_id import compact

# A bare number, or one grouped 3-4-4 the way people group it. Freer spacing is taken only beside a word
# such as 电话, because rows of a statistical table are digits with blanks between them.
_BOUNDED = re.compile(
    r"(?<![0-9])(?:(?:\+|00)?86[ \-]{0,2}|\(\+?86\) ?|0)?"
    r"(?P<number>1[3-9][0-9](?:[0-9]{8}|(?P<gap>[ \-.])[0-9]{4}(?P=gap)[0-9]{4}))(?![0-9A-Za-z])"
)
_LOOSE = re.compile(r"(?<![0-9])(?P<number>1(?:[ \-\n.]{0,3}[0-9]){10})(?![0-9A-Za-z])")
_PIECE_BEFORE = re.compile(r"[0-9][A-Za-z]{1,8}$|(?<![0-9])0\.$")
_AMOUNT_AFTER = re.compile(r"\.[0-9]| ?(?:[万亿]|元|吨|千瓦|立方米|平方米|公里)")
_REACH = 24


def find_mobiles(text: str) -> Iterator[Match]:
    """Yield mobile numbers in folded text, without the +86 before them.

    Landlines, 400 numbers, 12345, amounts and pieces of longer numbers or hexadecimal strings are not
    mobile numbers.
    """
    taken: set[int] = set()
    for found in _BOUNDED.finditer(text):
        start, end = found.span("number")
        if not _is_part_of_something_else(text, found.start(), end):
            taken.add(end)
            yield _match(text, start, end)
    for found in _LOOSE.finditer(text):
        start, end = found.span("number")
        if end in taken or compact(found.group("number"))[1] < "3":
            continue
        if PHONE_WORDS.search(before(text, start, _REACH)) and not _AMOUNT_AFTER.match(text, end):
            yield _match(text, start, end)


def _match(text: str, start: int, end: int) -> Match:
    value = compact(text[start:end])
    return Match(Check.MOBILE, Severity.BLOCK, start, end, value, mask(value, head=3, tail=4))


def _is_part_of_something_else(text: str, start: int, end: int) -> bool:
    if PHONE_WORDS.search(before(text, start, _REACH)):
        return False
    is_piece = _PIECE_BEFORE.search(before(text, start, 10)) is not None
    return is_piece or _AMOUNT_AFTER.match(text, end) is not None
