"""What stands behind a cell: cases, proceedings or items, live or as they were when an edition was frozen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import connection, models, transaction

from gongkai.disclosure.models import Item
from gongkai.kernel.models import Organ
from gongkai.law.report_form import RESULT_TOTAL, TABLE2, TABLE3, TABLE4, TOTAL, CellId, Form, form_for
from gongkai.remedies.models import Proceeding
from gongkai.reporting.counting import FRAME, case_condition, counted_cases, frame_conditions, report_rows
from gongkai.reporting.counting_remedies import proceedings_by_cell
from gongkai.reporting.entered import entered_tables, is_before_use, provided
from gongkai.reporting.models import CellMember, Origin, ReportEdition
from gongkai.reporting.section_two import can_count, computed_cells, items_by_cell
from gongkai.requests.models import Case


class Kind(StrEnum):
    """What the members of a cell are; nothing, where its figure was provided by a person."""

    CASES = "cases"
    PROCEEDINGS = "proceedings"
    ITEMS = "items"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Members:
    """What a cell counts, as a query to be cut to what the reader may see, and to pages."""

    kind: Kind
    rows: models.QuerySet[Any]

    def count(self) -> int:
        """How many there are."""
        return self.rows.count()


_KINDS = {TABLE2: Kind.ITEMS, TABLE3: Kind.CASES, TABLE4: Kind.PROCEEDINGS}
_NOUNS: dict[Kind, tuple[type[models.Model], str]] = {
    Kind.CASES: (Case, "case"), Kind.PROCEEDINGS: (Proceeding, "proceeding"), Kind.ITEMS: (Item, "item"),
}  # fmt: skip


def members_of(organ: Organ, year: int, cell: CellId, *, edition: ReportEdition | None = None) -> Members:
    """What is behind the cell now, or was when the given edition was frozen; for totals all they add up.

    Whoever shows them filters by what the reader may see. Raises NoForm, or KeyError for a cell the form
    does not have.
    """
    form = form_for(year)
    form.column(cell)
    if edition is not None and edition.frozen_at is not None:
        return _frozen(edition, cell)
    return _live(organ, year, cell, form)


def _frozen(edition: ReportEdition, cell: CellId) -> Members:
    kept = edition.cells.filter(table=cell.table, row=cell.row, column=cell.column)
    if kept.exclude(origin=Origin.COMPUTED).exists():
        return Members(Kind.NOTHING, Case.objects.none())
    kind = _KINDS[cell.table]
    found = CellMember.objects.filter(edition=edition, table=cell.table)
    if cell.column != TOTAL:
        found = found.filter(column=cell.column)
    rows = {"row__startswith": "r."} if cell.row == RESULT_TOTAL else {"row": cell.row}
    found = found.filter(**rows)
    noun, field = _NOUNS[kind]
    return Members(kind, noun._default_manager.filter(pk__in=found.values(field)).order_by("pk"))


def _live(organ: Organ, year: int, cell: CellId, form: Form) -> Members:
    if cell not in own_cells(organ, year, form):
        return Members(Kind.NOTHING, Case.objects.none())
    if cell.table == TABLE3:
        rows = counted_cases(organ).filter(case_condition(year, cell.row, cell.column))
        return Members(Kind.CASES, rows.order_by("pk"))
    if cell.table == TABLE4:
        ids = [
            pk
            for other, found in proceedings_by_cell(organ, year).items()
            if other.row == cell.row and cell.column in {other.column, TOTAL}
            for pk in found
        ]
        return Members(Kind.PROCEEDINGS, Proceeding.objects.filter(pk__in=ids).order_by("pk"))
    found = items_by_cell(organ, year, form)[cell]
    return Members(Kind.ITEMS, Item.objects.filter(pk__in=found).order_by("pk"))


def own_cells(organ: Organ, year: int, form: Form) -> frozenset[CellId]:
    """The cells whose figures the system counts itself for that year."""
    given = provided(organ, year)
    before, entered = is_before_use(organ, year), entered_tables(given)
    items = computed_cells(form) if can_count(organ) else frozenset()
    own = {cell for cell in items if not (before and str(cell) in given)}
    for cell in form.cells():
        if cell.table != TABLE2 and not (before and cell.table in entered):
            own.add(cell)
    return frozenset(own)


def freeze(edition: ReportEdition) -> dict[CellId, int]:
    """Keep what is behind every cell of the edition; returns how many there are in each that is no total.

    Cases are copied inside the database, whatever their number. Raises ValueError when it was done before.
    """
    organ, year = edition.report.organ, edition.report.year
    form = form_for(year)
    own = own_cells(organ, year, form)
    tables = {cell.table for cell in own}
    with transaction.atomic():
        if edition.members.exists():
            raise ValueError("the members of this edition are kept already")
        if TABLE3 in tables:
            _copy_cases(edition, organ, year)
        if TABLE4 in tables:
            _keep(edition, proceedings_by_cell(organ, year), "proceeding_id")
        if TABLE2 in tables:
            items = items_by_cell(organ, year, form)
            _keep(edition, {cell: ids for cell, ids in items.items() if cell in own}, "item_id")
        counts = edition.members.order_by().values_list("table", "row", "column").annotate(models.Count("pk"))
        return {CellId(table, row, column): number for table, row, column, number in counts}


def _keep(edition: ReportEdition, by_cell: dict[CellId, list[int]], field: str) -> None:
    CellMember.objects.bulk_create(
        CellMember(edition=edition, table=cell.table, row=cell.row, column=cell.column, **{field: pk})
        for cell, ids in sorted(by_cell.items())
        for pk in ids
    )


def _copy_cases(edition: ReportEdition, organ: Organ, year: int) -> None:
    """One INSERT … SELECT for each row that is no result, and one for all results."""
    printed = report_rows(year)
    conditions = frame_conditions(year)
    for row in FRAME:
        cases = counted_cases(organ).filter(conditions[row])
        expression: models.Expression | models.F = models.Value(row, output_field=models.CharField())
        if row == RESULT_TOTAL:
            cases = cases.filter(report_row__in=list(printed))
            expression = _printed_row(printed)
        _insert(edition, cases, expression)


def _printed_row(printed: Any) -> models.Case:
    """The row of the year's form: another one than the case bears only in the older form."""
    moved = [
        models.When(report_row=code, then=models.Value(row)) for code, row in printed.items() if code != row
    ]
    return models.Case(*moved, default=models.F("report_row"), output_field=models.CharField())


def _insert(
    edition: ReportEdition, cases: models.QuerySet[Case], row: models.Expression | models.F
) -> None:  # fmt: skip
    source = cases.order_by("pk").values_list(
        models.Value(edition.pk, output_field=models.BigIntegerField()),
        models.Value(TABLE3, output_field=models.CharField()),
        row,
        models.F("applicant_kind"),
        models.F("pk"),
    )
    select, parameters = source.query.sql_with_params()
    quote = connection.ops.quote_name
    columns = ", ".join(quote(name) for name in ("edition_id", "table", "row", "column", "case_id"))
    # Both parts come from the models; every value is a parameter.
    statement = f"INSERT INTO {quote(CellMember._meta.db_table)} ({columns}) {select}"
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
