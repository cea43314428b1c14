"""The edges of a document: what stands near its head and behind its text, where it speaks of itself."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.documents.official.head import Head
from gongkai.documents.official.lines import Kind, Line
from gongkai.documents.official.signing import Signature, main_end

_LAST_LINES = 8
_LONGEST = 70


def head_texts(lines: Sequence[Line], head: Head) -> list[str]:
    """The lines and the rows of tables in front of the text, the title left out."""
    titles = set(head.title)
    return [
        row
        for place in range(min(head.body, len(lines)))
        if place not in titles
        for row in rows_of(lines[place])
    ]


def end_texts(lines: list[Line], head: Head, signature: Signature) -> list[str]:
    """Short lines and rows from the signature to the first attachment, and the last of the document."""
    end = main_end(lines, head.body)
    start = max(signature.places[-1] + 1 if signature.places else end - _LAST_LINES, head.body)
    places = [*range(start, end), *range(max(end, head.body, len(lines) - _LAST_LINES), len(lines))]
    kept = [row for place in places for row in rows_of(lines[place])[-_LAST_LINES:]]
    return [row for row in kept if len(row) <= _LONGEST]


def rows_of(line: Line) -> list[str]:
    """The line itself, or the rows of a table."""
    return [line.text] if line.kind is Kind.TEXT else line.text.split("\n")
