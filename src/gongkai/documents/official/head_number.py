"""The number of a document proposed from its head, and when that it has none is certain."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.documents.official.edges import rows_of
from gongkai.documents.official.head import Head
from gongkai.documents.official.imprint import is_about_disclosure
from gongkai.documents.official.lines import Kind, Line
from gongkai.documents.official.numbers import (
    LIKE,
    MAY_BE,
    doubt_about,
    number_at_start,
    numbers_inside,
    numbers_of_line,
    numbers_of_text,
    without_signer,
    year_of,
)
from gongkai.documents.official.results import Proposed
from gongkai.documents.official.wording import dates_in, squeezed

_HEAD, _FORM = "版头", "文件前面的表格"
_UNFILLED = "文号没有填写序号，请补上。"
_NO_NUMBER = "版头有“文件”字样，但没有找到文号，请核对。"
_NUMBER_IN_TEXT = "版头没有文号，文中另有单独成行的文号，请核对。"
_ODD = "文号的写法不常见，请核对。"
_TRACE = "没有读出文号，但文件写有“{said}”，请核对是不是文号。"
_RIVAL = "版头有几个文号，请核对哪一个是本文件的。"
_LONGEST = 40


def found_number(lines: list[Line], head: Head, edges: Sequence[str]) -> Proposed:
    """The number on the head; with several, the first, the others beside it.

    None is certain only when nothing near the head, in the title or at the edges reads like a number.
    """
    numbers = _numbers(lines, head)
    if numbers:
        is_of_minutes = any(lines[place].plain.endswith("纪要") for place in (*head.signs, *head.title))
        return _chosen(numbers, needs_agency=not is_of_minutes)
    if head.odd:
        said = without_signer(lines[head.odd[0]].plain)
        return Proposed(said, lines[head.odd[0]].text.strip(), _HEAD, False, _ODD)
    if head.unfilled:
        return Proposed(None, lines[head.unfilled[0]].text.strip(), _HEAD, False, _UNFILLED)
    below = _standing_alone(lines, head)
    if below:
        return Proposed(None, is_sure=False, doubt=_NUMBER_IN_TEXT, others=tuple(dict.fromkeys(below)))
    if any(lines[place].plain.endswith("文件") for place in head.signs):
        return Proposed(None, is_sure=False, doubt=_NO_NUMBER)
    return _traced(lines, head, edges)


def _numbers(lines: list[Line], head: Head) -> list[tuple[str, str, str]]:
    """Each number on the head with its source and place."""
    found = [
        (number, lines[place].text.strip(), _HEAD)
        for place in head.numbers
        for number in numbers_of_line(lines[place])
    ]
    if found:
        return found
    cells = [
        cell.strip() for place in head.tables for row in rows_of(lines[place]) for cell in row.split("\t")
    ]
    return [(number, cell, _FORM) for cell in cells for number in numbers_of_text(squeezed(cell))]


def _chosen(numbers: list[tuple[str, str, str]], *, needs_agency: bool) -> Proposed:
    value, source, where = numbers[0]
    others = tuple(dict.fromkeys(number for number, _, _ in numbers[1:] if number != value))
    doubt = doubt_about(value) if needs_agency or not value.startswith("〔") else ""
    agencies = [number.split("〔")[0] for number in (value, *others)]
    if others and (len(set(agencies)) < len(agencies) or "" in agencies or where == _FORM):
        doubt = _RIVAL
    return Proposed(value, source, where, not doubt, doubt, others)


def _standing_alone(lines: list[Line], head: Head) -> list[str]:
    return [
        number
        for line in lines[head.body :]
        if line.kind is Kind.TEXT and not is_about_disclosure(line)
        for number in numbers_of_line(line)
        if year_of(number)
    ]


def _traced(lines: list[Line], head: Head, edges: Sequence[str]) -> Proposed:
    """Whatever else may be the number, shown; certain that there is none when nothing is."""
    first = [
        line.text
        for line in lines[head.body : head.body + 2]
        if line.kind is Kind.TEXT and number_at_start(line.plain)
    ]
    titles = [lines[place].text for place in head.title if _may_be_its_own(lines[place].plain)]
    for text in (*titles, *first, *edges):
        plain = squeezed(text)
        for _, match in reversed(dates_in(plain)):
            plain = plain[: match.start()] + plain[match.end() :]
        if (LIKE.search(plain) or MAY_BE.search(plain)) and (text in titles or len(plain) <= _LONGEST):
            found = tuple(dict.fromkeys(numbers_inside(plain)))
            said = text.strip()[:60]
            return Proposed(None, said, _HEAD, False, _TRACE.format(said=said), found)
    return Proposed(None)


def _may_be_its_own(plain: str) -> bool:
    """Whether a line of the title may hold the document's own number and not a quoted one."""
    return bool(re.search(r"\d{4}\D{0,2}\d{1,6}号", plain))
