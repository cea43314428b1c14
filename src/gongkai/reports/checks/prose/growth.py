"""Finds the two numbers a sentence compares when it says that something grew or fell by a percentage."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gongkai.law.report_form import TABLE3, CellId
from gongkai.reports.checks.prose.clauses import Clause, Sentence, Topic
from gongkai.reports.checks.prose.numbers import Figure
from gongkai.reports.checks.prose.sentences import standing_before
from gongkai.reports.checks.prose.wordlists import sums_pattern
from gongkai.reports.report import ReadReport

_NEW = CellId(TABLE3, "new", "total")


def growth(
    sentence: Sentence, at: int, percent: Figure, before_it: ReadReport | None
) -> Iterator[tuple[Decimal, Decimal]]:
    """The change and the earlier number it is measured by; nothing where neither can be told.

    The earlier number of applications is in the report on the year before, if that is at hand.
    """
    clause = sentence.clauses[at]
    before = clause.text[: percent.start]
    sign = 1 if sums_pattern("growth", "up").search(before) else 0
    sign = -1 if sums_pattern("growth", "down").search(before) else sign
    if not sign or percent.value == 0:
        return
    current, previous, change = _numbers(sentence.clauses, at, percent)
    bracketed = None if previous else _bracketed(sentence.clauses, at)
    if bracketed and change and bracketed.unit == change.unit and not (bracketed.rough or change.rough):
        yield change.value, bracketed.value
        return
    previous = previous or bracketed
    if current is None or current.rough:
        return
    if previous is not None and previous.unit == current.unit and not previous.rough:
        yield sign * (current.value - previous.value), previous.value
    elif change is not None and change.unit == current.unit and not change.rough:
        yield change.value, current.value - sign * change.value
    elif (
        before_it is not None and previous is None and change is None and _is_received(sentence, at, current)
    ):
        earlier = before_it.value(_NEW)
        if earlier is not None:
            yield sign * (current.value - earlier), Decimal(earlier)


def _bracketed(clauses: tuple[Clause, ...], at: int) -> Figure | None:
    """The earlier number in brackets behind its year: «比2022年（131条）增加23条»."""
    for index in range(at, 0, -1):
        clause, before = clauses[index], clauses[index - 1]
        if clause.mark != "（" or before.depth != clauses[at].depth or len(clause.figures) != 1:
            continue
        figure = clause.figures[0]
        is_alone = figure.start == 0 and figure.end == len(clause.text)
        if is_alone and sums_pattern("growth", "earlier").search(before.text):
            return figure
    return None


def _is_received(sentence: Sentence, at: int, current: Figure) -> bool:
    """Whether the number just before the percentage is that of the applications received."""
    clause = next((c for c in reversed(sentence.clauses[: at + 1]) if current in c.figures), None)
    if clause is None or clause.topic is not Topic.APPLICATIONS or clause.among:
        return False
    return bool(sums_pattern("growth", "received").search(clause.text))


def _numbers(
    clauses: tuple[Clause, ...], at: int, percent: Figure
) -> tuple[Figure | None, Figure | None, Figure | None]:
    """The present number, the earlier one and the difference, looked for backwards from the percentage."""
    current = previous = change = None
    for index in range(at, -1, -1):
        clause = clauses[index]
        if clause.depth > clauses[at].depth:
            continue
        for figure in reversed(clause.figures):
            if index == at and figure.start >= percent.start:
                continue
            said = clause.text[: figure.start]
            if not standing_before(clause, figure):
                if sums_pattern("growth", "difference").search(said):
                    change = change or figure
                elif sums_pattern("growth", "previous").search(said):
                    previous = previous or figure
            elif not clause.own:
                previous = previous or figure
            elif clause.own and current is None:
                current = figure
        if index < at and current is not None and (previous or change):
            break
        if clause.percentages and index < at:
            break
    return current, previous, change
