"""Finds a whole and the parts the text breaks it into: «共计96条，其中：机构职能3条……»."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gongkai.reports.checks.prose.clauses import Clause, Sentence
from gongkai.reports.checks.prose.numbers import Figure
from gongkai.reports.checks.prose.wordlists import pattern, read_words, sums_pattern

_JOINTS = "、和及与并"


@dataclass(frozen=True, slots=True)
class Part:
    """A figure in an enumeration with the words before it."""

    label: str
    figure: Figure
    mark: str


@dataclass(frozen=True, slots=True)
class Enumeration:
    """Parts and the figures that may be their whole, the nearest first; `closed` if nothing is left out."""

    wholes: tuple[Figure, ...]
    sums: tuple[Decimal, ...]
    parts: tuple[Part, ...]
    closed: bool
    clause: Clause


def enumerations(sentence: Sentence) -> Iterator[Enumeration]:
    """The enumerations of one sentence, nested ones by themselves."""
    for at, clause in enumerate(sentence.clauses):
        found = sums_pattern("parts", "marker").search(clause.text)
        if found:
            yield from _from(sentence, at, found.start(), found[0])


def _from(sentence: Sentence, at: int, start: int, marker: str) -> Iterator[Enumeration]:
    clause = sentence.clauses[at]
    wholes = _wholes(sentence.clauses, at, start)
    if not wholes:
        return
    unit = wholes[0][1].unit
    parts = tuple(_parts(sentence.clauses, at, start + len(marker), unit))
    wholes = [(where, figure) for where, figure in wholes if figure.unit == unit]
    if not parts or any(figure.rough for _, figure in wholes) or any(part.figure.rough for part in parts):
        return
    colon = at + 1 < len(sentence.clauses) and sentence.clauses[at + 1].mark == "："
    saying = sentence.clauses[wholes[0][0]].text
    yield Enumeration(
        tuple(figure for _, figure in wholes), tuple(_sums(sentence.clauses, wholes, at)), parts,
        _is_closed(parts, marker, saying, colon=colon), clause,
    )  # fmt: skip


def _wholes(clauses: tuple[Clause, ...], at: int, start: int) -> list[tuple[int, Figure]]:
    """The figures before the marker in the same breath, the nearest first."""
    depth = clauses[at].depth
    found = [(at, figure) for figure in reversed(clauses[at].figures) if figure.end <= start]
    for index in range(at - 1, -1, -1):
        clause = clauses[index]
        if clause.depth > depth:
            continue
        if sums_pattern("parts", "marker").search(clause.text) and found:
            break
        found += [(index, figure) for figure in reversed(clause.figures)]
        if clause.mark == "；" or (clauses[at].mark == "（" and found):
            break
    return found


def _sums(clauses: tuple[Clause, ...], wholes: list[tuple[int, Figure]], at: int) -> Iterator[Decimal]:
    """Wholes joined by «、» or «和» may be meant together; so may new ones and those carried over."""
    total = Decimal(0)
    for place, (index, figure) in enumerate(wholes):
        total += figure.value
        if place:
            later = clauses[wholes[place - 1][0]]
            carried = any("结转" in clause.text for clause in clauses[index:at])
            if later.mark not in _JOINTS and not carried:
                return
            yield total


def _parts(clauses: tuple[Clause, ...], at: int, start: int, unit: str) -> Iterator[Part]:
    depth = clauses[at].depth
    marks: set[str] = set()
    for index in range(at, len(clauses)):
        clause = clauses[index]
        if clause.depth < depth or (clause.mark == "；" and marks & set("，、")):
            return
        figures = [figure for figure in clause.figures if index > at or figure.start >= start]
        if clause.depth > depth or (not figures and (index == at or clause.percentages or not clause.text)):
            continue
        label = clause.text[start if index == at else 0 : figures[0].start] if figures else ""
        ends = len(figures) != 1 or figures[0].unit != unit
        if ends or (index > at and _ends_list(clause, label)):
            return
        if marks or index > at:
            marks.add(clause.mark)
        yield Part(label, figures[0], clause.mark)


def _ends_list(clause: Clause, label: str) -> bool:
    return bool(
        sums_pattern("parts", "stop").search(label) or sums_pattern("parts", "marker").search(clause.text)
    )


def _is_closed(parts: tuple[Part, ...], marker: str, saying: str, *, colon: bool) -> bool:
    if len(parts) < 2 or marker == "含":
        return False
    labels = [part.label for part in parts]
    if marker.startswith("分别") or any(sums_pattern("parts", "rest").search(label) for label in labels):
        return True
    if colon and len(parts) >= 3 and sums_pattern("parts", "whole").search(saying):
        return True
    pairs: list[list[str]] = read_words("sums.toml")["parts"]["pairs"]
    return any(all(any(pattern(words, None).search(x) for x in labels) for words in pair) for pair in pairs)


def kinds_in(parts: tuple[Part, ...]) -> int:
    """How many different classifications the parts are taken from."""
    kinds: list[str] = read_words("sums.toml")["parts"]["kinds"]
    return sum(any(pattern(words, None).search(part.label) for part in parts) for words in kinds)
