"""Recognises the figures of the text that quote table 4: reviews, lawsuits and their results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.law.report_form import TABLE4
from gongkai.reports.checks.prose.asides import COUNT_UNITS
from gongkai.reports.checks.prose.clauses import Clause, Sentence, Topic
from gongkai.reports.checks.prose.numbers import Figure
from gongkai.reports.checks.prose.quoting import Quote, context_of, quotable
from gongkai.reports.checks.prose.rules import Remedy, remedies, remedy_results, remedy_words
from gongkai.reports.report import ReadReport

_TOTAL = "total"
_LABEL = "{remedy}中{result}的"
_KIND = "{remedy}.{result}"


def remedy_quotes(sentences: Iterable[Sentence], report: ReadReport) -> Iterator[Quote]:
    """Every figure that quotes table 4."""
    for sentence in sentences:
        yield from _in_sentence(sentence, report)


def _in_sentence(sentence: Sentence, report: ReadReport) -> Iterator[Quote]:
    last: Remedy | None = None
    about = bool(remedy_words("disclosure").search(sentence.text))
    for at, clause in enumerate(sentence.clauses):
        if clause.topic is not Topic.REMEDIES:
            continue
        for figure in clause.figures:
            if figure.unit not in COUNT_UNITS or not quotable(clause, figure):
                continue
            context = context_of(sentence.clauses, at, figure, report.organ)
            remedy = next((each for each in remedies() if each.words.search(context)), None)
            quote = _quote(context, remedy, last, figure, clause, sentence.paragraph, about=about)
            last = remedy or last
            if quote is not None:
                yield quote


def _quote(
    context: str, named: Remedy | None, last: Remedy | None, figure: Figure, clause: Clause,
    paragraph: int, *, about: bool,
) -> Quote | None:  # fmt: skip
    remedy = named or last
    if remedy is None or remedy_words("without").search(context):
        return None
    result = next(((code, label) for code, label, words in remedy_results() if words.search(context)), None)
    if result is None and (named is None or (clause.among and named is last)):
        return None
    code, label = result or (_TOTAL, "")
    # An organ that hears reviews itself speaks of other cases too, unless the sentence says which.
    weak = not clause.disclosure or (bool(remedy_words("weak").search(context)) and not about)
    if result is not None and remedy.code == "remedies":
        weak = True
    return Quote(
        kind=_KIND.format(remedy=remedy.code, result=code),
        label=_LABEL.format(remedy=remedy.label, result=label) if result else remedy.label,
        figure=figure, clause=clause, paragraph=paragraph,
        accept=tuple(_sum(group, code) for group in remedy.groups), weak=weak,
    )  # fmt: skip


def _sum(groups: tuple[str, ...], column: str) -> str:
    return " + ".join(f"{TABLE4}/{group}/{column}" for group in groups)
