"""Checks that a figure the text gives twice is the same both times."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from re import Pattern
from typing import NamedTuple

from gongkai.reports.checks.prose.clauses import Clause, Sentence
from gongkai.reports.checks.prose.conclusions import Conclusion, written
from gongkai.reports.checks.prose.numbers import Figure
from gongkai.reports.checks.prose.organs import without_organ
from gongkai.reports.checks.prose.quoting import Quote, quotable
from gongkai.reports.checks.prose.wordlists import pattern, read_words, sums_pattern
from gongkai.reports.report import ReadReport
from gongkai.reports.verdicts import Result

CHECK = "prose_repeat"
_GROUP = "repeats"
_FORMULA = "同一件事前后的数字相同"
_HOLDS = "“{one}”与“{other}”，两处的数相同。"
_DIFFERS = "“{one}”与“{other}”，说的像是同一件事，数却不同，请核对。"
_PLACES = "{one}；{other}"
_OTHER = "statement"
_MOST_KINDS = 2
_NAME = re.compile('[“"]([^”"]+)[”"]')


class Said(NamedTuple):
    """A figure of the text under what it is said to be."""

    figure: Figure
    clause: Clause
    paragraph: int

    @property
    def name(self) -> str:
        """What the clause puts in quotation marks before the figure: the name of an account."""
        found = _NAME.search(self.clause.text[: self.figure.start])
        return found[1] if found else ""

    def may_be(self, other: Said) -> bool:
        """Whether both may speak of the same account."""
        return not self.name or not other.name or self.name == other.name


def repeats(
    sentences: Iterable[Sentence], quotes: Iterable[Quote], report: ReadReport
) -> Iterator[Conclusion]:
    """What comes of every figure that is given again in another paragraph."""
    taken = {(id(quote.clause), quote.figure.start) for quote in quotes}
    said: dict[tuple[str, str, str], list[Said]] = defaultdict(list)
    for sentence in sentences:
        for clause in sentence.clauses:
            for figure in clause.figures:
                key = _key(clause, figure, report)
                if key and (id(clause), figure.start) not in taken:
                    said[key].append(Said(figure, clause, sentence.paragraph))
    for (kind, _, _), places in said.items():
        yield from _compare(kind, places)


def _compare(kind: str, places: list[Said]) -> Iterator[Conclusion]:
    first = places[0]
    others = [each for each in places[1:] if each.paragraph != first.paragraph and each.may_be(first)]
    # A form of words that comes with ever new numbers is a list of different things.
    if len({each.figure.value for each in places}) > _MOST_KINDS or len(others) != len(places) - 1:
        return
    for other in others:
        agree = first.figure.value == other.figure.value
        yield Conclusion(
            CHECK, kind, Result.PASS if agree else Result.UNCERTAIN,
            (_HOLDS if agree else _DIFFERS).format(one=first.clause.text, other=other.clause.text),
            left=written(first.figure.value), right=written(other.figure.value),
            where=_PLACES.format(one=first.clause.where, other=other.clause.where), formula=_FORMULA,
            slight=kind == _OTHER,
        )  # fmt: skip


def _key(clause: Clause, figure: Figure, report: ReadReport) -> tuple[str, str, str] | None:
    """What the figure is said to be; None if two such sayings cannot be held to be the same."""
    if not quotable(clause, figure) or clause.among or clause.depth:
        return None
    before = without_organ(clause.before(figure), report.organ)
    if sums_pattern(_GROUP, "without").search(before):
        return None
    said = sums_pattern(_GROUP, "strip", report.year).sub("", before)
    context = f"{said}#{clause.after(figure)}"
    for code, words in _subjects():
        if words.search(context):
            return code, "", figure.unit
    if len(said) < read_words("sums.toml")[_GROUP]["shortest"]:
        return None
    return _OTHER, f"{said}#{clause.after(figure)}", figure.unit


@cache
def _subjects() -> tuple[tuple[str, Pattern[str]], ...]:
    rows = read_words("sums.toml")[_GROUP]["subject"]
    return tuple((row["code"], pattern(row["words"], None)) for row in rows)
