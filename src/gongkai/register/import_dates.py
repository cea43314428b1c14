"""Days as people write them in a register: «2023.5.8», «5月8日», a number of Excel. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

_FULL = re.compile(r"((?:19|20)\d\d)\s*[年.\-/．－—、]\s*(\d{1,2})\s*[月.\-/．－—、]\s*(\d{1,2})\s*[日号]?")
_DIGITS = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_PART = re.compile(r"(\d{1,2})\s*[月.\-/．－—]\s*(\d{1,2})\s*[日号]?")
_CHINESE = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]?"
)
_FIGURES = {**{sign: str(n) for n, sign in enumerate("〇一二三四五六七八九")}, "零": "0", "○": "0"}
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
#: Excel counts days from here; what lies between is a day of 1950 to 2099.
_EXCEL_ZERO, _EXCEL_FIRST, _EXCEL_LAST = date(1899, 12, 30), 18264, 73050
_UNREADABLE = "日期“{text}”认不出，请写成 2023-05-08"
_UNCLEAR = "日期写成了数字 {text}，分不清是{few}日还是{many}日，请写成 2023-05-08"
NO_YEAR_WORDS = "没有年份"
NO_YEAR = f"日期“{{text}}”{NO_YEAR_WORDS}"


class DayRefused(ValueError):
    """A day that cannot be read; `needs_year` when only the year is missing."""

    def __init__(self, message: str, *, needs_year: bool = False) -> None:
        super().__init__(message)
        self.needs_year = needs_year


def year_in(*texts: str) -> int | None:
    """The year the first of the texts names alone; None when it names none or several."""
    for text in texts:
        years = set(_YEAR.findall(text))
        if len(years) == 1:
            return int(years.pop())
    return None


def as_written(raw: object) -> str:
    """A cell as kept: days as 2023-05-08, whole numbers without a point."""
    if isinstance(raw, datetime):
        return raw.date().isoformat()
    if isinstance(raw, date):
        return raw.isoformat()
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return "" if raw is None else str(raw).strip()


def read_day(text: str, *, year: int | None) -> date:
    """The day a cell names, with `year` where it names none. Raises DayRefused."""
    plain = text.strip().split("T")[0].removesuffix(" 00:00:00")
    whole = _FULL.fullmatch(plain) or _DIGITS.fullmatch(plain)
    if whole:
        return _day(plain, int(whole[1]), int(whole[2]), int(whole[3]))
    chinese = _CHINESE.fullmatch(plain)
    if chinese:
        written = int("".join(_FIGURES[sign] for sign in chinese[1]))
        return _day(plain, written, _number(chinese[2]), _number(chinese[3]))
    if re.fullmatch(r"\d{5}", plain) and _EXCEL_FIRST <= int(plain) <= _EXCEL_LAST:
        return _EXCEL_ZERO + timedelta(days=int(plain))
    part = _PART.fullmatch(plain)
    if part is None:
        raise DayRefused(_UNREADABLE.format(text=plain[:30]))
    if year is None:
        raise DayRefused(NO_YEAR.format(text=plain), needs_year=True)
    if re.fullmatch(r"\d{1,2}\.[123]", plain):
        raise DayRefused(_UNCLEAR.format(text=plain, few=part[2], many=f"{part[2]}0"))
    return _day(plain, year, int(part[1]), int(part[2]))


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise DayRefused(_UNREADABLE.format(text=text[:30])) from None


def _number(text: str) -> int:
    """一 to 三十一."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int("".join(_FIGURES[sign] for sign in text))
    return int(_FIGURES.get(tens or "一", "0")) * 10 + int(_FIGURES.get(ones, "0"))
