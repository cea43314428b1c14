"""Reports made for the tests of the prose: invented tables and any paragraphs."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from gongkai.law.report_form import FORMS, CellId
from gongkai.reports.checks.prose import prose_findings
from gongkai.reports.report import Kind, ReadCell, ReadReport, ReadSection
from gongkai.reports.source import Paragraph
from gongkai.reports.verdicts import Finding, Result

COLUMNS = ("natural", "commercial", "research", "welfare", "legal_service", "other", "total")
RESULTS = ("upheld", "corrected", "other", "pending", "total")
Number = int | Decimal | None


def row(table: str, code: str, columns: tuple[str, ...], values: tuple[Number, ...]) -> dict[CellId, Number]:
    """The cells of one row."""
    return {CellId(table, code, column): value for column, value in zip(columns, values, strict=True)}


def report_of(
    cells: Mapping[CellId, Number],
    *paragraphs: str,
    organ: str = "清河市云阳区水务局",
    year: int | None = 2023,
    form: str = "2021",
    sections: Mapping[str, tuple[str, ...]] | None = None,
    where: str = "{code}第{at}段",
) -> ReadReport:
    """A report with those cells, the others blank; the paragraphs are those of section 一."""
    parts = {"overview": paragraphs, **(sections or {})}
    return ReadReport(
        organ=organ,
        year=year,
        form_code=form,
        cells={cell: read_cell(cells.get(cell), cell) for cell in FORMS[form].cells()},
        tables=frozenset({"table2", "table3", "table4"}),
        sections=tuple(
            ReadSection(
                code,
                "",
                "",
                "",
                tuple(Paragraph(text, where.format(code=code, at=at)) for at, text in enumerate(texts, 1)),
            )
            for code, texts in parts.items()
        ),
    )


def read_cell(value: Number, cell: CellId) -> ReadCell:
    """A cell as a reader would give it."""
    kind = Kind.BLANK if value is None else Kind.NUMBER if value else Kind.ZERO
    return ReadCell(value, "" if value is None else str(value), kind, str(cell))


def doubts(report: ReadReport) -> list[Finding]:
    """What the checks of the prose ask a person to look at."""
    return [finding for finding in prose_findings(report) if finding.result is Result.UNCERTAIN]


def passes(report: ReadReport) -> list[Finding]:
    """What the checks of the prose found to hold."""
    return [finding for finding in prose_findings(report) if finding.result is Result.PASS]
