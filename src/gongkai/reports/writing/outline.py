"""The running order of a report: title, opening, six sections with their tables, signature and date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.documents.counting import chinese
from gongkai.law.report_form import TABLE2, TABLE3, TABLE4
from gongkai.reports.content import Content

SECTION_TABLES = {"proactive": TABLE2, "requests": TABLE3, "remedies": TABLE4}
_HEADING = "{number}、{label}"
_EDITION = "（第{edition}版）"
_CORRECTED = "（第{edition}版，更正说明：{correction}）"
_DATE = "{year}年{month}月{day}日"


class Role(StrEnum):
    """What a line of the report is."""

    TITLE = "title"
    EDITION = "edition"
    OPENING = "opening"
    SECTION = "section"
    HEADING = "heading"
    TEXT = "text"
    TABLE = "table"
    SIGNATURE = "signature"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `section` is the code of the section it stands in. For a table, `text` is its code."""

    role: Role
    text: str
    section: str = ""
    number: str = ""


def outline(content: Content) -> tuple[Line, ...]:
    """Every line of the report in order; paragraphs that say nothing are left out."""
    return tuple(_lines(content))


def _lines(content: Content) -> Iterator[Line]:
    yield Line(Role.TITLE, content.title)
    if edition := edition_note(content):
        yield Line(Role.EDITION, edition)
    yield from (Line(Role.OPENING, text) for text in _said(content.opening))
    for number, section in enumerate(content.form.sections, start=1):
        counted = chinese(number)
        heading = _HEADING.format(number=counted, label=section.label)
        yield Line(Role.SECTION, heading, section.code, counted)
        yield from _prose(content, section.code)
        if table := SECTION_TABLES.get(section.code):
            yield Line(Role.TABLE, table, section.code)
    if content.signed_by:
        yield Line(Role.SIGNATURE, content.signed_by)
    if content.signed_on:
        yield Line(Role.DATE, written_date(content.signed_on))


def _prose(content: Content, section: str) -> Iterator[Line]:
    for passage in content.prose.get(section, ()):
        if passage.heading.strip():
            yield Line(Role.HEADING, passage.heading.strip(), section)
        yield from (Line(Role.TEXT, text, section) for text in _said(passage.paragraphs))


def _said(paragraphs: tuple[str, ...]) -> Iterator[str]:
    return (text.strip() for text in paragraphs if text.strip())


def edition_note(content: Content) -> str:
    """What a later edition says of itself under the title; nothing for the first."""
    if content.edition <= 1:
        return ""
    correction = content.correction.strip().rstrip("。")
    if not correction:
        return _EDITION.format(edition=content.edition)
    return _CORRECTED.format(edition=content.edition, correction=correction)


def written_date(day: date) -> str:
    """A date as official documents write it."""
    return _DATE.format(year=day.year, month=day.month, day=day.day)
