"""The six sections by their titles; contents or menus with the same titles are not taken for them."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.reports.finding.furniture import is_furniture
from gongkai.reports.finding.headings import Heading, heading_of, unknown_heading
from gongkai.reports.finding.labels import segments
from gongkai.reports.finding.lexicon import Lexicon
from gongkai.reports.report import ReadSection
from gongkai.reports.source import Paragraph

#: A line of the report, or None where a table stands.
Entry = Paragraph | None
Found = tuple[int, Heading]

_ORDINALS = "一二三四五六七八九十"
_FEW = 3


def find_headings(entries: Sequence[Entry]) -> list[Found]:
    """The headings of the report proper, with their places."""
    told = [
        (at, heading) for at, entry in enumerate(entries) if entry and (heading := heading_of(entry.text))
    ]
    first_level = [found for found in told if not found[1].number.startswith("(")]
    told = first_level if len(first_level) >= _FEW else told
    if not told:
        return []
    ends = [at for at, _ in told[1:]] + [len(entries)]
    filled = {
        at for (at, heading), end in zip(told, ends, strict=True) if _has_content(entries, at, heading, end)
    }
    sets = _sets(told)
    best = max(range(len(sets)), key=lambda at: (sum(f[0] in filled for f in sets[at]), len(sets[at]), at))
    chosen = list(sets[best])
    for later in sets[best + 1 :]:
        if len(later) >= _FEW or not any(at in filled for at, _ in later):
            break
        chosen += later
    full = {heading.code for at, heading in chosen if at in filled}
    return [found for found in chosen if found[0] in filled or found[1].code not in full]


def _sets(told: list[Found]) -> list[list[Found]]:
    sets: list[list[Found]] = [[]]
    for found in told:
        if any(found[1].code == heading.code for _, heading in sets[-1]):
            sets.append([])
        sets[-1].append(found)
    return sets


def _has_content(entries: Sequence[Entry], at: int, heading: Heading, end: int) -> bool:
    if heading.rest:
        return True
    return any(
        entry is None or (entry.text.strip() and not is_furniture(entry.text))
        for entry in entries[at + 1 : end]
    )


def cut_sections(
    entries: Sequence[Entry], headings: Sequence[Found], end: int, words: Lexicon
) -> tuple[ReadSection, ...]:
    """The sections between the headings and `end`, unknown ones that continue the numbering among them."""
    if not headings:
        return ()
    every = _with_unknown(entries, headings, end, words)
    ends = [at for at, _ in every[1:]] + [max(end, every[-1][0] + 1)]
    return tuple(_section(entries, at, heading, to) for (at, heading), to in zip(every, ends, strict=True))


def _with_unknown(
    entries: Sequence[Entry], headings: Sequence[Found], end: int, words: Lexicon
) -> list[Found]:
    known = dict(headings)
    every: list[Found] = []
    for at in range(headings[0][0], end):
        entry = entries[at]
        heading = known.get(at)
        if heading is None and entry and (other := unknown_heading(entry.text)):
            is_row = any(words.rows.code(piece) for piece in segments(entry.text))
            if not is_row and _ordinal(other) == _ordinal(every[-1][1]) + 1:
                heading = other
        if heading is not None:
            every.append((at, heading))
    return every or list(headings)


def _ordinal(heading: Heading) -> int:
    return next((_ORDINALS.index(char) + 1 for char in heading.number if char in _ORDINALS), -1)


def _section(entries: Sequence[Entry], at: int, heading: Heading, end: int) -> ReadSection:
    entry = entries[at]
    where = entry.where if entry else ""
    first = [Paragraph(heading.rest, where)] if heading.rest else []
    rest = [
        other
        for other in entries[at + 1 : end]
        if other and other.text.strip() and not is_furniture(other.text)
    ]
    return ReadSection(heading.code, heading.number, heading.text, where, (*first, *rest))
