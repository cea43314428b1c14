"""Defects in the figures of the tables, within a report and against the year before."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from gongkai.law.report_form import TABLE2, TABLE3, TABLE4, TOTAL, CellId, Form, instances
from gongkai.reports.verdicts import Scope
from tests.reports.mutants.case import Case, Kind, Made, Maker
from tests.reports.truths.cells import Cells, Value

Changer = Callable[[Cells, Form, random.Random], None]
_R_TOTAL = "r.total"
_SPECIAL = ("new", "carried_in", _R_TOTAL, "carried_out")


def holds(form: Form, cells: Mapping[CellId, Value]) -> bool:
    """Whether every equation within the report holds and no count is negative or broken."""
    for one in instances(form):
        if not one.equation.is_cross_year and _sum(one.left, cells) != _sum(one.right, cells):
            return False
    return all(
        form.column(cell).signed or (value >= 0 and (value == int(value) or form.column(cell).unit == "万元"))
        for cell, value in cells.items()
        if value is not None
    )


def _sum(terms: tuple, cells: Mapping[CellId, Value]) -> Decimal:
    return sum((term.sign * Decimal(cells[term.cell] or 0) for term in terms), Decimal(0))


def _within(change: Changer) -> Maker:
    def make(case: Case, chance: random.Random) -> Made | None:
        cells = dict(case.document.cells)
        change(cells, case.document.form, chance)
        if holds(case.document.form, cells):
            return None
        return replace(case.document, cells=cells), case.previous

    return make


def _add(cells: Cells, cell: CellId, by: int) -> None:
    cells[cell] = (cells[cell] or 0) + by


def _parts(form: Form) -> list[str]:
    return [column.code for column in form.applicants if column.code != TOTAL]


def _by(chance: random.Random) -> int:
    return chance.choice((1, 1, 1, 2, 3, 5, 10, 100))


def detail_plus_one(cells: Cells, form: Form, chance: random.Random) -> None:
    """A figure of the results is one too high."""
    row = chance.choice(form.details)
    _add(cells, CellId(TABLE3, row.code, chance.choice(_parts(form))), 1)


def row_total(cells: Cells, form: Form, chance: random.Random) -> None:
    """The total of a row is wrong."""
    _add(cells, CellId(TABLE3, chance.choice(form.rows).code, TOTAL), _by(chance))


def result_total(cells: Cells, form: Form, chance: random.Random) -> None:
    """The total of the results is wrong in a column."""
    _add(cells, CellId(TABLE3, _R_TOTAL, chance.choice(_parts(form))), _by(chance))


def new_wrong(cells: Cells, form: Form, chance: random.Random) -> None:
    """A figure of new requests is wrong."""
    _add(cells, CellId(TABLE3, "new", chance.choice(_parts(form))), _by(chance))


def carried_out_wrong(cells: Cells, form: Form, chance: random.Random) -> None:
    """A figure of requests carried out is wrong."""
    _add(cells, CellId(TABLE3, "carried_out", chance.choice(_parts(form))), _by(chance))


def carried_in_wrong(cells: Cells, form: Form, chance: random.Random) -> None:
    """A figure of requests carried in is wrong."""
    _add(cells, CellId(TABLE3, "carried_in", chance.choice(_parts(form))), _by(chance))


def swapped_in_row(cells: Cells, form: Form, chance: random.Random) -> None:
    """Two figures of a row have changed places."""
    row = chance.choice([row for row in form.rows if cells[CellId(TABLE3, row.code, TOTAL)]] or form.rows)
    filled = [code for code in _parts(form) if cells[CellId(TABLE3, row.code, code)]] or _parts(form)
    first = chance.choice(filled)
    second = chance.choice([code for code in _parts(form) if code != first])
    _swap(cells, CellId(TABLE3, row.code, first), CellId(TABLE3, row.code, second))


def swapped_in_column(cells: Cells, form: Form, chance: random.Random) -> None:
    """A figure of the results has changed places with the one of another row."""
    column = chance.choice(_parts(form))
    filled = [row for row in form.details if cells[CellId(TABLE3, row.code, column)]] or form.details
    first = chance.choice(filled)
    second = chance.choice([row for row in form.details if row is not first])
    _swap(cells, CellId(TABLE3, first.code, column), CellId(TABLE3, second.code, column))


def _swap(cells: Cells, one: CellId, other: CellId) -> None:
    cells[one], cells[other] = cells[other], cells[one]


def shifted_row(cells: Cells, form: Form, chance: random.Random) -> None:
    """The figures of a row stand one column too far to the right."""
    row = chance.choice(form.rows)
    places = [CellId(TABLE3, row.code, column.code) for column in form.applicants]
    values = [cells[place] for place in places]
    cells.update(zip(places, [values[-1], *values[:-1]], strict=True))


def digits_turned(cells: Cells, form: Form, chance: random.Random) -> None:
    """A figure's digits are turned round: 12 for 21."""
    long = [cell for cell, value in cells.items() if cell.table == TABLE3 and value and value > 9]
    if long:
        cell = chance.choice(long)
        cells[cell] = int(str(cells[cell])[::-1])


def e1_alone(cells: Cells, form: Form, chance: random.Random) -> None:
    """New requests too many, in the column and in the total alike."""
    row, by = chance.choice(("new", "carried_in", "carried_out")), _by(chance)
    for column in (chance.choice(_parts(form)), TOTAL):
        _add(cells, CellId(TABLE3, row, column), by)


def e2_alone(cells: Cells, form: Form, chance: random.Random) -> None:
    """A result too high, in the column and in the total alike."""
    row, by = chance.choice(form.details).code, _by(chance)
    for column in (chance.choice(_parts(form)), TOTAL):
        _add(cells, CellId(TABLE3, row, column), by)


def e3_alone(cells: Cells, form: Form, chance: random.Random) -> None:
    """A column that agrees in itself but is missing from the total column."""
    by, column = _by(chance), chance.choice(_parts(form))
    for row in ("new", chance.choice(form.details).code, _R_TOTAL):
        _add(cells, CellId(TABLE3, row, column), by)


def e4_total(cells: Cells, form: Form, chance: random.Random) -> None:
    """A total of section 四 is wrong."""
    _add(cells, CellId(TABLE4, chance.choice(form.remedies).code, TOTAL), _by(chance))


def e4_part(cells: Cells, form: Form, chance: random.Random) -> None:
    """A result of section 四 is wrong."""
    results = [result.code for result in form.results if result.code != TOTAL]
    _add(cells, CellId(TABLE4, chance.choice(form.remedies).code, chance.choice(results)), _by(chance))


def negative(cells: Cells, form: Form, chance: random.Random) -> None:
    """A count below nought in a row whose sums still hold."""
    row = chance.choice(form.details).code
    first, second = chance.sample(_parts(form), 2)
    by = int(cells[CellId(TABLE3, row, first)] or 0) + chance.randint(1, 3)
    for column, sign in ((first, -1), (second, 1)):
        for code in ("new", row, _R_TOTAL):
            _add(cells, CellId(TABLE3, code, column), sign * by)


def decimal_count(cells: Cells, form: Form, chance: random.Random) -> None:
    """A count that is no whole number."""
    rows = [cell for cell in cells if cell.table == TABLE2 and form.column(cell).unit == "件"]
    cell = chance.choice([cell for cell in rows if not form.column(cell).signed])
    cells[cell] = Decimal(int(cells[cell] or 0)) + chance.choice(
        (Decimal("0.5"), Decimal("0.25"), Decimal("1.3"))
    )


def fee_in_yuan(case: Case, chance: random.Random) -> Made | None:
    """The fees of section 二 are given in yuan."""
    cell = CellId(TABLE2, "fees")
    value = case.document.cells.get(cell)
    before = case.previous.cells.get(cell)
    if not value or not before:
        return None
    in_yuan = Decimal(value) * 10_000
    cells = {**case.document.cells, cell: in_yuan}
    plain = f"{in_yuan.normalize():f}"
    shape = chance.choice(("cell", "head", "bare"))
    shown = {cell: f"{plain}元" if shape == "cell" else plain}
    unit = "元" if shape == "head" else case.document.unit_label
    changed = replace(case.document, cells=cells, shown=shown, unit_label=unit)
    return changed, case.previous


def carry_over_changed(case: Case, chance: random.Random) -> Made | None:
    """Last year's report carried out another number than this year's carried in."""
    cells = dict(case.previous.cells)
    by = _by(chance)
    column = chance.choice(_parts(case.previous.form))
    for row in ("new", "carried_out"):
        for code in (column, TOTAL):
            _add(cells, CellId(TABLE3, row, code), by)
    return case.document, replace(case.previous, cells=cells)


def carried_in_changed(case: Case, chance: random.Random) -> Made | None:
    """This year's carried in is not last year's carried out, though the table agrees in itself."""
    cells = dict(case.document.cells)
    column = chance.choice(_parts(case.document.form))
    detail = chance.choice(case.document.form.details).code
    for row in ("carried_in", detail, _R_TOTAL):
        for code in (column, TOTAL):
            _add(cells, CellId(TABLE3, row, code), 1)
    return replace(case.document, cells=cells), case.previous


def valid_changed(case: Case, chance: random.Random) -> Made | None:
    """The documents in force do not follow from last year's."""
    if case.previous.form_code != "2021":
        return None
    cells = dict(case.document.cells)
    column = chance.choice(("valid", "made"))
    _add(cells, CellId(TABLE2, "normative", column), chance.randint(1, 9))
    return replace(case.document, cells=cells), case.previous


_CHANGERS: tuple[tuple[Changer, str], ...] = (
    (detail_plus_one, "E2 E3"), (row_total, "E3"), (result_total, "E1 E2 E3"), (new_wrong, "E1 E3"),
    (carried_out_wrong, "E1 E3"), (carried_in_wrong, "E1 E3"), (swapped_in_row, "E1 E2"),
    (swapped_in_column, "E3"), (shifted_row, "E1 E2 E3"), (digits_turned, "E1 E2 E3"), (e1_alone, "E1"),
    (e2_alone, "E2"), (e3_alone, "E3"), (e4_total, "E4"), (e4_part, "E4"), (negative, "E8"),
    (decimal_count, "E8"),
)  # fmt: skip
_AR, _CY = Scope.ARITHMETIC, Scope.CROSS_YEAR
KINDS = (
    *(Kind(change.__name__, _AR, _within(change), frozenset(codes.split())) for change, codes in _CHANGERS),
    Kind("fee_in_yuan", _AR, fee_in_yuan, frozenset({"fee_unit"})),
    Kind("carry_over_changed", _CY, carry_over_changed, frozenset({"E5"})),
    Kind("carried_in_changed", _CY, carried_in_changed, frozenset({"E5"})),
    Kind("valid_changed", _CY, valid_changed, frozenset({"E6"})),
)
