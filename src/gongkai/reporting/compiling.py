"""Every cell of an organ's annual report: counted from the year's acts, or provided by a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gongkai.kernel.models import Organ
from gongkai.law.report_form import TABLE2, TABLE3, TABLE4, CellId, Form, form_for
from gongkai.reporting.counting import count_table3
from gongkai.reporting.counting_remedies import count_table4
from gongkai.reporting.entered import Provided, Value, entered_tables, is_before_use, provided
from gongkai.reporting.models import Origin
from gongkai.reporting.section_two import NO_SIGN, can_count, items_by_cell


@dataclass(frozen=True, slots=True)
class CellFigure:
    """The figure of one cell; `value` is None where nobody has provided it. `given` names who did."""

    value: Value | None
    origin: str = Origin.COMPUTED
    given: Provided | None = None


@dataclass(frozen=True, slots=True)
class Compiled:
    """All cells of the form for an organ's year; `gaps` says in Chinese what could not be counted."""

    organ: Organ
    year: int
    form: Form
    cells: Mapping[CellId, CellFigure]
    gaps: tuple[str, ...] = ()

    def values(self) -> dict[CellId, Value | None]:
        """The bare values by cell, in the order of the form."""
        return {cell: figure.value for cell, figure in self.cells.items()}

    def missing(self) -> tuple[CellId, ...]:
        """The cells nobody has provided."""
        return tuple(cell for cell, figure in self.cells.items() if figure.value is None)


def compile_cells(organ: Organ, year: int) -> Compiled:
    """Count the year as its facts lie on 31 December. Raises NoForm for a year without a form.

    A fixed number of queries. What the system counts itself is never taken from people, but for a year that
    was over before the organ opened here: then a table is theirs as soon as they provided a cell of it.
    """
    form = form_for(year)
    given = provided(organ, year)
    counted = dict(_counted(organ, year, form, entered_tables(given)))
    cells = {cell: _figure(cell, counted, given, is_before_use(organ, year)) for cell in form.cells()}
    return Compiled(organ, year, form, cells, () if can_count(organ) else (NO_SIGN,))


def _counted(
    organ: Organ, year: int, form: Form, entered: frozenset[str]
) -> Iterator[tuple[CellId, int]]:  # fmt: skip
    """What the system knows itself. A year before use that left nothing here is unknown, not zero."""
    before = is_before_use(organ, year)
    parts: list[dict[CellId, int]] = []
    if can_count(organ):
        parts.append({cell: len(ids) for cell, ids in items_by_cell(organ, year, form).items()})
    if not (before and TABLE3 in entered):
        parts.append(count_table3(organ, year, form))
    if not (before and TABLE4 in entered):
        parts.append(count_table4(organ, year))
    for part in parts:
        if not before or any(part.values()):
            yield from part.items()


def _figure(
    cell: CellId, counted: Mapping[CellId, int], given: Mapping[str, Provided], before_use: bool
) -> CellFigure:
    entered = given.get(str(cell))
    may_enter = before_use if cell in counted else (before_use or cell.table == TABLE2)
    if entered is not None and may_enter:
        return CellFigure(entered.value, entered.origin, entered)
    return CellFigure(counted.get(cell))
