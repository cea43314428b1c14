"""Checks percentages whose numbers stand in the same sentence: rates, growth, shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from gongkai.reports.checks.prose.clauses import Clause, Sentence, Topic
from gongkai.reports.checks.prose.conclusions import Conclusion, written
from gongkai.reports.checks.prose.formulas import formula
from gongkai.reports.checks.prose.growth import growth
from gongkai.reports.checks.prose.numbers import Figure
from gongkai.reports.checks.prose.proposals import handled_in
from gongkai.reports.checks.prose.wordlists import sums_pattern
from gongkai.reports.report import ReadReport
from gongkai.reports.verdicts import Result

CHECK = "prose_percent"
_FORMULA = "百分比等于文中两数之比"
_HOLDS = "“{said}”，与文中的数相符：{fraction}。"
_DIFFERS = "“{said}”，按文中的数是{fraction}，请核对。"
_FRACTION = "{part}÷{whole}＝{value}%"
_CELLS = (
    "table3/new/total", "table3/new/total + table3/carried_in/total", "table3/r.total/total",
)  # fmt: skip
_HUNDRED = Decimal(100)


class Fraction(NamedTuple):
    """Two numbers of the text, one a part of the other."""

    part: Decimal
    whole: Decimal

    @property
    def percent(self) -> Decimal:
        """The part in percent."""
        return _HUNDRED * self.part / self.whole

    @property
    def told(self) -> str:
        """How it is shown."""
        value = written(self.percent.quantize(Decimal("0.01")))
        return _FRACTION.format(part=written(self.part), whole=written(self.whole), value=value)


def percentages(sentences: Iterable[Sentence], report: ReadReport) -> Iterator[Conclusion]:
    """What comes of every percentage that can be recomputed."""
    for _, group in groupby(sentences, key=lambda sentence: sentence.paragraph):
        paragraph = tuple(group)
        for sentence in paragraph:
            for at, clause in enumerate(sentence.clauses):
                for percent in clause.percentages:
                    yield from _settle(paragraph, sentence, at, percent, report)


def _settle(
    paragraph: tuple[Sentence, ...], sentence: Sentence, at: int, percent: Figure, report: ReadReport
) -> Iterator[Conclusion]:
    clause = sentence.clauses[at]
    before = clause.text[_start(clause, percent) : percent.start]
    if sums_pattern("rates", "words").search(before):
        timely = bool(sums_pattern("rates", "timely").search(before))
        yield from _conclude("rate", clause, percent, list(_rates(paragraph, sentence, at)), lenient=timely)
    elif sums_pattern("share", "words").search(before):
        rough = bool(sums_pattern("share", "rough").search(before[-6:]))
        fractions, certain = _shares(sentence, at, percent, report)
        yield from _conclude("share", clause, percent, fractions, lenient=rough or not certain)
    else:
        yield from _conclude(
            "growth", clause, percent, [Fraction(*each) for each in growth(sentence, at, percent)]
        )


def _start(clause: Clause, percent: Figure) -> int:
    ends = [other.end for other in (*clause.figures, *clause.percentages) if other.end <= percent.start]
    return max(ends, default=0)


def _conclude(
    kind: str, clause: Clause, percent: Figure, fractions: list[Fraction], *, lenient: bool = False
) -> Iterator[Conclusion]:
    known = [fraction for fraction in fractions if fraction.whole]
    holding = [fraction for fraction in known if abs(fraction.percent - percent.value) < percent.step]
    if not known or (not holding and lenient):
        return
    result = Result.PASS if holding else Result.UNCERTAIN
    shown = (holding or known)[0]
    yield Conclusion(
        CHECK, kind, result,
        (_HOLDS if holding else _DIFFERS).format(said=clause.text, fraction=shown.told),
        left=percent.text, right=shown.told, where=clause.where, formula=_FORMULA,
    )  # fmt: skip


def _rates(paragraph: tuple[Sentence, ...], sentence: Sentence, at: int) -> Iterator[Fraction]:
    """What was handled of what came in, both named before the rate, each once."""
    if sentence.clauses[at].topic is Topic.PROPOSALS:
        yield from _reply_rates(paragraph)
        return
    wholes, parts = [], []
    for clause in sentence.clauses[: at + 1]:
        for figure in clause.figures:
            said = clause.before(figure) + clause.after(figure)
            if figure.rough or not clause.own:
                continue
            if sums_pattern("rates", "part").search(said):
                parts.append(figure)
            elif sums_pattern("rates", "whole").search(said) and not clause.among:
                wholes.append(figure)
    if len(parts) == len(wholes) == 1 and parts[0].unit == wholes[0].unit and "结转" not in sentence.text:
        yield Fraction(parts[0].value, wholes[0].value)


def _reply_rates(paragraph: tuple[Sentence, ...]) -> Iterator[Fraction]:
    handled = handled_in(paragraph)
    done = [figure.value for figure in handled.done]
    graded = sum((figure.value for figure in handled.grades), Decimal(0))
    for total in handled.totals:
        if len(done) == 1 and done[0] <= max(handled.totals):
            yield Fraction(done[0], total)
        elif not done and handled.all_done:
            yield Fraction(total, total)
        elif not done and graded and graded == total:
            yield Fraction(graded, total)


def _shares(sentence: Sentence, at: int, percent: Figure, report: ReadReport) -> tuple[list[Fraction], bool]:
    """The shares that may be meant, and whether one of them must be."""
    found = _figures_before(sentence, at, percent)
    if not found or found[0][0] < at - 1:
        return [], False
    index, part = found[0]
    clause = sentence.clauses[index]
    wholes = [other.value for _, other in found[1:] if other.unit == part.unit and other.value >= part.value]
    certain = clause.among and bool(wholes)
    if clause.topic is Topic.APPLICATIONS and clause.own:
        sums = [formula(text, report.form_code) for text in _CELLS]
        wholes += [value for sum_ in sums if sum_ and (value := sum_.value(report))]
    return [Fraction(part.value, whole) for whole in wholes], certain and not part.rough


def _figures_before(sentence: Sentence, at: int, percent: Figure) -> list[tuple[int, Figure]]:
    """The figures before the percentage, the nearest first."""
    found = [(at, figure) for figure in reversed(sentence.clauses[at].figures) if figure.end <= percent.start]
    for index in range(at - 1, -1, -1):
        found += [(index, figure) for figure in reversed(sentence.clauses[index].figures)]
    return found
