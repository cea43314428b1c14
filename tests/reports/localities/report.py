"""A locality's report as its clerk wrote it: prose, figures, and the words around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from gongkai.law.report_form import FORMS, TABLE2, TABLE3, TABLE4, CellId

Value = int | Decimal | None
_TITLES = {
    "2021": (
        "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项",
    ),
    "2019": (
        "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况", "五、政府信息公开工作存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What the clerk wrote. `shown` overrules how a figure is printed; `headings` are the six titles."""

    organ: str
    year: int
    title: str
    opening: tuple[str, ...]
    overview: tuple[str, ...]
    problems: tuple[str, ...]
    other: tuple[str, ...]
    closing: tuple[str, ...] = ()
    form: str = "2021"
    figures: Mapping[CellId, Value] = field(default_factory=dict)
    shown: Mapping[CellId, str] = field(default_factory=dict)
    headings: tuple[str, ...] = ()

    @property
    def titles(self) -> tuple[str, ...]:
        """The six headings."""
        return self.headings or _TITLES[self.form]

    def text(self, cell: CellId) -> str:
        """What is printed in a cell."""
        if cell in self.shown:
            return self.shown[cell]
        value = self.figures[cell]
        return "" if value is None else str(value)


def figures(
    table2: Mapping[str, str] | None = None,
    table3: Mapping[str, str] | None = None,
    table4: tuple[str, str, str] = ("0 0 0 0", "0 0 0 0", "0 0 0 0"),
    form: str = "2021",
) -> dict[CellId, Value]:
    """All cells of the form: those that are named, zero elsewhere, totals added up."""
    cells: dict[CellId, Value] = dict.fromkeys(FORMS[form].cells(), 0)
    for name, line in (table2 or {}).items():
        columns = [cell for cell in cells if cell.table == TABLE2 and cell.row == name]
        for cell, text in zip(columns, line.split(), strict=True):
            cells[cell] = _value(text, cell)
    persons = [column.code for column in FORMS[form].applicants][:-1]
    for name, line in (table3 or {}).items():
        for code, text in zip(persons, line.split(), strict=False):
            cells[CellId(TABLE3, name, code)] = int(text)
    details = [row.code for row in FORMS[form].rows if row.is_detail]
    for code in persons:
        total = sum(_whole(cells[CellId(TABLE3, row, code)]) for row in details)
        cells[CellId(TABLE3, "r.total", code)] = total
    for row in FORMS[form].rows:
        numbers = (_whole(cells[CellId(TABLE3, row.code, code)]) for code in persons)
        cells[CellId(TABLE3, row.code, "total")] = sum(numbers)
    for group, line in zip(("review", "direct", "after_review"), table4, strict=True):
        numbers4 = [int(text) for text in line.split()]
        results = ("upheld", "corrected", "other", "pending", "total")
        for code, number in zip(results, [*numbers4, sum(numbers4)], strict=True):
            cells[CellId(TABLE4, group, code)] = number
    return cells


def _value(text: str, cell: CellId) -> Value:
    if text == "-":
        return None
    return Decimal(text) if cell.row == "fees" or cell.column == "amount" else int(text)


def _whole(value: Value) -> int:
    return int(value or 0)
