"""Finds a whole and the parts the text breaks it into: «共计96条，其中：机构职能3条……»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from gongkai.reports.checks.prose.clauses import Clause, Sentence
from gongkai.reports.checks.prose.closing import Part, is_closed, is_closed_unmarked
from gongkai.reports.checks.prose.numbers import Figure
from gongkai.reports.checks.prose.sentences import standing_before
from gongkai.reports.checks.prose.wordlists import pattern, read_words, sums_pattern

_JOINTS = "、和及与并"
_NUMBERED = re.compile(r"^\d{1,2}[.、．]")
_PLUS = "＋"
_SORTING = ("按", "从")
_CARRIED = "结转"
# No enumeration is longer; a text made to be slow is not read further.
REACH = 60
_SILENT = frozenset("（：")
_UNMARKED = frozenset("，")


@dataclass(frozen=True, slots=True)
class Enumeration:
    """Parts and the figures that may be their whole, the nearest first.

    `closed` if nothing is left out, `is_whole` if all of the list was read.
    """

    wholes: tuple[Figure, ...]
    sums: tuple[tuple[Decimal, str], ...]
    parts: tuple[Part, ...]
    closed: bool
    clause: Clause
    is_whole: bool = True


def enumerations(sentence: Sentence, before: tuple[Clause, ...] = ()) -> Iterator[Enumeration]:
    """The enumerations of one sentence, nested ones by themselves.

    `before` are the clauses of the sentence before it, where «其中» opens this one.
    """
    clauses = (*before, *sentence.clauses)
    for at in range(len(before), len(clauses)):
        found = sums_pattern("parts", "marker").search(clauses[at].text)
        if found:
            yield from _from(clauses, at, found.start(), found[0])
        elif clauses[at].mark in _SILENT and _opens_after_figure(clauses, at):
            yield from _from(clauses, at, 0, "")
        elif clauses[at].mark in _UNMARKED and at:
            yield from _unmarked(clauses, at)


def _unmarked(clauses: tuple[Clause, ...], at: int) -> Iterator[Enumeration]:
    """Parts that follow their whole after a comma, where they cannot be anything else."""
    whole, first = clauses[at - 1], clauses[at]
    if len(first.figures) != 1 or not whole.figures or whole.depth != first.depth:
        return
    figure = whole.figures[-1]
    if figure.unit != first.figures[0].unit or not standing_before(whole, figure):
        return
    for each in _from(clauses, at, 0, ""):
        if each.is_whole and is_closed_unmarked(each.parts, figure, whole.before(figure), whole.text):
            yield replace(each, closed=True)


def _opens_after_figure(clauses: tuple[Clause, ...], at: int) -> bool:
    """Whether a bracket or colon stands right behind a figure, and parts follow."""
    before = reversed(clauses[max(0, at - REACH) : at])
    whole = next((clause for clause in before if clause.text), None)
    if whole is None or not whole.figures or not clauses[at].figures:
        return False
    return whole.figures[-1].end == len(whole.text) and clauses[at].figures[0].start > 0


def _from(clauses: tuple[Clause, ...], at: int, start: int, marker: str) -> Iterator[Enumeration]:
    wholes = _wholes(clauses, at, start)
    if not wholes:
        return
    unit = wholes[0][1].unit
    parts, broken = _parts(clauses, at, start + len(marker), unit)
    wholes = [(where, figure) for where, figure in wholes if figure.unit == unit]
    if len(parts) < (1 if marker else 2) or any(figure.rough for _, figure in wholes):
        return
    if any(part.figure.rough for part in parts):
        return
    colon = clauses[at].mark == "：" or (at + 1 < len(clauses) and clauses[at + 1].mark == "：")
    saying = clauses[wholes[0][0]].text
    yield Enumeration(
        tuple(figure for _, figure in wholes), tuple(_sums(clauses, wholes, at)), parts,
        not broken and is_closed(parts, wholes[0][1], marker, saying, colon=colon), clauses[at], not broken,
    )  # fmt: skip


def _wholes(clauses: tuple[Clause, ...], at: int, start: int) -> list[tuple[int, Figure]]:
    """The figures before the marker, the nearest first; those of another year only if need be."""
    depth = clauses[at].depth
    # «从渠道看» sorts all there is, whatever else was said of it.
    is_sorted = clauses[at].text[start:].startswith(_SORTING)
    found = [(at, figure) for figure in reversed(clauses[at].figures) if figure.end <= start]
    for index in range(at - 1, max(-1, at - REACH), -1):
        clause = clauses[index]
        if clause.depth > depth:
            continue
        if sums_pattern("parts", "marker").search(clause.text) and found:
            break
        found += [(index, figure) for figure in reversed(clause.figures) if standing_before(clause, figure)]
        if (clause.mark == "；" and not is_sorted) or (clauses[at].mark == "（" and found):
            break
    own = [(index, figure) for index, figure in found if clauses[index].own]
    return own or found


def _sums(
    clauses: tuple[Clause, ...], wholes: list[tuple[int, Figure]], at: int
) -> Iterator[tuple[Decimal, str]]:
    """Wholes joined by «、» or «和» may be meant together; so may new ones and those carried over."""
    total = Decimal(0)
    for place, (index, figure) in enumerate(wholes):
        total += figure.value
        if place:
            later = clauses[wholes[place - 1][0]]
            carried = any(_CARRIED in clause.text for clause in clauses[index:at])
            if later.mark not in _JOINTS and not carried:
                return
            yield total, _PLUS.join(each.text for _, each in reversed(wholes[: place + 1]))


def _parts(clauses: tuple[Clause, ...], at: int, start: int, unit: str) -> tuple[tuple[Part, ...], bool]:
    """The parts after the marker, and whether the list broke off for something that is no part."""
    marks: set[str] = set()
    parts: list[Part] = []
    for index in range(at, min(len(clauses), at + REACH)):
        clause = clauses[index]
        if clause.depth < clauses[at].depth or (clause.mark == "；" and marks & set("，、")):
            break
        figures = [figure for figure in clause.figures if index > at or figure.start >= start]
        if figures and not standing_before(clause, figures[0]):
            continue
        if clause.depth > clauses[at].depth or (not figures and _is_passed_over(clauses, index, at)):
            continue
        label = clause.text[start if index == at else 0 : figures[0].start] if figures else ""
        label = _NUMBERED.sub("", label)
        if index > at and (not figures or _ends_list(clause, label, parts)):
            break
        if len(figures) != 1 or figures[0].unit != unit:
            return tuple(parts), True
        if parts:
            marks.add(clause.mark)
        parts.append(Part(label, figures[0], clause.mark, clause.text[figures[0].end :]))
    return tuple(parts), False


def _is_passed_over(clauses: tuple[Clause, ...], index: int, at: int) -> bool:
    """A share after a part, the bare marker, or a label that a bracket interrupts."""
    clause = clauses[index]
    interrupted = index + 1 < len(clauses) and clauses[index + 1].depth > clause.depth
    return index == at or interrupted or bool(clause.percentages) or not clause.text


def _ends_list(clause: Clause, label: str, parts: list[Part]) -> bool:
    remedy = sums_pattern("parts", "remedy")
    if parts and remedy.search(label) and not remedy.search(parts[0].label):
        return True
    return bool(
        sums_pattern("parts", "stop").search(label) or sums_pattern("parts", "marker").search(clause.text)
    )


def kinds_in(parts: tuple[Part, ...]) -> int:
    """How many different classifications the parts are taken from."""
    kinds: list[str] = read_words("sums.toml")["parts"]["kinds"]
    return sum(any(pattern(words, None).search(part.label) for part in parts) for words in kinds)
