"""The title of a report, and what it tells: the organ and the year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from gongkai.reports.finding.dates import YEAR, compact, year_number
from gongkai.reports.finding.organs import is_organ
from gongkai.reports.finding.sections import Entry

_TITLE = re.compile(
    r"(?P<organ>.*?)(?:(?:政府|政务)?信息公开|政务公开)(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)(?:\(.*\)|全文)?"
)
_NOT_IN_TITLES = re.compile(r"[,。;:《》!?“”\"]")
_PERIOD = re.compile(r"(20[0-9]{2})年(?:度)?1月1日")
_LONGEST_TITLE, _LONGEST_LINE = 80, 40
_LINES = 3


@dataclass(frozen=True, slots=True)
class Title:
    """A title line or lines; `first` and `last` are their places."""

    text: str
    organ: str
    year: int | None
    first: int = -1
    last: int = -1


def parse_title(text: str) -> Title | None:
    """What a title tells, None for a text that is none."""
    plain = re.split(r"[>›»|]", compact(text))[-1]
    if len(plain) > _LONGEST_TITLE or _NOT_IN_TITLES.search(plain):
        return None
    year = YEAR.search(plain)
    without = plain[: year.start()] + plain[year.end() :] if year else plain
    found = _TITLE.fullmatch(without.replace("()", ""))
    if found is None:
        return None
    organ = found["organ"].removesuffix("关于").strip("-—_·.")
    return Title(plain, organ, year_number(year["year"]) if year else None)


def find_title(entries: Sequence[Entry], end: int) -> Title | None:
    """The last full title before `end`, over up to three lines."""
    best: Title | None = None
    for at in range(end):
        title = _title_ending_at(entries, at, end)
        if title and (best is None or _fullness(title) >= _fullness(best)):
            best = title
    return best


def _fullness(title: Title) -> int:
    return bool(title.organ) + (title.year is not None)


def _title_ending_at(entries: Sequence[Entry], at: int, end: int) -> Title | None:
    """The title that the line at `at` ends: alone, or with lines before it, or with its year after it."""
    best: Title | None = None
    lines: list[str] = []
    first = at
    for start in range(at, max(-1, at - _LINES - 1), -1):
        entry = entries[start]
        if entry is None or len(entry.text) > (_LONGEST_TITLE if start == at else _LONGEST_LINE):
            break
        text = compact(entry.text)
        if not text:
            continue
        lines.insert(0, text)
        title = parse_title("".join(lines))
        organ_above = best is None or (not best.organ and _is_organ_line(text)) or best.year is None
        if title and organ_above and (best is None or _fullness(title) > _fullness(best)):
            best, first = title, start
        if best is not None and _fullness(best) == 2:
            break
    if best is None:
        return None
    return Title(best.text, best.organ, best.year or _year_after(entries, at, end), first, at)


def _is_organ_line(text: str) -> bool:
    return is_organ(YEAR.sub("", text))


def _year_after(entries: Sequence[Entry], at: int, end: int) -> int | None:
    """The year in a line below the title («（2023年度）»)."""
    entry = entries[at + 1] if at + 1 < end else None
    found = YEAR.fullmatch(compact(entry.text).strip("()")) if entry else None
    return year_number(found["year"]) if found else None


def title_of_file(file_name: str) -> Title | None:
    """What the name of the file tells."""
    return parse_title(PurePath(file_name).stem) if file_name else None


def year_of_period(texts: Sequence[str]) -> int | None:
    """The year whose first of January begins the period the figures are for, when only one is named."""
    years = {int(found) for text in texts for found in _PERIOD.findall(compact(text))}
    return years.pop() if len(years) == 1 else None
