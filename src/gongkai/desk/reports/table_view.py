"""The form's tables on the screen: each cell where it is printed, a figure opening what is behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from gongkai.law.report_form import TABLES, Form
from gongkai.reporting.models import AnnualReport, ReportEdition
from gongkai.reports.content import Content
from gongkai.reports.writing import LaidCell, layout, place, printed_cell, table_name

_TITLES = {"table2": "proactive", "table3": "requests", "table4": "remedies"}


@dataclass(frozen=True)
class ShownCell:
    """A laid cell with what it shows, where it leads, how it is called aloud."""

    laid: LaidCell
    text: str
    url: str
    spoken: str
    is_blank: bool
    is_entered: bool
    is_chosen: bool = False


@dataclass(frozen=True)
class ShownTable:
    """A table: its name, the section it belongs to, its rows."""

    code: str
    name: str
    title: str
    columns: int
    rows: list[list[ShownCell]]


def tables_of(
    report: AnnualReport, edition: ReportEdition, content: Content, *, chosen: str = ""
) -> list[ShownTable]:
    """The three tables of an edition."""
    entered = {
        "/".join(part for part in cell if part)
        for cell in edition.cells.exclude(origin="computed").values_list("table", "row", "column")
    }
    suffix = f"?edition={edition.number}"
    form, laid = content.form, layout(content.form)
    titles = {section.code: section.label for section in form.sections}

    def shown(cell: LaidCell) -> ShownCell:
        if cell.cell is None:
            return ShownCell(cell, cell.text, "", "", False, False)
        key = str(cell.cell)
        url = reverse("desk:report_cell", args=(report.pk, key)) + suffix
        text = printed_cell(content, cell.cell)
        return ShownCell(cell, text, url, place(form, cell.cell), not text, key in entered, key == chosen)

    return [
        ShownTable(
            table, table_name(table), titles[_TITLES[table]], laid[table].columns,
            [[shown(cell) for cell in laid[table].in_row(row)] for row in range(laid[table].rows)],
        )
        for table in TABLES
    ]  # fmt: skip


def all_places(form: Form) -> Iterator[tuple[str, str]]:
    """Every cell of the form with its name, for choosing one."""
    for cell in form.cells():
        yield str(cell), f"{table_name(cell.table)} {place(form, cell)}"
