"""Cells found between lines, as the cells of a report's grid."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.documents.pdf_layout import SlotCell
from gongkai.reports.source import GridCell


def grid_cells(cells: Iterable[SlotCell]) -> list[GridCell]:
    """Return the same cells for a grid."""
    return [GridCell(one.text, one.row, one.column, one.rowspan, one.colspan) for one in cells]
