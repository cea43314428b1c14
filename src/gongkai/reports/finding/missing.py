"""Says in words which parts of the tables were not found."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.law.report_form import TABLE2, TABLE3, TABLE4, TABLES, CellId, Form
from gongkai.reports.finding.claims import TABLE_NAMES, Claims

_NO_TABLE = "没有找到{table}。"
_NO_ROWS = "{table}没有找到这些行：{names}。"
_NO_COLUMNS = "{table}没有找到这些栏：{names}。"
_NO_CELLS = "{table}有{count}格没有找到。"


def missing_parts(claims: Claims, form: Form) -> Iterator[str]:
    """A sentence for each table that is not there, and for rows, columns and cells missing in the others."""
    for table in TABLES:
        name = TABLE_NAMES[table]
        if table not in claims.tables:
            yield _NO_TABLE.format(table=name)
            continue
        wanted = [cell for cell in form.cells() if cell.table == table]
        yield from _in_table(name, wanted, claims, form)


def _in_table(name: str, wanted: list[CellId], claims: Claims, form: Form) -> Iterator[str]:
    found = [cell for cell in wanted if cell in claims.cells]
    rows = {cell.row for cell in found}
    without = dict.fromkeys(form.row(cell).label for cell in wanted if cell.row not in rows)
    if without:
        yield _NO_ROWS.format(table=name, names="、".join(without))
    columns = {cell.column for cell in found}
    lost: dict[str, None] = {}
    if found and wanted[0].table != TABLE2:
        lost = dict.fromkeys(_column(cell, form) for cell in wanted if cell.column not in columns)
        if lost:
            yield _NO_COLUMNS.format(table=name, names="、".join(lost))
    single = [
        cell
        for cell in wanted
        if cell not in claims.cells and cell.row in rows and (cell.table == TABLE2 or cell.column in columns)
    ]
    if single:
        yield _NO_CELLS.format(table=name, count=len(single))


def _column(cell: CellId, form: Form) -> str:
    columns = {TABLE3: form.applicants, TABLE4: form.results}[cell.table]
    return next(column.label for column in columns if column.code == cell.column)
