"""Figures that people provide: which may be entered for a year, what was entered, how values are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from gongkai.kernel.errors import InputRefused
from gongkai.kernel.models import Organ
from gongkai.kernel.registry import registry
from gongkai.law.report_form import FORMS, MONEY_UNIT, TABLE2, TABLES, CellId, Form, form_for
from gongkai.law.report_form.quoted import QUOTED_FIGURES, FigureKind
from gongkai.reporting.models import EnteredFigure
from gongkai.reporting.section_two import can_count, computed_cells
from gongkai.reports.writing.figures import place, table_name

SCALE = 10_000
#: Decimal places of amounts: 万元 to the 元, 元 to the 分.
_PLACES = {MONEY_UNIT: 4, "元": 2}
#: Beyond what a column of the database holds; no organ comes near.
_MOST = 10**14
_LABEL = "{table} {place}"
#: Commas part thousands or nothing: «1,5» is not fifteen.
_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:[,，]\d{3})+)(?:\.\d*)?(?:[eE][+-]?\d{1,3})?")
_NO_NUMBER = "“{label}”的数值“{text}”不是数字，请只填数字。"
_WHOLE = "“{label}”须是整数（单位：{unit}）。"
_TOO_FINE = "“{label}”最多写{places}位小数（单位：{unit}）。"
_NEGATIVE = "“{label}”不能是负数。"
_TOO_BIG = "“{label}”的数值太大，请核对单位（{unit}）。"

Value = int | Decimal


@dataclass(frozen=True, slots=True)
class Target:
    """A figure that may be entered: its key, how people call it, its unit, whether it may be negative."""

    key: str
    label: str
    unit: str
    signed: bool = False

    @property
    def places(self) -> int:
        """How many decimal places its value may have."""
        return _PLACES.get(self.unit, 0)

    def scaled(self, text: str | Value) -> int:
        """The value as it is kept; raises InputRefused in words."""
        written = str(text).strip()
        if not _NUMBER.fullmatch(written):
            raise InputRefused(_NO_NUMBER.format(label=self.label, text=written[:20]))
        number = Decimal(written.replace(",", "").replace("，", ""))
        self._require_fit(number)
        return int(number * SCALE)

    def _require_fit(self, number: Decimal) -> None:
        said = {"label": self.label, "unit": self.unit, "places": self.places}
        if abs(number) > _MOST:
            raise InputRefused(_TOO_BIG.format(**said))
        if number != round(number, self.places):
            raise InputRefused((_TOO_FINE if self.places else _WHOLE).format(**said))
        if number < 0 and not self.signed:
            raise InputRefused(_NEGATIVE.format(**said))

    def value(self, scaled: int) -> Value:
        """A kept value as the number it is: whole for counts, a Decimal for amounts."""
        return Decimal(scaled) / SCALE if self.places else scaled // SCALE


@dataclass(frozen=True, slots=True)
class Provided:
    """A figure somebody provided: by whom, from where, when."""

    key: str
    value: Value
    origin: str
    source: str
    person_id: int
    person: str
    at: datetime


def is_before_use(organ: Organ, year: int) -> bool:
    """Whether the year was over before the organ opened on this system: then its history may be entered."""
    return organ.opened_on > date(year, 12, 31)


def targets(organ: Organ, year: int) -> dict[str, Target]:
    """Every figure a person may enter for that year, by key. Raises NoForm."""
    form = form_for(year)
    return {
        target.key: target for target in (*_cells(organ, year, form), *_quoted(is_before_use(organ, year)))
    }


def _cells(organ: Organ, year: int, form: Form) -> Iterator[Target]:
    computed = computed_cells(form) if can_count(organ) else frozenset()
    for cell in form.cells():
        is_outside = cell.table == TABLE2 and cell not in computed
        if is_outside or is_before_use(organ, year):
            column = form.column(cell)
            yield Target(str(cell), cell_label(form, cell), column.unit, column.signed)


def cell_label(form: Form, cell: CellId) -> str:
    """«表二 行政许可·本年处理决定数量»."""
    return _LABEL.format(table=table_name(cell.table), place=place(form, cell))


def _quoted(before_use: bool) -> Iterator[Target]:
    for figure in QUOTED_FIGURES:
        if figure.kind is FigureKind.SHARE or (figure.is_computed and not before_use):
            continue
        for key, label in figure.parts():
            if before_use or key not in registry.figures:
                yield Target(key, label, figure.unit)


def provided(organ: Organ, year: int) -> dict[str, Provided]:
    """What people provided for the year: the newest of each key, what was taken back left out."""
    rows = EnteredFigure.objects.filter(organ=organ, year=year).select_related("entered_by").order_by("pk")
    newest = {row.key: row for row in rows}
    known = _every_target(form_for(year).code)
    return {
        key: Provided(
            key, known[key].value(row.value), row.origin, row.source, row.entered_by_id,
            row.entered_by.name, row.entered_at,
        )
        for key, row in newest.items()
        if row.value is not None and key in known
    }  # fmt: skip


@cache
def _every_target(form_code: str) -> dict[str, Target]:
    """Every cell and quoted figure there is, so that a kept value is read in its own unit."""
    form = FORMS[form_code]
    cells = (Target(str(cell), "", form.column(cell).unit) for cell in form.cells())
    quoted = (Target(key, label, figure.unit) for figure in QUOTED_FIGURES for key, label in figure.parts())
    return {target.key: target for target in (*cells, *quoted)}


def entered_tables(given: dict[str, Provided]) -> frozenset[str]:
    """The tables for which at least one cell was provided."""
    return frozenset(key.partition("/")[0] for key in given) & frozenset(TABLES)
