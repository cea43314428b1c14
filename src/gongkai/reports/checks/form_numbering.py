"""Whether the numbers inside a section follow each other: （一）（二）, 1. 2., 一是 二是."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.reports.checks.declared import Outcome, Subject, passed
from gongkai.reports.checks.form_lines import NUMERALS, excerpt
from gongkai.reports.report import ReadSection

_ONE = r"[一二三四五六七八九十]{1,3}"
# Numbers of articles and paragraphs of law begin lines too; they are no headings.
_FAMILIES = {
    "bracket": re.compile(rf"(?m)^\s*[（(](?P<number>{_ONE})[）)](?![项款条、和至])"),
    "figure": re.compile(r"(?m)^\s*(?P<number>\d{1,2})[、.．](?!\d)"),
    "bracket_figure": re.compile(r"(?m)^\s*[（(](?P<number>\d{1,2})[）)](?![项款条、和至])"),
    "clause": re.compile(rf"(?:^|[：:；;。，,\s])(?P<number>{_ONE})是(?!否|非)"),
}
_AFTER = "“{excerpt}”：前一个序号是{before}，这里应是{expected}，或者从一重新起。"
_FIRST = "“{excerpt}”：前面没有序号一。"
_FINE = "各部分以内的序号连续。"


def consecutive(subject: Subject) -> Iterator[Outcome]:
    """Each number that does not follow the one before it."""
    faults = False
    for section in subject.report.sections:
        for fault in _section(section):
            faults = True
            yield fault
    if subject.report.sections and not faults:
        yield passed(_FINE)


def _section(section: ReadSection) -> Iterator[Outcome]:
    last = dict.fromkeys(_FAMILIES, 0)
    for paragraph in section.paragraphs:
        for family, pattern in _FAMILIES.items():
            for found in pattern.finditer(paragraph.text):
                number = _value(found["number"])
                before, last[family] = last[family], number
                if number in (1, before + 1):
                    continue
                shown = excerpt(paragraph.text, found.start("number"), found.end())
                sentence = _AFTER if before else _FIRST
                message = sentence.format(excerpt=shown, before=before, expected=before + 1)
                wanted = str(before + 1)
                yield Outcome(
                    f"{section.code}.{family}", message, None, found["number"], wanted, paragraph.where
                )


def _value(number: str) -> int:
    if number.isdecimal():
        return int(number)
    tens, ten, ones = number.rpartition("十")
    if not ten:
        return NUMERALS.index(number[0]) + 1
    return 10 * (NUMERALS.index(tens) + 1 if tens else 1) + (NUMERALS.index(ones) + 1 if ones else 0)
