"""Table 4 in the form's words, counted by the room of remedies."""

from __future__ import annotations

from gongkai.kernel.models import Organ
from gongkai.law.report_form import TABLE4, CellId
from gongkai.remedies.table4 import Group, group_of, table4
from gongkai.remedies.table4 import counted as counted_proceedings

#: The form's row of each group.
ROWS = {Group.RECONSIDERATION: "review", Group.DIRECT: "direct", Group.AFTER: "after_review"}
GROUPS = {row: group for group, row in ROWS.items()}


def count_table4(organ: Organ, year: int) -> dict[CellId, int]:
    """Every cell of table 4 of the year."""
    return {
        CellId(TABLE4, ROWS[Group(group)], str(column)): number
        for group, row in table4(organ, year).items()
        for column, number in row.items()
    }


def proceedings_by_cell(organ: Organ, year: int) -> dict[CellId, list[int]]:
    """The ids of the proceedings behind each cell that is not a total."""
    found: dict[CellId, list[int]] = {}
    for proceeding, column in counted_proceedings(organ, year):
        cell = CellId(TABLE4, ROWS[group_of(proceeding)], str(column))
        found.setdefault(cell, []).append(proceeding.pk)
    return found
