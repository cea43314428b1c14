"""Checks what the text says of the information processing fee against itself: no table has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from gongkai.reports.checks.prose.clauses import Clause, Sentence
from gongkai.reports.checks.prose.conclusions import Conclusion, written
from gongkai.reports.checks.prose.numbers import Figure
from gongkai.reports.checks.prose.sentences import standing_before
from gongkai.reports.checks.prose.wordlists import sums_pattern
from gongkai.reports.verdicts import Result

CHECK = "prose_contradiction"
_GROUP = "contradictions"
_KIND = "processing_fee"
_FORMULA = "各处所说的信息处理费一致"
_DIFFERS = "信息处理费前后说法不一：{one}，{other}，请核对。"
_HOLDS = "信息处理费前后说法一致：{one}。"
_SAID = "“{text}”"
_PLACES = "{one}；{other}"
_MONEY = "元"


class Said(NamedTuple):
    """One statement on the fee: the amount in 元, zero for «未收取»."""

    amount: Decimal
    text: str
    where: str


def fees(sentences: Iterable[Sentence]) -> Iterator[Conclusion]:
    """Whether all statements on the fee of the year give the same amount."""
    said = [each for sentence in sentences for each in _statements(sentence)]
    for other in said[1:]:
        first = said[0]
        agree = other.amount == first.amount
        sentence = _HOLDS if agree else _DIFFERS
        one, two = _SAID.format(text=first.text), _SAID.format(text=other.text)
        yield Conclusion(
            CHECK, _KIND, Result.PASS if agree else Result.UNCERTAIN, sentence.format(one=one, other=two),
            left=written(first.amount), right=written(other.amount),
            where=_PLACES.format(one=first.where, other=other.where), formula=_FORMULA,
        )  # fmt: skip


def _statements(sentence: Sentence) -> Iterator[Said]:
    """That none was collected, and the first amount of a sentence: later ones are parts of it."""
    if not sums_pattern(_GROUP, "fee_context").search(sentence.text):
        return
    for clause in sentence.clauses:
        if clause.own and not clause.among and not clause.figures and _says_none(clause):
            yield Said(Decimal(0), clause.text, clause.where)
            break
    for clause in sentence.clauses:
        amount = next((figure for figure in clause.figures if _is_amount(clause, figure)), None)
        if amount is not None:
            if sums_pattern(_GROUP, "fee_amount").search(sentence.text):
                yield Said(amount.value, clause.text, clause.where)
            break


def _says_none(clause: Clause) -> bool:
    if sums_pattern(_GROUP, "fee_without").search(clause.text):
        return False
    return bool(sums_pattern(_GROUP, "no_fee").search(clause.text))


def _is_amount(clause: Clause, figure: Figure) -> bool:
    if figure.unit != _MONEY or figure.rough or clause.among or not clause.own:
        return False
    return standing_before(clause, figure)
