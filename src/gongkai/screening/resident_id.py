"""Resident identity numbers (GB 11643), also of Hong Kong, Macao, Taiwan and foreign residents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gongkai.screening.context import CREDIT_CODE_WORDS, ID_WORDS, around, before
from gongkai.screening.findings import Check, Match, Severity, mask

# Provinces of GB/T 2260 and the three codes of the residence permit for 港澳台居民.
_PROVINCES = frozenset(
    str(code)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for code in range(first, last + 1)
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
_CREDIT_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"

# Two blanks or hyphens, or one line end, may stand between characters: numbers are grouped, and PDFs wrap.
_GAP = r"(?:[ \-]{0,2}|\n)"
_EIGHTEEN = re.compile(rf"(?<![0-9])(?=([1-9](?:{_GAP}[0-9]){{16}}{_GAP}[0-9Xx])(?![0-9A-Za-z]))")
_FIFTEEN = re.compile(rf"(?<![0-9])(?=([1-9](?:{_GAP}[0-9]){{14}})(?![0-9A-Za-z]))")
_REACH = 40


def find_resident_ids(text: str) -> Iterator[Match]:
    """Yield identity numbers in folded text.

    Eighteen characters with a real date and the right check character block by themselves. A wrong check
    character, or the fifteen digits of the old card, need a word such as 身份证 nearby.
    """
    for found in _EIGHTEEN.finditer(text):
        match = _judge_eighteen(text, found.start(1), found.end(1))
        if match:
            yield match
    for found in _FIFTEEN.finditer(text):
        start, end = found.span(1)
        value = compact(found.group(1))
        if _is_old_number(value) and _says_identity(text, start, end):
            yield _match(Check.RESIDENT_ID, Severity.BLOCK, start, end, value)


def compact(written: str) -> str:
    """Return a written number without the blanks, hyphens and line ends between its characters."""
    return "".join(char for char in written if char.isalnum()).upper()


def is_resident_id(value: str) -> bool:
    """Whether 18 characters have a known area, a real date of birth and the right check character."""
    return _has_identity_shape(value) and check_character(value[:17]) == value[17]


def check_character(first_17: str) -> str:
    """Return the check character of GB 11643 for the first 17 digits."""
    total = sum(int(digit) * weight for digit, weight in zip(first_17, _WEIGHTS, strict=True))
    return _CHECK_CHARACTERS[total % 11]


def is_credit_code(value: str) -> bool:
    """Whether 18 characters are a 统一社会信用代码 with the right check character (GB 32100)."""
    if len(value) != 18 or any(char not in _CREDIT_CODE_ALPHABET for char in value):
        return False
    total = sum(_CREDIT_CODE_ALPHABET.index(char) * pow(3, i, 31) for i, char in enumerate(value[:17]))
    return _CREDIT_CODE_ALPHABET[(31 - total % 31) % 31] == value[17]


def _judge_eighteen(text: str, start: int, end: int) -> Match | None:
    value = compact(text[start:end])
    if not _has_identity_shape(value):
        return None
    says_identity = _says_identity(text, start, end)
    if check_character(value[:17]) == value[17]:
        names_credit_code = CREDIT_CODE_WORDS.search(before(text, start, 20)) is not None
        if is_credit_code(value) and names_credit_code and not says_identity:
            return None
        return _match(Check.RESIDENT_ID, Severity.BLOCK, start, end, value)
    if says_identity:
        return _match(Check.RESIDENT_ID_SUSPECTED, Severity.WARN, start, end, value)
    return None


def _match(check: Check, severity: Severity, start: int, end: int, value: str) -> Match:
    return Match(check, severity, start, end, value, mask(value, head=4, tail=4))


def _says_identity(text: str, start: int, end: int) -> bool:
    return ID_WORDS.search(around(text, start, end, back=_REACH, ahead=10)) is not None


def _has_identity_shape(value: str) -> bool:
    return len(value) == 18 and _is_area(value) and _is_date(value[6:14])


def _is_area(value: str) -> bool:
    # The permanent residence card of foreigners begins with 9, then the province.
    return value[:2] in _PROVINCES or (value[0] == "9" and value[1:3] in _PROVINCES)


def _is_old_number(value: str) -> bool:
    return value[:2] in _PROVINCES and _is_date("19" + value[6:12])


def _is_date(digits: str) -> bool:
    year = int(digits[:4])
    if not 1900 <= year <= 2099:
        return False
    try:
        date(year, int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return True
