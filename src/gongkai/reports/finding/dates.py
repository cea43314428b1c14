"""Years and dates as reports write them, in digits or Chinese numerals."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_NUMERALS = {
    "〇": 0,
    "○": 0,
    "O": 0,
    "零": 0,
    **{char: at for at, char in enumerate("一二三四五六七八九", 1)},
}
_CHINESE_YEAR = "[一二][〇○O零一二三四五六七八九]{3}"
YEAR = re.compile(rf"(?<![0-9])(?P<year>20[0-9]{{2}}|{_CHINESE_YEAR})年度?")
DATE = re.compile(
    rf"(?P<year>[12][0-9]{{3}}|{_CHINESE_YEAR})年(?P<month>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,2}})月"
    r"(?P<day>[0-9]{1,2}|[一二三四五六七八九十]{1,3})日"
)


def compact(text: str) -> str:
    """The text in half width and without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def year_number(text: str) -> int:
    """The year that the digits or numerals stand for."""
    return int("".join(char if char.isdigit() and char.isascii() else str(_NUMERALS[char]) for char in text))


def date_of(found: re.Match[str]) -> date | None:
    """The date of a match of DATE, None for one that the calendar does not have."""
    try:
        return date(year_number(found["year"]), _small(found["month"]), _small(found["day"]))
    except ValueError:
        return None


def _small(text: str) -> int:
    if text.isascii():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _NUMERALS[text] if len(text) == 1 else 0
    return (_NUMERALS[tens] if tens else 1) * 10 + (_NUMERALS[ones] if ones else 0)
