"""The address of one figure in the tables of the annual report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

TABLE2, TABLE3, TABLE4 = "table2", "table3", "table4"
TABLES = (TABLE2, TABLE3, TABLE4)


class CellId(NamedTuple):
    """One cell: its table, its row and its column; `column` is empty where the row has a single figure."""

    table: str
    row: str
    column: str = ""

    def __str__(self) -> str:
        return "/".join(part for part in self if part)


def parse_cell(text: str) -> CellId:
    """The cell a text such as «table3/r.open/natural» names. Raises ValueError."""
    parts = text.split("/")
    if len(parts) not in (2, 3) or parts[0] not in TABLES:
        raise ValueError(text)
    return CellId(*parts)


def nested(cells: Mapping[CellId, Any]) -> dict[str, dict[str, Any]]:
    """Cells as `table[row][column]`; a row with a single figure is that figure."""
    result: dict[str, dict[str, Any]] = {table: {} for table in TABLES}
    for (table, row, column), value in cells.items():
        if column:
            result[table].setdefault(row, {})[column] = value
        else:
            result[table][row] = value
    return result
