"""What a figure in the text is compared with: sums of cells of the report's tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from gongkai.law.report_form import FORMS, MONEY_UNIT, CellId, Form, parse_cell
from gongkai.reports.report import ReadReport

_YUAN_A_UNIT = 10_000
_MOST_PLACES = 4
_ALL = "*"


@dataclass(frozen=True, slots=True)
class Formula:
    """A sum of cells; each cell with its sign."""

    terms: tuple[tuple[int, CellId], ...]

    def value(self, report: ReadReport) -> Decimal | None:
        """The sum, money in 元; None where a cell it needs holds no number."""
        total = Decimal(0)
        for sign, cell in self.terms:
            value = report.value(cell)
            if value is None:
                return None
            total += sign * value * (_YUAN_A_UNIT if _is_money(report.form_code, cell) else 1)
        return total

    def lacking(self, report: ReadReport) -> tuple[CellId, ...]:
        """The cells that hold no number."""
        return tuple(cell for _, cell in self.terms if report.value(cell) is None)

    def where(self, report: ReadReport) -> str:
        """The places of its cells."""
        places = [report.cells[cell].where for _, cell in self.terms if cell in report.cells]
        shown = "、".join(dict.fromkeys(places[:_MOST_PLACES]))
        return _AND_MORE.format(places=shown) if len(places) > _MOST_PLACES else shown


_AND_MORE = "{places}等"


@lru_cache(maxsize=1024)
def formula(text: str, form_code: str) -> Formula | None:
    """The sum that «table3/new/total + table3/r.deny*/total» names; None if the form lacks a cell of it."""
    terms: list[tuple[int, CellId]] = []
    for word in text.replace("- ", "-").replace("+ ", "").split():
        sign = -1 if word.startswith("-") else 1
        cells = list(_cells(FORMS[form_code], word.removeprefix("-")))
        if not cells:
            return None
        terms += [(sign, cell) for cell in cells]
    return Formula(tuple(terms))


def _cells(form: Form, word: str) -> Iterator[CellId]:
    wanted = parse_cell(word)
    for cell in form.cells():
        same_row = (
            cell.row.startswith(wanted.row.removesuffix(_ALL))
            if wanted.row.endswith(_ALL)
            else cell.row == wanted.row
        )
        if same_row and cell.table == wanted.table and cell.column == wanted.column:
            yield cell


@lru_cache(maxsize=1024)
def _is_money(form_code: str, cell: CellId) -> bool:
    return FORMS[form_code].column(cell).unit == MONEY_UNIT
