"""Long paragraphs that stand in this year's report as they stood in last year's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from gongkai.reports.checks.cross_year import not_comparable
from gongkai.reports.checks.declared import LIMITS, Outcome, Subject, passed, unknown
from gongkai.reports.checks.form_lines import YEAR
from gongkai.reports.report import ReadReport
from gongkai.reports.source import Paragraph

_SECTIONS = ("overview", "problems", "other")
_YEARS = re.compile(rf"{YEAR}\s*年")
_FIGURES = re.compile(r"\d+(?:\.\d+)?")
_SPACES = re.compile(r"\s+")

_TAKEN_OVER = "“{start}……”：与上一年年报的一段相同{ratio}%（除年份外），共{length}字，请核实是否照抄。"
_FINE = "第一、五、六部分没有与上一年相同的长段落。"
_START = 20


class _Passage(NamedTuple):
    section: str
    words: str
    figures: tuple[str, ...]
    place: Paragraph


def taken_over(subject: Subject) -> Iterator[Outcome]:
    """Each long paragraph that is last year's but for the years in it."""
    # Short ones have to be the very same; in section 六 short ones say every year that there was nothing.""
    reason = not_comparable(subject.report, subject.previous)
    if reason or subject.previous is None:
        yield unknown(reason)
        return
    before = list(_passages(subject.previous))
    faults = False
    for number, passage in enumerate(_passages(subject.report), 1):
        ratio = max((_likeness(passage, other) for other in before), default=0.0)
        if ratio < LIMITS["carry_over_ratio"]:
            continue
        faults = True
        percent = str(int(ratio * 100))
        message = _TAKEN_OVER.format(
            start=passage.place.text.strip()[:_START], ratio=percent, length=len(passage.words)
        )
        place = f"{passage.section}.{number}"
        yield Outcome(place, message, None, f"{percent}%", "", passage.place.where)
    if not faults:
        yield passed(_FINE)


def _passages(report: ReadReport) -> Iterator[_Passage]:
    for code in _SECTIONS:
        section = report.section(code)
        for paragraph in section.paragraphs if section else ():
            words = _YEARS.sub("年", _SPACES.sub("", paragraph.text))
            if len(words) >= LIMITS["carry_over_near" if code == "other" else "carry_over_length"]:
                yield _Passage(code, words, tuple(_FIGURES.findall(words)), paragraph)


def _likeness(one: _Passage, other: _Passage) -> float:
    """How alike two paragraphs are; figures brought up to date show that somebody wrote it anew."""
    if one.words == other.words:
        return 1.0
    if one.figures != other.figures or len(one.words) < LIMITS["carry_over_near"]:
        return 0.0
    matcher = SequenceMatcher(None, one.words, other.words, autojunk=False)
    least = float(LIMITS["carry_over_ratio"])
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    return matcher.ratio()
