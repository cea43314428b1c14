"""The working edition's figures made equal to the database now."""

from __future__ import annotations

from datetime import datetime

from gongkai.reporting.compiling import compile_cells
from gongkai.reporting.figures import figures_of
from gongkai.reporting.models import ReportCell, ReportEdition
from gongkai.reports.stored import scaled


def refresh(edition: ReportEdition, *, now: datetime) -> bool:
    """Count anew and keep the result; returns whether anything became another figure.

    Only for the working edition, inside the act's transaction and under the report's lock.
    """
    report = edition.report
    compiled = compile_cells(report.organ, report.year)
    rows = {
        tuple(cell): (scaled(compiled.form, cell, figure.value), str(figure.origin))
        for cell, figure in compiled.cells.items()
    }
    before = {
        (table, row, column): (value, origin)
        for table, row, column, value, origin in edition.cells.values_list(
            "table", "row", "column", "value", "origin"
        )
    }
    figures = figures_of(report.organ, report.year).frozen()
    kept = (edition.content or {}).get("figures")
    changed = rows != before or figures != kept
    if rows != before:
        edition.cells.all().delete()
        ReportCell.objects.bulk_create(
            ReportCell(edition=edition, table=table, row=row, column=column, value=value, origin=origin)
            for (table, row, column), (value, origin) in rows.items()
        )
    edition.content, edition.compiled_at = {"figures": figures}, now
    edition.save(update_fields=("content", "compiled_at"))
    return changed and bool(before)
