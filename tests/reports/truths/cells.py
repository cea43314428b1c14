"""Figures of two years running that satisfy every equation of the form."""

from __future__ import annotations

import random
from collections.abc import Mapping
from decimal import Decimal

from gongkai.law.report_form import FORMS, TABLE2, TABLE3, TABLE4, TOTAL, CellId, Form

Value = int | Decimal | None
Cells = dict[CellId, Value]

#: How many requests a year brings: none, a bureau's handful, a district's, a city's.
SCALES = {"none": 0, "few": 9, "some": 90, "many": 2500}
_LIKELY = {"r.open": 9, "r.partial": 3, "r.unable.1": 6, "r.other.3": 2, "r.other": 3}


def first_cells(chance: random.Random, form: Form, scale: str) -> Cells:
    """The figures of a year of which nothing before it is known."""
    carried = {column.code: 0 for column in form.applicants if column.code != TOTAL}
    if scale != "none" and chance.random() < 0.6:
        carried["natural"] = chance.randint(0, max(1, SCALES[scale] // 20))
    valid = {row: chance.randint(0, 40) for row in ("regulations", "normative")}
    valid["regulations"] = 0 if chance.random() < 0.8 else chance.randint(1, 12)
    return _cells(chance, form, scale, carried, valid, {})


def next_cells(chance: random.Random, form: Form, scale: str, before: Mapping[CellId, Value]) -> Cells:
    """The figures of the year after `before`: what was carried out then is carried in now."""
    carried = {
        column.code: before[CellId(TABLE3, "carried_out", column.code)] or 0
        for column in form.applicants
        if column.code != TOTAL
    }
    valid = {
        row: int(before.get(CellId(TABLE2, row, "valid")) or before.get(CellId(TABLE2, row, "public")) or 0)
        for row in ("regulations", "normative")
    }
    return _cells(chance, form, scale, carried, valid, before)


def _cells(
    chance: random.Random,
    form: Form,
    scale: str,
    carried: Mapping[str, Value],
    valid: Mapping[str, int],
    before: Mapping[CellId, Value],
) -> Cells:
    cells: Cells = dict.fromkeys(form.cells())
    cells |= _table2(chance, form, valid, before)
    cells |= _table3(chance, form, scale, carried)
    cells |= _table4(chance, form, scale)
    missing = [cell for cell, value in cells.items() if value is None]
    assert not missing, missing
    return {cell: cells[cell] for cell in form.cells()}


def _table3(chance: random.Random, form: Form, scale: str, carried: Mapping[str, Value]) -> Cells:
    parts = [column.code for column in form.applicants if column.code != TOTAL]
    cells: Cells = {CellId(TABLE3, row.code, part): 0 for row in form.rows for part in parts}
    for _ in range(_drawn(chance, scale)):
        row = chance.choices(form.details, [_LIKELY.get(row.code, 1) for row in form.details])[0]
        part = chance.choices(parts, (30, 3, 0.3, 0.5, 1, 2))[0]
        cells[CellId(TABLE3, row.code, part)] += 1  # type: ignore[operator]
    for part in parts:
        done = sum(int(cells[CellId(TABLE3, row.code, part)] or 0) for row in form.details)
        brought = int(carried[part] or 0)
        out = chance.randint(0, 2 + done // 12) if done and chance.random() < 0.5 else 0
        if done + out < brought:
            cells[CellId(TABLE3, "r.open", part)] += brought - done - out  # type: ignore[operator]
            done = brought - out
        cells[CellId(TABLE3, "r.total", part)] = done
        cells[CellId(TABLE3, "carried_out", part)] = out
        cells[CellId(TABLE3, "carried_in", part)] = brought
        cells[CellId(TABLE3, "new", part)] = done + out - brought
    for row in form.rows:
        cells[CellId(TABLE3, row.code, TOTAL)] = sum(
            int(cells[CellId(TABLE3, row.code, p)] or 0) for p in parts
        )
    return cells


def _drawn(chance: random.Random, scale: str) -> int:
    most = SCALES[scale]
    return chance.randint(max(1, most // 4), most) if most else 0


def _table4(chance: random.Random, form: Form, scale: str) -> Cells:
    cells: Cells = {}
    most = {"none": 0, "few": 1, "some": 6, "many": 40}[scale]
    for group in form.remedies:
        total = 0
        for result in form.results:
            if result.code != TOTAL:
                value = chance.randint(0, most) if chance.random() < 0.6 else 0
                cells[CellId(TABLE4, group.code, result.code)] = value
                total += value
        cells[CellId(TABLE4, group.code, TOTAL)] = total
    return cells


def _table2(
    chance: random.Random, form: Form, valid: Mapping[str, int], before: Mapping[CellId, Value]
) -> Cells:
    cells: Cells = {}
    busy = chance.random() < 0.75
    for cell in (cell for block in form.blocks for cell in block.cells()):
        column = form.column(cell)
        if column.unit == "万元":
            cells[cell] = _money(chance, before.get(cell)) if busy else Decimal(0)
        elif cell.column == "change":
            cells[cell] = chance.choice((0, 0, 0, -3, 2, 11, -1))
        elif cell.row == "regulations":
            cells[cell] = 0
        else:
            cells[cell] = chance.choice((0, chance.randint(1, 60), chance.randint(60, 90_000))) if busy else 0
    if form.code == "2021":
        for row, standing in valid.items():
            made = chance.randint(0, 7) if row == "normative" else 0
            repealed = chance.randint(0, min(3, standing))
            cells[CellId(TABLE2, row, "made")] = made
            cells[CellId(TABLE2, row, "repealed")] = repealed
            cells[CellId(TABLE2, row, "valid")] = standing + made - repealed
    return cells


def _money(chance: random.Random, before: Value) -> Decimal:
    """An amount in 万元; one that was there last year changes by half at most."""
    if before:
        return (Decimal(before) * chance.randint(50, 150) / 100).quantize(Decimal("0.0001")).normalize() + 0
    digits = chance.choice((0, 1, 2, 2, 3, 4))
    return (
        Decimal(chance.randint(1, 9_999_999)).scaleb(-digits) if digits else Decimal(chance.randint(1, 5000))
    )


def form_of(year: int) -> Form:
    """The form a report on that year is printed on."""
    return FORMS["2019" if year < 2021 else "2021"]
