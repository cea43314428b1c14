"""Titles of a series: which period they name, what is left without it, the same title a period later."""

from __future__ import annotations

import re

from gongkai.law.duty_list.terms import Term

_NUMERALS = "一二三四"
_PERIODS = re.compile(
    r"[0-9]{4}年?度?(?:[0-9]{1,2}[-—至到~][0-9]{1,2}月份?|[0-9]{1,2}月份?|第?[一二三四1-4]季度|[上下]半年)?"
    r"|[0-9]{1,2}[-—至到~][0-9]{1,2}月份?|[0-9]{1,2}月份?|第?[一二三四1-4]季度|[上下]半年|年度"
)
_NOISE = re.compile(r"[\s《》“”\"'（）()、，。：:〔〕\[\]第期号总]+")


def series_of(title: str) -> str:
    """What stays of a title from issue to issue: no periods, no marks."""
    return _NOISE.sub("", _PERIODS.sub("", title))


def names_period(title: str, term: Term) -> bool:
    """Whether the title names the very period, the year included."""
    plain = title.replace(" ", "")
    return any(re.search(pattern, plain) for pattern in _spellings(term))


def _spellings(term: Term) -> list[str]:
    year, month = term.starts_on.year, term.starts_on.month
    span = _span(term)
    if span == 1:
        return [rf"{year}年(?:[0-9]{{1,2}}[-—至到~])?0?{month}月(?![0-9]{{1,2}}日)"]
    if span == 3:
        quarter = (month + 2) // 3
        return [rf"{year}年度?第?(?:{_NUMERALS[quarter - 1]}|{quarter})季度"]
    if span == 6:
        return [rf"{year}年{_half(month)}"]
    return [rf"{year}年(?!第?[一二三四1-4]季度|[0-9]{{1,2}}[-—至到~月]|[上下]半年)"]


def moved_on(text: str, *, old: Term, new: Term) -> str:
    """The text with the words for the old period replaced by the new one's: 2026年10月 → 2026年11月.

    Whole dates (2026年10月8日) stay. Both terms must be of one rhythm.
    """
    span = _span(old)
    if span == 12:
        return re.sub(rf"{old.starts_on.year}(?=年)(?!年[0-9]{{1,2}}月)", str(new.starts_on.year), text)
    name = {1: _month_pattern, 3: _quarter_pattern, 6: _half_pattern}[span](old)
    whole = re.compile(
        rf"(?P<year>{old.starts_on.year}(?P<word>年度?))?(?P<front>[0-9]{{1,2}}[-—至到~])?{name}"
    )

    def replaced(found: re.Match[str]) -> str:
        year = f"{new.starts_on.year}{found['word']}" if found["year"] else ""
        front = found["front"] or ""
        if front and new.starts_on.year != old.starts_on.year:
            front = ""
        return f"{year}{front}{_spelt(found, new, span)}"

    return whole.sub(replaced, text)


def _month_pattern(term: Term) -> str:
    return rf"(?<![0-9])(?P<zero>0?){term.starts_on.month}月(?!底|[0-9]{{1,2}}日)"


def _quarter_pattern(term: Term) -> str:
    quarter = (term.starts_on.month + 2) // 3
    return rf"(?P<number>{_NUMERALS[quarter - 1]}|{quarter})季度"


def _half_pattern(term: Term) -> str:
    return _half(term.starts_on.month)


def _spelt(found: re.Match[str], new: Term, span: int) -> str:
    month = new.starts_on.month
    if span == 1:
        return f"{month:02d}月" if found["zero"] else f"{month}月"
    if span == 3:
        quarter = (month + 2) // 3
        return f"{quarter if found['number'].isdigit() else _NUMERALS[quarter - 1]}季度"
    return _half(month)


def _half(month: int) -> str:
    return "上半年" if month <= 6 else "下半年"


def _span(term: Term) -> int:
    return (term.ends_on.year - term.starts_on.year) * 12 + term.ends_on.month - term.starts_on.month + 1
