"""Rows of a docx table laid out as a grid: what is merged down, across, or across in the old way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from gongkai.documents.docx_styles import W, attribute
from gongkai.reports.source import Grid, GridCell

_WIDEST = 500


@dataclass(slots=True)
class Slot:
    """A cell as its row has it, before merges down are settled."""

    elements: list[etree._Element]
    column: int
    span: int
    merges: bool
    goes_on: bool
    text: str = ""
    nested: tuple[Grid, ...] = ()
    rows: int = 1
    absorbed: bool = False


def slots_of(row: etree._Element, cells: Sequence[etree._Element]) -> list[Slot]:
    """The cells of a row at their grid columns; a cell merged across in the old way widens the one before."""
    slots: list[Slot] = []
    column = _count(attribute(row, f"{W}trPr/{W}gridBefore"), least=0)
    for cell in cells:
        properties = cell.find(f"{W}tcPr")
        span = _count(attribute(properties, f"{W}gridSpan"), least=1)
        if slots and _merge(properties, "hMerge") == "continue":
            slots[-1].span += span
            slots[-1].elements.append(cell)
        else:
            down = _merge(properties, "vMerge")
            slots.append(Slot([cell], column, span, merges=down != "", goes_on=down == "continue"))
        column += span
    return slots


def laid_out(rows: Sequence[Sequence[Slot]]) -> tuple[GridCell, ...]:
    """The cells of a grid; one that goes on from above lengthens that cell and its own text is not seen."""
    placed: list[tuple[int, Slot]] = []
    above: dict[int, Slot] = {}
    for number, row in enumerate(rows):
        merged: dict[int, Slot] = {}
        for slot in row:
            start = above.get(slot.column)
            if slot.goes_on and start is not None and start.span == slot.span:
                start.rows += 1
                slot.absorbed = True
                merged[slot.column] = start
                continue
            placed.append((number, slot))
            if slot.merges:
                merged[slot.column] = slot
        above = merged
    return tuple(
        GridCell(slot.text, number, slot.column, slot.rows, slot.span, slot.nested) for number, slot in placed
    )


def _merge(properties: etree._Element | None, name: str) -> str:
    element = properties.find(f"{W}{name}") if properties is not None else None
    return "" if element is None else element.get(f"{W}val") or "continue"


def _count(number: str | None, *, least: int) -> int:
    return min(max(int(number), least), _WIDEST) if number and number.isdecimal() else least
