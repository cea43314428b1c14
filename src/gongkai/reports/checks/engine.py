"""Runs every declared check over a report and gives back all it concludes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from gongkai.reports.checks import (
    arithmetic,
    arithmetic_cells,
    cross_year,
    form_contents,
    form_dates,
    form_doubled,
    form_numbering,
    form_other_organ,
    form_sections,
    form_tables,
    form_taken_over,
    form_traces,
    form_years,
)
from gongkai.reports.checks.declared import CHECKS, Outcome, Subject, finding
from gongkai.reports.checks.prose import prose_findings
from gongkai.reports.report import ReadReport
from gongkai.reports.verdicts import Finding, Scope

Check = Callable[[Subject], Iterator[Outcome]]

RUNS: Mapping[str, Check] = {
    "E8": arithmetic_cells.whole_and_not_negative,
    "subtotal": arithmetic_cells.subtotals,
    "fee_unit": arithmetic_cells.money_in_its_unit,
    "sections_present": form_sections.present,
    "sections_order": form_sections.in_order,
    "section_numbering": form_sections.numbering,
    "sub_numbering": form_numbering.consecutive,
    "section_titles": form_sections.titles,
    "tables_present": form_tables.tables_present,
    "blank_cells": form_tables.blank_cells,
    "period_stated": form_contents.period,
    "contact_stated": form_contents.contact,
    "address_stated": form_contents.address,
    "fee_stated": form_contents.fee,
    "heads_covered": form_contents.heads,
    "years_agree": form_years.agree,
    "year_in_text": form_years.in_text,
    "editing_marks": form_traces.editing,
    "placeholders": form_traces.placeholders,
    "doubled_words": form_doubled.doubled,
    "dates_order": form_dates.in_order,
    "other_organ": form_other_organ.other_organ,
    "taken_over": form_taken_over.taken_over,
}


def check(report: ReadReport, previous: ReadReport | None = None) -> tuple[Finding, ...]:
    """Everything the declared checks conclude about a report, passes included; ids are unique.

    `previous` is the same organ's report on the year before; without it nothing is concluded across years.
    """
    subject = Subject(report, previous)
    comparable = None if cross_year.not_comparable(report, previous) else previous
    found = (
        *arithmetic.equations(subject),
        *_declared(subject, Scope.ARITHMETIC),
        *cross_year.equations(subject),
        *prose_findings(report, comparable),
        *_declared(subject, Scope.FORM),
    )
    return tuple(_numbered(found))


def _declared(subject: Subject, scope: Scope) -> Iterator[Finding]:
    for declared in CHECKS:
        if declared.scope is scope:
            for outcome in RUNS[declared.code](subject):
                yield finding(declared, outcome)


def _numbered(found: tuple[Finding, ...]) -> Iterator[Finding]:
    """The findings with a running number where the same id comes again."""
    seen: dict[str, int] = {}
    for one in found:
        seen[one.id] = seen.get(one.id, 0) + 1
        yield one if seen[one.id] == 1 else replace(one, id=f"{one.id}.{seen[one.id]}")
