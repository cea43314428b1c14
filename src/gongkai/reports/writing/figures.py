"""How a figure of a report is printed, and how its place is named for people."""

from __future__ import annotations

from decimal import Decimal

from gongkai.law.report_form import TABLES, CellId, Form, Row
from gongkai.reports.content import Content

_NOTE = "（{note}）"
_TABLE_NAMES = dict(zip(TABLES, ("表二", "表三", "表四"), strict=True))
_PLACE = "{row}·{column}"


def table_name(table: str) -> str:
    """«表三»: a table is called after the section it stands in."""
    return _TABLE_NAMES[table]


def printed(value: int | Decimal | None) -> str:
    """A value without needless zeros and never in powers of ten; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def note_of(content: Content, cell: CellId) -> str:
    """The remark beside a number, in brackets as it is printed; nothing where there is none."""
    note = (content.notes or {}).get(cell, "").strip()
    if not note or (note.startswith("（") and note.endswith("）")):
        return note
    return _NOTE.format(note=note)


def printed_cell(content: Content, cell: CellId) -> str:
    """What stands in a cell: its number and the remark beside it."""
    return printed(content.cells.get(cell)) + note_of(content, cell)


def place(form: Form, cell: CellId) -> str:
    """A cell named by its row and column: «予以公开·自然人». Raises KeyError for an unknown cell."""
    row, column = form.row(cell), form.column(cell)
    words = row.label
    if isinstance(row, Row) and row.group_label:
        words = _PLACE.format(row=row.group_label, column=row.label)
    return _PLACE.format(row=words, column=column.label)
