"""Recognises which figures of the text quote a figure of the tables, and which one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from gongkai.reports.checks.prose.asides import COUNT_UNITS, Aside, beside
from gongkai.reports.checks.prose.clauses import Clause, Sentence, Topic
from gongkai.reports.checks.prose.numbers import Figure
from gongkai.reports.checks.prose.organs import without_organ
from gongkai.reports.checks.prose.rules import Rule, anchors, rules_on
from gongkai.reports.checks.prose.sentences import standing_before
from gongkai.reports.checks.prose.terms import rule_by_term
from gongkai.reports.checks.prose.wordlists import scope_pattern, sums_pattern
from gongkai.reports.report import ReadReport

_PLACE = "#"
_CARRIED = "carried_in"
_HANDLED = "handled"


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
    for _, group in groupby(sentences, key=lambda sentence: sentence.paragraph):
        quoting = _Quoting(report)
        for sentence in group:
            yield from quoting.read(sentence)


class _Quoting:
    """Goes through one paragraph, knowing what the figures before were."""

    def __init__(self, report: ReadReport) -> None:
        self._report = report
        self._last = ""
        self._aside: Aside | None = None
        self._latest: Figure | None = None

    def read(self, sentence: Sentence) -> Iterator[Quote]:
        """The quotes of one sentence."""
        if _is_about_documents(sentence.text):
            return
        under = self._last
        among = False
        self._aside, self._latest = None, None
        included = bool(sums_pattern("carried", "included").search(sentence.text))
        for at, clause in enumerate(sentence.clauses):
            if clause.among and not among:
                under = self._last
                self._aside = self._aside or self._carried()
            among = clause.among
            self._last = _named(clause) or self._last
            for figure in clause.figures:
                if quotable(clause, figure):
                    known = under if among else self._last
                    rule = self._rule(sentence, at, figure, known)
                    self._aside = beside(self._aside, rule, clause, figure)
                    self._remember(rule, among=among)
                    self._latest = figure
                    if rule is not None:
                        narrow = self._aside is not None and self._aside.may_hold(rule.code, figure)
                        yield _quote(
                            rule, known, figure, clause, sentence, included=included, weak=rule.weak or narrow
                        )

    def _carried(self) -> Aside | None:
        """«上年结转2件，其中予以公开1件» may tell of those two alone."""
        is_carried = self._last == _CARRIED and self._latest is not None
        return Aside(self._latest) if is_carried and self._latest else None

    def _remember(self, rule: Rule | None, *, among: bool) -> None:
        """What the next figure may be a part of; the kinds of applicants are parts themselves."""
        if rule is not None and not rule.applicants:
            self._last = rule.code
        elif rule is None and not among:
            self._last = ""

    def _rule(self, sentence: Sentence, at: int, figure: Figure, under: str) -> Rule | None:
        clause = sentence.clauses[at]
        units = COUNT_UNITS if clause.topic is Topic.APPLICATIONS else COUNT_UNITS | {"元"}
        if figure.unit not in units:
            return None
        context = context_of(sentence.clauses, at, figure, self._report.organ)
        fitting = (
            rule
            for rule in rules_on(clause.topic, self._report.year)
            if rule.fits(context, under, among=clause.among)
        )
        rule = next(fitting, None)
        if (rule is None or rule.weak) and clause.topic is Topic.APPLICATIONS:
            known = rule is None and self._aside is None
            rule = rule_by_term(sentence, clause, figure, self._report, under, known=known) or rule
        return rule


def _is_about_documents(text: str) -> bool:
    """Whether a sentence tells which of the organ's own papers are open, and not how requests ended."""
    is_found = scope_pattern("scope", "documents").search(text)
    return bool(is_found) and not scope_pattern("scope", "requests").search(text)


def _named(clause: Clause) -> str:
    """The kind of figure a clause announces before it gives any."""
    text = clause.text[: clause.figures[0].start] if clause.figures else clause.text
    return next((kind for kind, words in anchors().items() if words.search(text)), "")


def _quote(
    rule: Rule, under: str, figure: Figure, clause: Clause, sentence: Sentence, *, included: bool, weak: bool
) -> Quote:
    # What was handled is split into applicants only by «其中»; else the sentence may be back at what came in.
    accept = rule.accept if under == _HANDLED and not clause.among else rule.accepted(under)
    loose = rule.loose
    if loose and included:
        accept, loose = (*accept, *loose), ()
    return Quote(rule.code, rule.label, figure, clause, sentence.paragraph, accept, loose, weak)
