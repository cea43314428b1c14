"""A report as read against the report as printed, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass, field

from gongkai.law.report_form import parse_cell
from gongkai.reports.report import Kind, ReadReport
from tests.reports.lay_outs.lay_out import Expected, LayOut, expected
from tests.reports.truths.document import Document


@dataclass(slots=True)
class Compared:
    """What became of the cells; `wrong` and `silent` must be empty, `unread` is what the reader named."""

    exact: int = 0
    unread: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)


def compare(document: Document, lay_out: LayOut, report: ReadReport) -> Compared:
    """Every cell of the form. A cell is silent when it is neither read nor said to be unreadable."""
    compared = Compared()
    for cell in document.cells:
        if cell.table in document.without_tables:
            continue
        wanted = expected(document, cell, lay_out)
        found = report.cells.get(cell)
        if found is None or found.kind is Kind.UNREADABLE:
            said = (found.note if found else "") or "".join(report.gaps)
            (compared.unread if said else compared.silent).append(f"{cell}: {said}")
        # A narrow cell breaks a note over lines wherever it ends; a number it breaks is not read at all.
        elif Expected(found.value, found.kind, "".join(found.note.split())) == wanted:
            compared.exact += 1
        else:
            compared.wrong.append(f"{cell}: {found.value!r} {found.kind} {found.note!r} for {wanted}")
    compared.wrong += [f"{cell}: not of this form" for cell in report.cells if cell not in document.cells]
    return compared


def misreads(document: Document, lay_out: LayOut, report: ReadReport) -> list[str]:
    """Everything that must not happen in this lay-out, in words."""
    compared = compare(document, lay_out, report)
    found = [*compared.wrong, *compared.silent]
    blank = {cell[:2] for cell, value in document.cells.items() if value is None and lay_out.is_flat}
    for said in compared.unread:
        table, row = parse_cell(said.partition(":")[0])[:2]
        if table not in lay_out.may_miss and (table, row) not in blank:
            found.append(said)
    if report.form_code != document.form_code:
        found.append(f"form {report.form_code} for {document.form_code}")
    if (report.organ, report.year) != (document.organ, document.year):
        found.append(f"{report.organ!r} {report.year} for {document.organ!r} {document.year}")
    return found
