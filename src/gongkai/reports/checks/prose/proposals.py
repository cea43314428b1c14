"""Checks the figures on suggestions and motions: both kinds, their grades, and the rate of replies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from gongkai.reports.checks.prose.clauses import Clause, Sentence, Topic
from gongkai.reports.checks.prose.conclusions import Conclusion, written
from gongkai.reports.checks.prose.numbers import Figure
from gongkai.reports.checks.prose.wordlists import sums_pattern
from gongkai.reports.verdicts import Result

CHECK = "prose_sum"
_GROUP = "proposals"
_FORMULA = "各类办理结果之和等于建议提案总数"
_BOTH = "建议与提案之和等于总数"
_HOLDS = "建议提案{total}件，{parts}，相符。"
_DIFFERS = "建议提案{total}件，{parts}，请核对。"
_GRADES = "办理结果分类合计{sum_}件"
_KINDS = "建议与提案合计{sum_}件"


@dataclass(slots=True)
class Handled:
    """What a paragraph says of suggestions and motions."""

    both: list[Figure] = field(default_factory=list)
    suggestions: list[Figure] = field(default_factory=list)
    motions: list[Figure] = field(default_factory=list)
    grades: list[Figure] = field(default_factory=list)
    done: list[Figure] = field(default_factory=list)
    all_done: bool = False
    open_list: bool = False
    clause: Clause | None = None

    @property
    def totals(self) -> tuple[Decimal, ...]:
        """The numbers that may be meant as all of them, the likeliest first."""
        members = (*self.suggestions, *self.motions)
        added = sum((figure.value for figure in members), Decimal(0))
        wholes = [figure.value for figure in self.both]
        return tuple(dict.fromkeys((*wholes[:1], *([added] if members else []), *wholes[1:])))


def proposals(sentences: Iterable[Sentence]) -> Iterator[Conclusion]:
    """What comes of every paragraph on suggestions and motions."""
    for _, group in groupby(sentences, key=lambda sentence: sentence.paragraph):
        handled = handled_in(group)
        yield from _both(handled)
        yield from _graded(handled)


def handled_in(sentences: Iterable[Sentence]) -> Handled:
    """What some sentences say of suggestions and motions in the reported year."""
    handled = Handled()
    for sentence in sentences:
        for clause in sentence.clauses:
            if clause.topic is Topic.PROPOSALS and clause.own:
                _take(handled, clause)
    return handled


def _take(handled: Handled, clause: Clause) -> None:
    if sums_pattern(_GROUP, "all_done").search(clause.text):
        handled.all_done = True
    for figure in clause.figures:
        before, after = clause.before(figure), clause.after(figure)
        said = f"{before}#{after}"
        if figure.unit not in ("件", "条", "份", "项") or figure.rough:
            continue
        if sums_pattern(_GROUP, "without").search(said):
            continue
        named = before if clause.text[: figure.start].endswith(before) and before else said
        _sort(handled, clause, figure, named if _names(named) else said)


def _sort(handled: Handled, clause: Clause, figure: Figure, said: str) -> None:
    suggestion = sums_pattern(_GROUP, "suggestion").search(said)
    motion = sums_pattern(_GROUP, "motion").search(said)
    if sums_pattern(_GROUP, "grade").search(said):
        handled.grades.append(figure)
        handled.open_list = handled.open_list or "其中" in clause.text
        handled.clause = clause
    elif sums_pattern(_GROUP, "done").search(clause.before(figure) if suggestion or motion else said):
        handled.done.append(figure)
    elif suggestion and motion:
        handled.both.append(figure)
    elif suggestion:
        handled.suggestions.append(figure)
    elif motion:
        handled.motions.append(figure)
    handled.clause = handled.clause or clause


def _names(text: str) -> bool:
    return any(sums_pattern(_GROUP, name).search(text) for name in ("suggestion", "motion", "grade", "done"))


def _graded(handled: Handled) -> Iterator[Conclusion]:
    if not handled.grades or not handled.totals or handled.clause is None:
        return
    total = sum((figure.value for figure in handled.grades), Decimal(0))
    parts = _GRADES.format(sum_=written(total))
    may_be_fewer = handled.open_list and len(handled.grades) == 1
    if total in handled.totals:
        yield _conclude("grades", Result.PASS, _HOLDS, handled, parts, total, _FORMULA)
    elif total > max(handled.totals) or not may_be_fewer:
        yield _conclude("grades", Result.UNCERTAIN, _DIFFERS, handled, parts, total, _FORMULA)


def _both(handled: Handled) -> Iterator[Conclusion]:
    if not (len(handled.both) == len(handled.suggestions) == len(handled.motions) == 1):
        return
    total = handled.suggestions[0].value + handled.motions[0].value
    parts = _KINDS.format(sum_=written(total))
    if total == handled.both[0].value:
        yield _conclude("proposals", Result.PASS, _HOLDS, handled, parts, total, _BOTH)
    else:
        yield _conclude("proposals", Result.UNCERTAIN, _DIFFERS, handled, parts, total, _BOTH)


def _conclude(
    kind: str, result: Result, sentence: str, handled: Handled, parts: str, total: Decimal, formula: str
) -> Conclusion:
    whole = written(total if total in handled.totals and result is Result.PASS else handled.totals[0])
    return Conclusion(
        CHECK, kind, result, sentence.format(total=whole, parts=parts), left=whole,
        right=written(total), where=handled.clause.where if handled.clause else "", formula=formula,
    )  # fmt: skip
