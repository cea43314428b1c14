"""Whether a report joins on to the report on the year before, as far as the two can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.law.report_form import EQUATIONS, Equation, Instance, instances
from gongkai.reports.checks.arithmetic import settle
from gongkai.reports.checks.declared import Outcome, Subject, equation_finding, unknown
from gongkai.reports.checks.labels import TABLE_LABELS, place_label
from gongkai.reports.report import ReadReport
from gongkai.reports.verdicts import Finding

_NONE_GIVEN = "没有提供上一年的年报，无法核对。"
_NO_YEAR = "没有读出本报告或者上一年年报的年份，无法核对。"
_WRONG_YEAR = "本报告是{year}年的，用来对照的是{before}年的，不是上一年，无法核对。"
_OTHER_ORGAN = "本报告属于{organ}，用来对照的属于{before}，不是同一机关，无法核对。"
_NO_SUCH_CELL = "{place}：上一年的年报用的是{form}，没有对应的格，无法核对。"
_SEAT = re.compile(r"(?:人民政府|政府|办事处|管理委员会|管委会)$")
_NO_TABLE = "{place}：上一年的年报里没有{table}，无法核对。"


def equations(subject: Subject) -> Iterator[Finding]:
    """One finding for every place where an equation with the year before must hold.

    Where the two reports cannot be compared at all, one finding an equation says why.
    """
    reason = not_comparable(subject.report, subject.previous)
    form = subject.report.form
    if reason:
        for equation in EQUATIONS:
            if equation.is_cross_year and _concerns(equation, form.code):
                yield equation_finding(equation, unknown(reason))
        return
    for instance in instances(form):
        if instance.equation.is_cross_year:
            yield equation_finding(instance.equation, _settled(subject, instance))


def not_comparable(report: ReadReport, previous: ReadReport | None) -> str:
    """Why the other report cannot be taken as the one on the year before; empty when it can."""
    if previous is None:
        return _NONE_GIVEN
    if report.year is None or previous.year is None:
        return _NO_YEAR
    if previous.year != report.year - 1:
        return _WRONG_YEAR.format(year=report.year, before=previous.year)
    if not _same_organ(report.organ, previous.organ):
        return _OTHER_ORGAN.format(organ=report.organ, before=previous.organ)
    return ""


def _concerns(equation: Equation, form_code: str) -> bool:
    return not equation.formats or form_code in equation.formats


def _same_organ(one: str, other: str) -> bool:
    """Whether two names may be those of one organ: one may leave out the places above, or what it is."""
    one, other = (_SEAT.sub("", "".join(name.split())) for name in (one, other))
    return not one or not other or one.endswith(other) or other.endswith(one)


def _settled(subject: Subject, instance: Instance) -> Outcome:
    previous = subject.previous
    assert previous is not None  # noqa: S101 - `not_comparable` came first
    place = place_label(subject.report.form, instance)
    table = instance.equation.table
    needed = {term.cell for term in (*instance.left, *instance.right) if term.previous}
    if not needed <= set(previous.form.cells()):
        return unknown(_NO_SUCH_CELL.format(place=place, form=previous.form.label), instance.at)
    if table not in previous.tables:
        return unknown(_NO_TABLE.format(place=place, table=TABLE_LABELS[table]), instance.at)
    return settle(subject, instance)
