"""The text of a report as form checks read it: its lines with their places, and the dates in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from gongkai.reports.report import ReadReport

NUMERALS = "一二三四五六七八九十"
_DIGITS = str.maketrans("〇○零一二三四五六七八九０１２３４５６７８９", "0001234567890123456789")
YEAR = r"(?:20\d{2}|二[〇○零][〇○零一二三四五六七八九]{2}|２０[０-９]{2})"


def _day(name: str) -> str:
    return (
        rf"(?:(?P<{name}_year>{YEAR})\s*年\s*)?(?P<{name}_month>\d{{1,2}})\s*月\s*"
        rf"(?P<{name}_day>\d{{1,2}})\s*日"
    )


DAY = re.compile(_day("on"))
_RANGE = re.compile(rf"{_day('from')}\s*(?:起|开始|始)?\s*[，,]?\s*[至到~～\-－—–─]+\s*{_day('to')}")
_DOTTED = re.compile(
    rf"(?P<from_year>{YEAR})[.．/](?P<from_month>\d{{1,2}})[.．/](?P<from_day>\d{{1,2}})\s*[至到~～\-－—–─]+\s*"
    rf"(?:(?P<to_year>{YEAR})[.．/])?(?P<to_month>\d{{1,2}})[.．/](?P<to_day>\d{{1,2}})"
)
#: The whole year told in other words («1月1日起，…12月31日止», «1月1日零时至…», «从1月1日算到…»).
_WHOLE_YEAR = re.compile(
    rf"(?:(?P<from_year>{YEAR})\s*年\s*)?(?P<from_month>0?1)\s*月\s*(?P<from_day>0?1)\s*日"
    rf"(?=[^。；\n]{{0,16}}(?:[至到起]|日止))[^。；\n\d]{{0,8}}(?:(?P<to_year>{YEAR})\s*年\s*)?"
    r"(?P<to_month>12)\s*月\s*(?P<to_day>31)\s*日"
)
_ENDS = ("。", "；", "：", "！", "？", ":", ";")
_PRINTED = "行"
_LONG = 1000
_SENTENCE = re.compile(r"[^。；;！!？?\n]+")


class Line(NamedTuple):
    """A line of the report; `section` is the code of its section, empty before the first."""

    section: str
    text: str
    where: str


class Span(NamedTuple):
    """A stretch of time as written; a year that is not written is None."""

    start_year: int | None
    end_year: int | None
    start: tuple[int, int]
    end: tuple[int, int]
    text: str
    where: str

    @property
    def is_whole_year(self) -> bool:
        """Whether it runs from the first to the last day of a year."""
        return self.start == (1, 1) and self.end == (12, 31)

    @property
    def is_backwards(self) -> bool:
        """Whether it ends before it begins."""
        first = self.start_year
        last = self.end_year or first
        return (last or 0, *self.end) < (first or last or 0, *self.start)


def lines(report: ReadReport) -> Iterator[Line]:
    """Title, opening, headings and paragraphs of the sections, in order."""
    if report.title:
        yield Line("", report.title, _place_of(report, report.title))
    yield from (Line("", paragraph.text, paragraph.where) for paragraph in report.opening)
    for section in report.sections:
        yield Line(section.code, section.heading, section.where)
        yield from (Line(section.code, paragraph.text, paragraph.where) for paragraph in section.paragraphs)


def prose(report: ReadReport) -> Iterator[Line]:
    """The lines without title and headings."""
    yield from (Line("", paragraph.text, paragraph.where) for paragraph in report.opening)
    for section in report.sections:
        yield from (Line(section.code, paragraph.text, paragraph.where) for paragraph in section.paragraphs)


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence with the place it starts at."""
    return ((found.start(), found.group()) for found in _SENTENCE.finditer(text))


def spans(report: ReadReport) -> Iterator[Span]:
    """Each stretch of time in the text."""
    for line in _joined(lines(report)):
        for found in (
            found for pattern in (_RANGE, _DOTTED, _WHOLE_YEAR) for found in pattern.finditer(line.text)
        ):
            start = (int(found["from_month"]), int(found["from_day"]))
            end = (int(found["to_month"]), int(found["to_day"]))
            years = (year_of(found["from_year"]), year_of(found["to_year"]))
            yield Span(*years, start, end, found.group(), line.where)


def _joined(single: Iterator[Line]) -> Iterator[Line]:
    """The lines, those of one section as one where the file broke its sentences over printed lines."""
    held: Line | None = None
    for line in single:
        if held and _goes_on(held, line):
            held = held._replace(text=held.text + line.text)
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _goes_on(held: Line, line: Line) -> bool:
    is_printed = _PRINTED in line.where and held.section == line.section
    return is_printed and len(held.text) < _LONG and not held.text.endswith(_ENDS)


def year_of(text: str | None) -> int | None:
    """A year in figures of any kind."""
    return int(text.translate(_DIGITS)) if text else None


def full_date(found: re.Match[str]) -> date | None:
    """The date that a match of DAY names, if there is such a day."""
    year = year_of(found["on_year"])
    try:
        return date(year, int(found["on_month"]), int(found["on_day"])) if year else None
    except ValueError:
        return None


def excerpt(text: str, start: int, end: int, around: int = 12) -> str:
    """What stands around a place in a text."""
    before, after = max(0, start - around), min(len(text), end + around)
    return f"{'…' if before else ''}{text[before:after].strip()}{'…' if after < len(text) else ''}"


def _place_of(report: ReadReport, text: str) -> str:
    wanted = "".join(text.split())
    for paragraph in report.paragraphs:
        if (words := "".join(paragraph.text.split())) and (words in wanted or wanted in words):
            return paragraph.where
    return ""
