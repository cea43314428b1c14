"""Whether the equations of the form hold between the cells of a report, where its cells tell."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gongkai.law.report_form import Instance, Term, instances
from gongkai.reports.checks.arithmetic_sides import Side, known, read_term, written
from gongkai.reports.checks.declared import Outcome, Subject, equation_finding
from gongkai.reports.checks.labels import TABLE_LABELS, place_label
from gongkai.reports.report import Kind
from gongkai.reports.verdicts import Finding, Result

_HOLDS = "{place}：{left}，{right}。"
_BROKEN = "{place}：{left}，{right}，相差{difference}。"
_NO_TABLE = "{place}：报告里没有{table}，无法核对。"
_UNKNOWN = "{place}：{cells}，无法核对。"
_UNKNOWN_ZERO = "{place}：{cells}，无法核对；如果这些格都是0，两边{answer}。"
_BEYOND = "{place}：{left}，{right}；即使算上读不出数的{cells}，也不可能相等。"
_ANSWERS = {True: "相等", False: "不相等"}


def equations(subject: Subject) -> Iterator[Finding]:
    """One finding for every place where an equation within the report must hold."""
    for instance in instances(subject.report.form):
        if not instance.equation.is_cross_year:
            yield equation_finding(instance.equation, settle(subject, instance))


def settle(subject: Subject, instance: Instance) -> Outcome:
    """What an equation comes to at one place. Blank is never zero, but what no number can mend is broken."""
    place = place_label(subject.report.form, instance)
    table = instance.equation.table
    if table not in subject.report.tables:
        message = _NO_TABLE.format(place=place, table=TABLE_LABELS[table])
        return Outcome(instance.at, message, Result.NOT_ASSESSABLE)
    left = Side(tuple(read_term(subject, instance, term) for term in instance.left))
    right = Side(tuple(read_term(subject, instance, term) for term in instance.right))
    if left.unknown or right.unknown:
        return _open(instance, place, left, right)
    difference = left.total - right.total
    result = Result.PASS if difference == 0 else None
    sentence = _HOLDS if difference == 0 else _BROKEN
    message = sentence.format(
        place=place, left=left.told(all_terms=bool(difference)), right=right.told(all_terms=bool(difference)),
        difference=written(abs(difference)),
    )  # fmt: skip
    return _outcome(instance, message, result, left, right)


def _open(instance: Instance, place: str, left: Side, right: Side) -> Outcome:
    """An equation with cells that hold no number."""
    lacking = (*left.unknown, *right.unknown)
    cells = "、".join(read.lack for read in lacking)
    difference = left.total - right.total
    pulls = {term.sign for term in _terms(left)} | {-term.sign for term in _terms(right)}
    if (difference > 0 and pulls == {1}) or (difference < 0 and pulls == {-1}):
        message = _BEYOND.format(
            place=place, left=left.told(all_terms=True), right=right.told(all_terms=True), cells=cells
        )
        return _outcome(instance, message, None, left, right)
    only_empty = all(read.kind in (Kind.BLANK, Kind.DASH) for read in lacking)
    sentence = _UNKNOWN_ZERO if only_empty and (known(left) or known(right)) else _UNKNOWN
    message = sentence.format(place=place, cells=cells, answer=_ANSWERS[difference == Decimal(0)])
    return _outcome(instance, message, Result.NOT_ASSESSABLE, left, right)


def _terms(side: Side) -> Iterator[Term]:
    return (read.term for read in side.unknown)


def _outcome(instance: Instance, message: str, result: Result | None, left: Side, right: Side) -> Outcome:
    where = "；".join(part for part in (left.where, right.where) if part)
    shown = ("", "") if result is Result.NOT_ASSESSABLE else (written(left.total), written(right.total))
    return Outcome(instance.at, message, result, *shown, where=where)
