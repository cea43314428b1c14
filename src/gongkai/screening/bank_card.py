"""Bank card numbers: length, issuer prefix, Luhn digit and the words around them.

The Luhn digit alone passes one random number in ten, so it never decides by itself. A UnionPay prefix (62)
with a right Luhn digit, about one random number of 16 to 19 digits in a thousand, blocks without a word
nearby; every other prefix needs a word such as 银行 or 卡号.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.screening.context import BANK_WORDS, CREDIT_CODE_WORDS, SERIAL_WORDS, around, before
from gongkai.screening.findings import Check, Match, Severity, mask
from gongkai.screening.resident_id import compact, is_credit_code, is_resident_id

_WRITTEN = re.compile(r"(?<![0-9])(?=([1-9][0-9]{3}(?:[ \-]?[0-9]){12,15}))")
_LENGTHS = (19, 18, 17, 16)
_SHORTEST_GROUP = 3
_STRONG_PREFIX = re.compile(r"62")
_KNOWN_PREFIX = re.compile(r"62|4|5[1-5]|2[2-7]|35|60|65|9558|95599|68|69|9[0-9]|8[478]|58|56")
_AMOUNT_AFTER = re.compile(r"\.[0-9]| ?(?:[万亿]|元)")


def find_bank_cards(text: str) -> Iterator[Match]:
    """Yield bank card numbers in folded text.

    Blocking: UnionPay prefix, or a known prefix beside a bank word. Warning: a UnionPay number right after
    a word such as 编号, or an unknown prefix beside a bank word. Identity numbers and credit codes are left
    to their own checks.
    """
    last_end = 0
    for found in _WRITTEN.finditer(text):
        start, furthest = found.span(1)
        if start < last_end:
            continue
        for end in _possible_ends(text, start, furthest):
            severity = _judge(text, start, end)
            if severity:
                last_end = end
                value = compact(text[start:end])
                yield Match(Check.BANK_CARD, severity, start, end, value, mask(value, head=4, tail=4))
                break


def _possible_ends(text: str, start: int, furthest: int) -> Iterator[int]:
    """Yield where a number may end, longest first: after a whole group, no group but the last a short one."""
    digits = [at for at in range(start, furthest) if text[at].isdigit()]
    for length in _LENGTHS:
        if length > len(digits):
            continue
        end = digits[length - 1] + 1
        groups = text[start:end].replace("-", " ").split(" ")
        is_whole = not text[end : end + 1].isalnum() or not text[end : end + 1].isascii()
        if is_whole and all(len(group) >= _SHORTEST_GROUP for group in groups[:-1]):
            yield end


def passes_luhn(digits: str) -> bool:
    """Whether the last digit is the Luhn check digit of those before it."""
    total = 0
    for position, char in enumerate(reversed(digits)):
        digit = int(char)
        if position % 2:
            digit = digit * 2 - 9 if digit > 4 else digit * 2
        total += digit
    return total % 10 == 0


def _judge(text: str, start: int, end: int) -> Severity | None:
    value = compact(text[start:end])
    if not passes_luhn(value) or len(set(value)) < 3 or _AMOUNT_AFTER.match(text, end):
        return None
    if is_resident_id(value) or _is_named_credit_code(text, start, value):
        return None
    if BANK_WORDS.search(around(text, start, end, back=40, ahead=10)):
        return Severity.BLOCK if _KNOWN_PREFIX.match(value) else Severity.WARN
    if not _STRONG_PREFIX.match(value):
        return None
    return Severity.WARN if SERIAL_WORDS.search(before(text, start, 12)) else Severity.BLOCK


def _is_named_credit_code(text: str, start: int, value: str) -> bool:
    return is_credit_code(value) and CREDIT_CODE_WORDS.search(before(text, start, 20)) is not None
