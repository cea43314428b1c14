"""Checks statements without a figure («未收到申请», «均已办结», «未发生行政诉讼») against the tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from gongkai.law.report_form import TABLE3, TABLE4, CellId
from gongkai.reports.checks.prose.clauses import Clause, Sentence, Topic
from gongkai.reports.checks.prose.conclusions import Conclusion, written
from gongkai.reports.checks.prose.quoting import Quote
from gongkai.reports.checks.prose.wordlists import sums_pattern
from gongkai.reports.report import ReadReport
from gongkai.reports.verdicts import Result

CHECK = "prose_contradiction"
_GROUP = "contradictions"
_TOTAL = "total"
_FORMULA = "正文的说法与统计表不矛盾"
_HOLDS = "正文“{said}”，统计表中{label}为0，相符。"
_DIFFERS = "正文“{said}”，统计表中{label}为{number}，请核对。"
_QUOTED = "正文“{said}”，而正文另一处“{other}”，请核对。"
_UNKNOWN = "正文“{said}”，统计表中缺少{label}的数，无法核对。"
_PLACES = "{text}；{cells}"
_LABELS = {
    "none_received": "新收的申请", "all_done": "结转下年的申请", "no_carry_in": "上年结转的申请",
    "no_carry_out": "结转下年的申请", "review": "行政复议案件", "lawsuit": "行政诉讼案件",
    "full_rate": "结转下年的申请",
}  # fmt: skip
_ROWS = {
    "none_received": ((TABLE3, "new"),), "all_done": ((TABLE3, "carried_out"),),
    "no_carry_in": ((TABLE3, "carried_in"),), "no_carry_out": ((TABLE3, "carried_out"),),
    "review": ((TABLE4, "review"),), "lawsuit": ((TABLE4, "direct"), (TABLE4, "after_review")),
    "full_rate": ((TABLE3, "carried_out"),),
}  # fmt: skip
_QUOTE_KINDS = {"all_done": "carried_out", "no_carry_out": "carried_out", "full_rate": "carried_out"}
_FULL = 100


class Claim(NamedTuple):
    """A statement that some number is zero."""

    kind: str
    said: str
    where: str


def contradictions(
    sentences: Iterable[Sentence], quotes: Iterable[Quote], report: ReadReport
) -> Iterator[Conclusion]:
    """What comes of every statement that a number is zero."""
    quoted = tuple(quotes)
    for sentence in sentences:
        for claim in dict.fromkeys(_claims(sentence, report.year)):
            yield _settle(claim, quoted, report)


def _claims(sentence: Sentence, year: int | None) -> Iterator[Claim]:
    carried = False
    for at, clause in enumerate(sentence.clauses):
        text = clause.text
        carried = carried or bool(_says("carried_on", text))
        if not clause.own:
            continue
        if _says("none_received", text) and not _says("none_received_without", text):
            yield Claim("none_received", text, clause.where)
        if clause.topic is Topic.APPLICATIONS:
            for kind in ("no_carry_in", "no_carry_out"):
                if sums_pattern(_GROUP, kind, year).search(text):
                    yield Claim(kind, text, clause.where)
            if not carried and _is_all_done(sentence, at):
                yield Claim("all_done", text, clause.where)
            if not carried and _is_full_rate(clause):
                yield Claim("full_rate", text, clause.where)
        yield from _no_remedy(clause)


def _is_all_done(sentence: Sentence, at: int) -> bool:
    """Whether all applications are said to be done, not only those just spoken of."""
    clause = sentence.clauses[at]
    if clause.figures or not _says("all_done", clause.text) or _says("all_done_part", clause.text):
        return False
    if not _says("all_applications", clause.text) and (clause.among or _follows_carried_in(sentence, at)):
        return False
    return not _says("all_done_without", sentence.text)


def _follows_carried_in(sentence: Sentence, at: int) -> bool:
    before = sentence.clauses[at - 1] if at else None
    return bool(before and before.figures and _says("all_done_part", before.text))


def _is_full_rate(clause: Clause) -> bool:
    return any(
        percent.value == _FULL and clause.text[: percent.start].rstrip("达到为是均").endswith("办结率")
        and not sums_pattern("rates", "timely").search(clause.text)
        for percent in clause.percentages
    )  # fmt: skip


def _no_remedy(clause: Clause) -> Iterator[Claim]:
    match = sums_pattern(_GROUP, "no_remedy").search(clause.text)
    if match is None or clause.figures or _says("no_remedy_without", clause.text):
        return
    if not clause.disclosure and clause.topic is not Topic.REMEDIES:
        return
    for kind, word in (("review", "remedy_word"), ("lawsuit", "lawsuit_word")):
        if _says(word, match[0]):
            yield Claim(kind, clause.text, clause.where)


def _settle(claim: Claim, quotes: tuple[Quote, ...], report: ReadReport) -> Conclusion:
    number, places = _number(claim.kind, report)
    other = next(
        (quote for quote in quotes if quote.kind == _QUOTE_KINDS.get(claim.kind) and quote.figure.value), None
    )
    label = _LABELS[claim.kind]
    where = _PLACES.format(text=claim.where, cells=places) if places else claim.where
    if number:
        message = _DIFFERS.format(said=claim.said, label=label, number=written(number))
        return _conclude(claim, Result.UNCERTAIN, message, written(number), where)
    if number is None and other is not None:
        message = _QUOTED.format(said=claim.said, other=other.said)
        where = _PLACES.format(text=claim.where, cells=other.clause.where)
        return _conclude(claim, Result.UNCERTAIN, message, other.figure.text, where)
    if number is None:
        message = _UNKNOWN.format(said=claim.said, label=label)
        return _conclude(claim, Result.NOT_ASSESSABLE, message, "", where)
    return _conclude(claim, Result.PASS, _HOLDS.format(said=claim.said, label=label), "0", where)


def _number(kind: str, report: ReadReport) -> tuple[Decimal | None, str]:
    """The number that ought to be zero. What the parts of a row already show needs no total."""
    total, places = Decimal(0), []
    certain = True
    for table, row in _ROWS[kind]:
        cell = CellId(table, row, _TOTAL)
        found = report.cells.get(cell)
        value = report.value(cell)
        if found is not None:
            places.append(found.where)
        if value is None:
            certain = False
            value = sum((report.value(each) or 0 for each in report.cells if each[:2] == cell[:2]), 0)
        total += value
    return (total if certain or total else None), "、".join(places)


def _conclude(claim: Claim, result: Result, message: str, right: str, where: str) -> Conclusion:
    return Conclusion(CHECK, claim.kind, result, message, claim.said, right, where, _FORMULA)


def _says(name: str, text: str) -> re.Match[str] | None:
    return sums_pattern(_GROUP, name).search(text)
