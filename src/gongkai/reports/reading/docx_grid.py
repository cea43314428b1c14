"""Rows of a docx table laid out as a grid: what is merged down, across, or across in the old way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from gongkai.documents.docx_styles import W, attribute
from gongkai.reports.source import Grid, GridCell

_WIDEST = 500
_PROPERTIES, _VALUE = f"{W}tcPr", f"{W}val"
_SPAN, _ACROSS, _DOWN = f"{W}gridSpan", f"{W}hMerge", f"{W}vMerge"
_GOES_ON = "continue"


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
        told = _told(cell)
        span = _count(told.get(_SPAN), least=1)
        if slots and told.get(_ACROSS) == _GOES_ON:
            slots[-1].span += span
            slots[-1].elements.append(cell)
        else:
            down = told.get(_DOWN)
            slots.append(Slot([cell], column, span, merges=down is not None, goes_on=down == _GOES_ON))
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


def _told(cell: etree._Element) -> dict[object, str]:
    """What a cell's properties say, by their names; a merge that says nothing more goes on."""
    properties = cell.find(_PROPERTIES)
    return {one.tag: one.get(_VALUE) or _GOES_ON for one in properties} if properties is not None else {}


def _count(number: str | None, *, least: int) -> int:
    return min(max(int(number), least), _WIDEST) if number and number.isdecimal() else least
