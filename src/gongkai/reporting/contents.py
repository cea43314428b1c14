"""What an edition says now: its cells and its prose with the figures filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from gongkai.documents.counting import chinese
from gongkai.law.report_form import FORMS, OPENING, CellId
from gongkai.reporting.fields import fill
from gongkai.reporting.models import Passage, ReportEdition
from gongkai.reporting.values import Values, values_of
from gongkai.reports.content import Content
from gongkai.reports.content import Passage as Printed
from gongkai.reports.stored import from_values, unscaled

TITLE = "{organ}{year}年政府信息公开工作年度报告"
_HEADING = "（{number}）{heading}"
SECTIONS = ("overview", "problems", "other")


def content_of(edition: ReportEdition) -> Content:
    """The edition's content: as it was frozen, or of the working one as it was last compiled and written."""
    if edition.frozen_at is not None and edition.content:
        return from_values(edition.content)
    return working_content(edition, values_of(edition))


def working_content(edition: ReportEdition, values: Values) -> Content:
    """The content of the edition being worked on, its prose filled from `values`."""
    report = edition.report
    passages = list(edition.passages.order_by("section", "position"))
    return Content(
        organ=report.organ.name,
        year=report.year,
        form_code=report.form_code,
        title=TITLE.format(organ=report.organ.name, year=report.year),
        opening=tuple(
            line for passage in passages if passage.section == OPENING for line in _lines(passage, values)
        ),
        prose={section: tuple(_printed(passages, section, values)) for section in SECTIONS},
        cells=cells_of(edition),
        signed_by=report.organ.name,
        signed_on=edition.signed_on,
        edition=edition.number,
        correction=edition.reason,
    )


def cells_of(edition: ReportEdition) -> dict[CellId, int | Decimal | None]:
    """The figures of the edition as last compiled; a cell of the form that has none is None."""
    form = FORMS[edition.report.form_code]
    kept = {
        CellId(table, row, column): value
        for table, row, column, value in edition.cells.values_list("table", "row", "column", "value")
    }
    return {cell: unscaled(form, cell, kept.get(cell)) for cell in form.cells()}


@dataclass(frozen=True, slots=True)
class Gap:
    """A figure the prose asks for and nobody has provided: its name, its label, where it is asked for."""

    name: str
    label: str
    passage_id: int


def gaps_of(edition: ReportEdition, values: Values) -> list[Gap]:
    """Every figure that is missing from the prose of the working edition."""
    return [
        Gap(name, values.labels.get(name, name), passage.pk)
        for passage in edition.passages.all()
        for name in fill(passage.text, values.texts, values.labels).missing
    ]


def filled(passage: Passage, values: Values) -> str:
    """A passage's text as it will be printed."""
    return fill(passage.text, values.texts, values.labels).text


def _lines(passage: Passage, values: Values) -> list[str]:
    return [line.strip() for line in filled(passage, values).splitlines() if line.strip()]


def _printed(passages: list[Passage], section: str, values: Values) -> Iterator[Printed]:
    """The section's passages that say something, numbered in their order."""
    number = 0
    for passage in passages:
        lines = _lines(passage, values) if passage.section == section else []
        if not lines:
            continue
        heading = ""
        if passage.heading:
            number += 1
            heading = _HEADING.format(number=chinese(number), heading=passage.heading)
        yield Printed(heading, tuple(lines))


def texts_of(content: Content) -> Mapping[str, str]:
    """The prose of each section as one text, for comparison with another year's."""
    return {
        section: "\n".join(
            line for one in passages for line in ([one.heading] if one.heading else []) + list(one.paragraphs)
        )
        for section, passages in content.prose.items()
    }
