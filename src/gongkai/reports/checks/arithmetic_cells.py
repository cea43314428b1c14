"""What every figure must be by itself: whole and not negative, money in its unit, subtotals that add up."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gongkai.law.report_form import COUNT_UNIT, MONEY_UNIT, TABLE3, TABLES, CellId, Form
from gongkai.reports.checks.arithmetic_sides import written
from gongkai.reports.checks.declared import LIMITS, WORDS, Outcome, Subject, passed, unknown
from gongkai.reports.checks.labels import TABLE_LABELS, cell_label, column_of, row_label
from gongkai.reports.report import Kind, ReadCell
from gongkai.reports.verdicts import Result

_NEGATIVE = "{cell}是{value}，不能是负数。"
_FRACTION = "{cell}是{value}，数量应是整数。"
_ALL_WHOLE = "{table}的{count}个数都是非负数，件数都是整数。"
_NO_NUMBERS = "{table}里没有读出数字，无法核对。"
_SUBTOTAL = "“{row}”行：小计{subtotal}，五栏之和{total}。"
_SUBTOTAL_UNKNOWN = "“{row}”行：小计或者其中一栏没有数字，无法核对。"
_IN_YUAN = "{cell}写作“{raw}”，单位像是元；表二的金额以万元计。"
_NOT_TAKEN = "{cell}写作“{raw}”：{why}"
# The reader does not convert an amount in another unit, and says so with this word.
_OF_UNIT = "单位"
_JUMP = "{cell}本年{value}万元，上一年{before}万元，相差悬殊，像是把元当作万元填写。"
_TOO_MUCH = "{cell}是{value}万元，数额过大，像是把元当作万元填写。"
_FEE_FINE = "{cell}{value}万元，没有发现单位填错的迹象。"


def whole_and_not_negative(subject: Subject) -> Iterator[Outcome]:
    """Each figure that is negative or broken, or one outcome for a table that is sound (E8)."""
    form, cells = subject.report.form, subject.report.cells
    for table in TABLES:
        numbers = [(at, cell) for at, cell in cells.items() if at.table == table and cell.value is not None]
        label = TABLE_LABELS[table]
        if not numbers:
            yield unknown(_NO_NUMBERS.format(table=label), table)
            continue
        faults = [fault for at, cell in numbers for fault in _cell_faults(form, at, cell)]
        yield from faults
        if not faults:
            yield passed(_ALL_WHOLE.format(table=label, count=len(numbers)), table)


def _cell_faults(form: Form, at: CellId, cell: ReadCell) -> Iterator[Outcome]:
    column = column_of(form, at)
    value = Decimal(cell.value or 0)
    sentences = []
    if value < 0 and not column.signed:
        sentences.append(_NEGATIVE)
    if column.unit == COUNT_UNIT and value != value.to_integral_value():
        sentences.append(_FRACTION)
    if sentences:
        message = "".join(s.format(cell=cell_label(form, at), value=written(value)) for s in sentences)
        yield Outcome(str(at), message, left=written(value), where=cell.where)


def subtotals(subject: Subject) -> Iterator[Outcome]:
    """Whether the column some organs add is the sum of the five columns of organisations."""
    report = subject.report
    for at, found in report.subtotals.items():
        if at.table != TABLE3:
            continue
        row = row_label(report.form, at)
        parts = [report.value(CellId(at.table, at.row, code)) for code in WORDS["organisations"]]
        numbers = [part for part in parts if part is not None]
        if found.value is None or len(numbers) < len(parts):
            yield unknown(_SUBTOTAL_UNKNOWN.format(row=row), at.row, found.where)
            continue
        total, subtotal = Decimal(sum(numbers)), Decimal(found.value)
        message = _SUBTOTAL.format(row=row, subtotal=written(subtotal), total=written(total))
        result = Result.PASS if total == subtotal else None
        yield Outcome(at.row, message, result, written(subtotal), written(total), found.where)


def money_in_its_unit(subject: Subject) -> Iterator[Outcome]:
    """Whether amounts look as if they were filled in in 元 where 万元 is asked for."""
    report = subject.report
    for at in report.form.cells():
        cell = report.cells.get(at)
        if cell is None or column_of(report.form, at).unit != MONEY_UNIT:
            continue
        if cell.value is not None:
            yield _amount(subject, at, cell, Decimal(cell.value))
        elif cell.kind is Kind.UNREADABLE and _OF_UNIT in cell.note:
            message = _NOT_TAKEN.format(cell=cell_label(report.form, at), raw=cell.raw, why=cell.note)
            yield Outcome(str(at), message, left=cell.raw, where=cell.where)


def _amount(subject: Subject, at: CellId, cell: ReadCell, value: Decimal) -> Outcome:
    label = cell_label(subject.report.form, at)
    before = subject.previous.value(at) if subject.previous else None
    beside = (cell.raw + cell.note).replace(MONEY_UNIT, "")
    sentence = ""
    if "元" in beside and "亿" not in beside:
        sentence = _IN_YUAN
    elif before and value >= before * LIMITS["fee_jump"]:
        sentence = _JUMP
    elif value >= LIMITS["fee_most"]:
        sentence = _TOO_MUCH
    message = (sentence or _FEE_FINE).format(
        cell=label, raw=cell.raw, value=written(value), before=written(Decimal(before or 0))
    )
    if not sentence:
        return passed(message, str(at), cell.where)
    right = written(Decimal(before)) if sentence is _JUMP and before else ""
    return Outcome(str(at), message, left=written(value), right=right, where=cell.where)
