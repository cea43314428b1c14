"""Whether the dates of a report can follow each other: periods, the signature, and what is told before it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.law.report_form import DEADLINES
from gongkai.reports.checks.declared import WORDS, Outcome, Subject, passed
from gongkai.reports.checks.form_lines import DAY, excerpt, full_date, lines, spans
from gongkai.reports.report import ReadReport

_BACKWARDS = "“{text}”：止日早于起日。"
_BEFORE_END = "落款日期是{signed}，{year}年还没有结束。"
_TOO_LATE = "落款日期是{signed}，晚于公布期限{limit}。"
_AFTER_SIGNING = "“{excerpt}”：这个日期晚于落款日期{signed}。"
_FINE = "日期的先后合理。"
_DATE = "{day.year}年{day.month}月{day.day}日"
_PLANNED = ("前", "之前", "以前", "起", "底", "至", "到")


def in_order(subject: Subject) -> Iterator[Outcome]:
    """Each date that cannot stand where it does."""
    faults = [*_backwards(subject.report), *_signature(subject.report), *_after_signing(subject.report)]
    yield from faults
    if not faults:
        yield passed(_FINE)


def written_date(day: date) -> str:
    """A date as it is printed."""
    return _DATE.format(day=day)


def _backwards(report: ReadReport) -> Iterator[Outcome]:
    for span in spans(report):
        if span.is_backwards and (span.start_year or span.end_year):
            yield Outcome("span", _BACKWARDS.format(text=span.text), left=span.text, where=span.where)


def _signature(report: ReadReport) -> Iterator[Outcome]:
    if report.signed_on is None or report.year is None:
        return
    signed = written_date(report.signed_on)
    if report.signed_on <= date(report.year, 12, 30):
        yield Outcome("signature", _BEFORE_END.format(signed=signed, year=report.year), left=signed)
        return
    organ = report.organ or report.signed_by
    is_department = organ.endswith(tuple(WORDS["department_endings"]))
    limit = DEADLINES["departments" if is_department else "government"].on(report.year)
    if report.signed_on > limit:
        message = _TOO_LATE.format(signed=signed, limit=written_date(limit))
        yield Outcome("signature", message, left=signed, right=written_date(limit))


def _after_signing(report: ReadReport) -> Iterator[Outcome]:
    if report.signed_on is None:
        return
    signed = written_date(report.signed_on)
    for line in lines(report):
        for found in DAY.finditer(line.text):
            day = full_date(found)
            is_planned = line.text[found.end() :].lstrip().startswith(_PLANNED)
            if day is None or day <= report.signed_on or is_planned:
                continue
            shown = excerpt(line.text, found.start(), found.end())
            message = _AFTER_SIGNING.format(excerpt=shown, signed=signed)
            yield Outcome("event", message, None, written_date(day), signed, line.where)
