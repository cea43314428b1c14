"""Whether the six sections are there, in their order, under their numbers and titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from gongkai.law.report_form import Form, Named
from gongkai.reports.checks.declared import WORDS, Outcome, Subject, passed, unknown
from gongkai.reports.checks.form_lines import NUMERALS
from gongkai.reports.report import ReadReport, ReadSection
from gongkai.reports.verdicts import Result

_MISSING = "没有找到第{number}部分“{label}”。"
_MISSING_BY_PICTURE = "没有找到第{number}部分“{label}”；文件里有没有读取的图片，请打开文件核对。"
_TWICE = "“{label}”出现了{count}次。"
_ALL_THERE = "六个部分齐全。"
_NO_TEXT = "文件里没有正文，只有统计表，无法检查六个部分。"
_BEFORE = "“{label}”排在“{other}”前面，应在它后面。"
_IN_ORDER = "各部分依规定的先后排列。"
_TITLE = "标题写作“{heading}”，格式规定为“{label}”。"
_TITLES_FINE = "各部分的标题与格式一致。"
_NUMBER = "“{label}”的序号写作“{printed}”，应为“{expected}、”。"
_NO_NUMBER = "“{label}”没有序号，应为“{expected}、”。"
_NO_NUMBERS = "各部分的标题都没有序号，可能是编辑软件自动编号，没有检查。"
_OTHER_SIGNS = "各部分的序号写作“{printed}”一类，格式规定为“一、二、三”。"
_NUMBERS_FINE = "各部分的序号依次相连。"

_NUMBER_PRINTED = re.compile(
    r"\s*(?P<mark>第?[（(]?(?P<number>[一二三四五六七八九十]{1,2}|[0-9０-９]{1,2})[）)]?(?:部分)?[、.．，,：:\s]*)"
)
_LIKENESS, _LONGEST_TITLE = 0.25, 30
_SIGNS = re.compile(r"[\s、，,。．.：:；;·（）()“”\"]")


def present(subject: Subject) -> Iterator[Outcome]:
    """Each section that is missing or comes twice."""
    report = subject.report
    if not report.sections and not report.opening:
        yield unknown(_NO_TEXT)
        return
    faults = False
    for at, named in enumerate(report.form.sections):
        found = [section for section in _recognised(report) if section.code == named.code]
        if not found:
            result, sentence = None, _MISSING
            if has_pictures(report):
                result, sentence = Result.UNCERTAIN, _MISSING_BY_PICTURE
            message = sentence.format(number=NUMERALS[at], label=named.label)
            yield Outcome(named.code, message, result, right=named.label)
        elif len(found) > 1:
            message = _TWICE.format(label=named.label, count=len(found))
            places = "、".join(section.where for section in found)
            yield Outcome(named.code, message, Result.UNCERTAIN, str(len(found)), "1", places)
        faults = faults or len(found) != 1
    if not faults:
        yield passed(_ALL_THERE)


def in_order(subject: Subject) -> Iterator[Outcome]:
    """Each section that stands before one it should follow."""
    form = subject.report.form
    sections = known_sections(subject.report)
    faults = False
    for first, second in pairwise(sections):
        if _position(form, first) > _position(form, second):
            faults = True
            one, other = (_named(form, section).label for section in (first, second))
            message = _BEFORE.format(label=one, other=other)
            yield Outcome(first.code, message, None, one, other, f"{first.where}、{second.where}")
    if sections and not faults:
        yield passed(_IN_ORDER)


def titles(subject: Subject) -> Iterator[Outcome]:
    """Each title that is worded otherwise than the form has it."""
    form = subject.report.form
    sections = known_sections(subject.report)
    faults = False
    for section in sections:
        named = _named(form, section)
        heading = heading_words(section)
        allowed = (named.label,) if form.code == "2021" else named.spellings
        if not any(_same_title(heading, label) for label in allowed):
            faults = True
            message = _TITLE.format(heading=heading, label=named.label)
            yield Outcome(section.code, message, None, heading, named.label, section.where)
    if sections and not faults:
        yield passed(_TITLES_FINE)


def numbering(subject: Subject) -> Iterator[Outcome]:
    """Each section whose number is not the one the form gives it, or is written in another way."""
    sections = known_sections(subject.report)
    printed = [printed_number(section) for section in sections]
    if not sections:
        return
    if not any(printed):
        yield unknown(_NO_NUMBERS)
        return
    numbers = [_value(mark) for mark in printed]
    if all(mark and not _is_chinese(mark) for mark in printed) and numbers == _expected(subject, sections):
        first = printed[0].strip()
        message = _OTHER_SIGNS.format(printed=first)
        yield Outcome("", message, Result.UNCERTAIN, first, "一、", sections[0].where)
        return
    faults = False
    expected = zip(sections, printed, numbers, _expected(subject, sections), strict=True)
    for section, mark, number, wanted in expected:
        if number == wanted and _is_chinese(mark):
            continue
        faults = True
        label, numeral = _named(subject.report.form, section).label, NUMERALS[wanted - 1]
        sentence = _NUMBER if mark else _NO_NUMBER
        message = sentence.format(label=label, printed=mark.strip(), expected=numeral)
        result = None if mark else Result.UNCERTAIN
        yield Outcome(section.code, message, result, mark.strip(), f"{numeral}、", section.where)
    if not faults:
        yield passed(_NUMBERS_FINE)


def has_pictures(report: ReadReport) -> bool:
    """Whether something that is missing may stand in a picture nobody read."""
    return any(word in gap for gap in report.gaps for word in WORDS["picture_gaps"])


def known_sections(report: ReadReport) -> list[ReadSection]:
    """The sections of the form that the report has, each once, as they follow each other."""
    codes: set[str] = set()
    kept = []
    for section in _recognised(report):
        if section.code and section.code not in codes:
            codes.add(section.code)
            kept.append(section)
    return kept


def _recognised(report: ReadReport) -> list[ReadSection]:
    """The sections, those under another title taken for what they stand for by number, place and words."""
    sections = list(report.sections)
    for at, named in enumerate(report.form.sections):
        if any(section.code == named.code for section in sections):
            continue
        before = {other.code for other in report.form.sections[:at]}
        place = max((n for n, section in enumerate(sections) if section.code in before), default=-1) + 1
        unknown_here = place < len(sections) and not sections[place].code
        if unknown_here and _stands_for(sections[place], at, named):
            sections[place] = replace(sections[place], code=named.code)
        elif (line := _heading_line(report, at, named)) is not None:
            sections.insert(place, line)
    return sections


def _stands_for(section: ReadSection, at: int, named: Named) -> bool:
    words = set(_SIGNS.sub("", heading_words(section)))
    likeness = len(words & set(named.label)) / max(1, len(words))
    return _value(printed_number(section)) == at + 1 and likeness >= _LIKENESS


def _heading_line(report: ReadReport, at: int, named: Named) -> ReadSection | None:
    """A line that nobody took for a heading but that has the number and something of the words."""
    headings = {section.heading.strip() for section in report.sections}
    for paragraph in report.paragraphs:
        text = paragraph.text.strip()
        is_line = text.startswith(f"{NUMERALS[at]}、") and len(text) <= _LONGEST_TITLE
        if is_line and text[-1] not in "。；，：" and text not in headings:
            section = ReadSection(named.code, "", text, paragraph.where, ())
            # The very title without its section is a line of a table of contents.
            if _stands_for(section, at, named) and not _same_title(heading_words(section), named.label):
                return section
    return None


def printed_number(section: ReadSection) -> str:
    """The number before a title as printed, with its sign; empty without one."""
    if section.number.strip():
        return section.number.strip()
    found = _NUMBER_PRINTED.match(section.heading)
    return found["mark"] if found else ""


def heading_words(section: ReadSection) -> str:
    """A heading without its number."""
    found = _NUMBER_PRINTED.match(section.heading)
    return section.heading[found.end() :].strip() if found else section.heading.strip()


def _same_title(heading: str, label: str) -> bool:
    if _SIGNS.sub("", heading) == _SIGNS.sub("", label):
        return True
    start, colon, _ = heading.replace(":", "：").partition("：")
    return bool(colon) and _SIGNS.sub("", start) == _SIGNS.sub("", label)


def _expected(subject: Subject, sections: list[ReadSection]) -> list[int]:
    """The numbers of the form; where a section is missing, its followers may have moved up."""
    form = subject.report.form
    by_form = [_position(form, section) + 1 for section in sections]
    moved_up = list(range(1, len(sections) + 1))
    complete = len(sections) == len(form.sections)
    if complete:
        # Sections out of order are said elsewhere: a number tells the place where its section stands.
        return moved_up if by_form != moved_up and _all_moved_up(sections) else by_form
    return moved_up if _all_moved_up(sections) else by_form


def _all_moved_up(sections: list[ReadSection]) -> bool:
    numbers = [_value(printed_number(section)) for section in sections]
    return numbers == list(range(1, len(sections) + 1))


def _value(mark: str) -> int:
    found = _NUMBER_PRINTED.match(mark)
    if not found:
        return 0
    number = found["number"]
    if number.isdecimal():
        return int(number)
    return sum(10 if sign == "十" else NUMERALS.index(sign) + 1 for sign in number)


def _is_chinese(mark: str) -> bool:
    return bool(mark) and mark.strip()[0] in NUMERALS


def _named(form: Form, section: ReadSection) -> Named:
    return next(named for named in form.sections if named.code == section.code)


def _position(form: Form, section: ReadSection) -> int:
    return [named.code for named in form.sections].index(section.code)
