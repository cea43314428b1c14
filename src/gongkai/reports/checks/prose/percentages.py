"""Checks percentages whose numbers stand in the same sentence: rates, growth, shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from gongkai.reports.checks.prose.clauses import Clause, Sentence, Topic
from gongkai.reports.checks.prose.conclusions import Conclusion, written
from gongkai.reports.checks.prose.enumerations import REACH, enumerations
from gongkai.reports.checks.prose.formulas import formula
from gongkai.reports.checks.prose.growth import growth
from gongkai.reports.checks.prose.numbers import Figure
from gongkai.reports.checks.prose.proposals import Handled, handled_in
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
_CARRIED = "结转"
_SHARE = "占"


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


def percentages(
    sentences: Iterable[Sentence], report: ReadReport, previous: ReadReport | None = None
) -> Iterator[Conclusion]:
    """What comes of every percentage that can be recomputed."""
    for _, group in groupby(sentences, key=lambda sentence: sentence.paragraph):
        paragraph = _Paragraph(tuple(group))
        for sentence in paragraph.sentences:
            for at, clause in enumerate(sentence.clauses):
                for percent in clause.percentages:
                    yield from _settle(_Stand(paragraph, sentence, at, percent), report, previous)


class _Paragraph:
    """A paragraph, and what its percentages may refer to, worked out once."""

    def __init__(self, sentences: tuple[Sentence, ...]) -> None:
        self.sentences = sentences

    @cached_property
    def handled(self) -> Handled:
        """What it says of suggestions and motions."""
        return handled_in(self.sentences)

    @cached_property
    def named(self) -> tuple[tuple[str, Fraction], ...]:
        """The parts it names with their shares."""
        return tuple(
            (part.label, Fraction(part.figure.value, each.wholes[0].value))
            for sentence in self.sentences
            for each in enumerations(sentence)
            for part in each.parts
            if len(part.label) > 1
        )


class _Stand(NamedTuple):
    """Where a percentage stands."""

    paragraph: _Paragraph
    sentence: Sentence
    at: int
    percent: Figure

    @property
    def clause(self) -> Clause:
        """Its clause."""
        return self.sentence.clauses[self.at]

    @property
    def before(self) -> str:
        """What stands between it and the figure before it."""
        return self.clause.text[_start(self.clause, self.percent) : self.percent.start]


def _settle(stand: _Stand, report: ReadReport, previous: ReadReport | None) -> Iterator[Conclusion]:
    if sums_pattern("rates", "words").search(stand.before):
        timely = bool(sums_pattern("rates", "timely").search(stand.before))
        yield from _conclude("rate", stand, list(_rates(stand)), lenient=timely)
    elif sums_pattern("share", "words").search(stand.before):
        rough = bool(sums_pattern("share", "rough").search(stand.before[-6:]))
        fractions, certain = _shares(stand, report)
        yield from _conclude("share", stand, fractions, lenient=rough or not certain)
    else:
        found = growth(stand.sentence, stand.at, stand.percent, previous)
        yield from _conclude("growth", stand, [Fraction(*each) for each in found])


def _start(clause: Clause, percent: Figure) -> int:
    ends = [other.end for other in (*clause.figures, *clause.percentages) if other.end <= percent.start]
    return max(ends, default=0)


def _conclude(
    kind: str, stand: _Stand, fractions: list[Fraction], *, lenient: bool = False
) -> Iterator[Conclusion]:
    known = [fraction for fraction in fractions if fraction.whole]
    percent = stand.percent
    holding = [fraction for fraction in known if abs(fraction.percent - percent.value) < percent.step]
    if not known or (not holding and lenient):
        return
    shown = (holding or known)[0]
    yield Conclusion(
        CHECK, kind, Result.PASS if holding else Result.UNCERTAIN,
        (_HOLDS if holding else _DIFFERS).format(said=stand.clause.text, fraction=shown.told),
        left=percent.text, right=shown.told, where=stand.clause.where, formula=_FORMULA,
    )  # fmt: skip


def _rates(stand: _Stand) -> Iterator[Fraction]:
    """What was handled of what came in, both named before the rate, each once."""
    if stand.clause.topic is Topic.PROPOSALS:
        yield from _reply_rates(stand.paragraph.handled)
        return
    wholes, parts = [], []
    for clause in stand.sentence.clauses[max(0, stand.at - REACH) : stand.at + 1]:
        for figure in clause.figures:
            said = clause.before(figure) + clause.after(figure)
            if figure.rough or not clause.own:
                continue
            if sums_pattern("rates", "part").search(said):
                parts.append(figure)
            elif sums_pattern("rates", "whole").search(said) and not clause.among:
                wholes.append(figure)
    if len(parts) != 1 or len(wholes) != 1 or _CARRIED in stand.sentence.text:
        return
    if parts[0].unit == wholes[0].unit:
        yield Fraction(parts[0].value, wholes[0].value)


def _reply_rates(handled: Handled) -> Iterator[Fraction]:
    done = [figure.value for figure in handled.done]
    graded = sum((figure.value for figure in handled.grades), Decimal(0))
    for total in handled.totals:
        if len(done) == 1 and done[0] <= max(handled.totals):
            yield Fraction(done[0], total)
        elif not done and (handled.all_done or graded == total):
            yield Fraction(total, total)


def _shares(stand: _Stand, report: ReadReport) -> tuple[list[Fraction], bool]:
    """The shares that may be meant, and whether one of them must be."""
    found = _figures_before(stand)
    if not found or found[0][0] < stand.at - 1 or not _follows(stand, found[0][0]):
        named = list(_named_shares(stand))
        return named, len(named) == 1
    index, part = found[0]
    clause = stand.sentence.clauses[index]
    wholes = [other.value for _, other in found[1:] if other.unit == part.unit and other.value >= part.value]
    certain = clause.among and bool(wholes)
    if clause.topic is Topic.APPLICATIONS and clause.own:
        sums = [formula(text, report.form_code) for text in _CELLS]
        wholes += [value for sum_ in sums if sum_ and (value := sum_.value(report))]
    return [Fraction(part.value, whole) for whole in wholes], certain and not part.rough


def _follows(stand: _Stand, index: int) -> bool:
    return index == stand.at or stand.clause.text.startswith(_SHARE)


def _named_shares(stand: _Stand) -> Iterator[Fraction]:
    """«占比最大的是业务动态，占52%»: the part of that name in an enumeration of the paragraph."""
    if stand.at == 0 or not stand.clause.text.startswith(_SHARE):
        return
    saying = stand.sentence.clauses[stand.at - 1].text
    for label, fraction in stand.paragraph.named:
        if saying.endswith(label):
            yield fraction


def _figures_before(stand: _Stand) -> list[tuple[int, Figure]]:
    """The figures before the percentage, the nearest first."""
    found = [
        (stand.at, figure) for figure in reversed(stand.clause.figures) if figure.end <= stand.percent.start
    ]
    for index in range(stand.at - 1, max(-1, stand.at - REACH), -1):
        found += [(index, figure) for figure in reversed(stand.sentence.clauses[index].figures)]
    return found
