"""Recognises which figures of the text quote a figure of the tables, and which one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongkai.reports.checks.prose.clauses import Clause, Sentence, Topic
from gongkai.reports.checks.prose.numbers import Figure
from gongkai.reports.checks.prose.organs import without_organ
from gongkai.reports.checks.prose.rules import Rule, count_rules
from gongkai.reports.checks.prose.sentences import standing_before
from gongkai.reports.report import ReadReport

COUNT_UNITS = frozenset("件条份宗起例项个封次部") | {"件次"}
_CARRIED_OVER = "结转"
_PLACE = "#"


@dataclass(frozen=True, slots=True)
class Quote:
    """A figure of the text and what it is said to be. `loose_too` where the text says that more is in it."""

    kind: str
    label: str
    figure: Figure
    clause: Clause
    paragraph: int
    accept: tuple[str, ...]
    loose: tuple[str, ...] = ()
    weak: bool = False

    @property
    def said(self) -> str:
        """The clause as it stands."""
        return self.clause.text


def quotable(clause: Clause, figure: Figure) -> bool:
    """Whether the figure may be one of the tables: exact, of the whole year and organ, no difference."""
    return clause.own and not figure.rough and standing_before(clause, figure)


def context_of(clauses: tuple[Clause, ...], at: int, figure: Figure, organ: str) -> str:
    """What stands around a figure, the figure written as «#»."""
    clause = clauses[at]
    before, after = clause.before(figure), clause.after(figure)
    if not before and not after and at and clause.mark == "：" and not clauses[at - 1].figures:
        before = clauses[at - 1].text
    return without_organ(before, organ) + _PLACE + without_organ(after, organ)


def quotes(sentences: Iterable[Sentence], report: ReadReport) -> Iterator[Quote]:
    """Every figure that quotes tables 2 or 3."""
    rules = count_rules(report.year)
    for sentence in sentences:
        yield from _in_sentence(sentence, rules, report.organ)


def _in_sentence(sentence: Sentence, rules: tuple[Rule, ...], organ: str) -> Iterator[Quote]:
    last = under = ""
    among = False
    for at, clause in enumerate(sentence.clauses):
        if clause.among and not among:
            under = last
        among = clause.among
        for figure in clause.figures:
            if not quotable(clause, figure):
                continue
            rule = _rule(rules, sentence.clauses, at, figure, under if among else last, organ)
            if rule is None:
                last = "" if not among else last
                continue
            last = rule.code
            yield _quote(rule, figure, clause, sentence)


def _rule(
    rules: tuple[Rule, ...], clauses: tuple[Clause, ...], at: int, figure: Figure, under: str, organ: str
) -> Rule | None:
    clause = clauses[at]
    if figure.unit not in (COUNT_UNITS if clause.topic is Topic.APPLICATIONS else COUNT_UNITS | {"元"}):
        return None
    context = context_of(clauses, at, figure, organ)
    return next((rule for rule in rules if rule.fits(context, clause.topic, under, among=clause.among)), None)


def _quote(rule: Rule, figure: Figure, clause: Clause, sentence: Sentence) -> Quote:
    accept, loose = rule.accept, rule.loose
    if loose and _CARRIED_OVER in sentence.text:
        accept, loose = (*accept, *loose), ()
    return Quote(rule.code, rule.label, figure, clause, sentence.paragraph, accept, loose, rule.weak)
