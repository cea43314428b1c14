"""The tables of a report that was read, drawn as the form prints them, each cell with what stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gongkai.law.report_form import FORMS, TABLES, CellId
from gongkai.reports.report import Kind
from gongkai.reports.source import MarkKind
from gongkai.reports.writing import LaidCell, layout, table_name

_TITLES = {"table2": "proactive", "table3": "requests", "table4": "remedies"}
_BLANK, _UNREAD = "空", "？"
_MARKS = {
    MarkKind.BOOKMARK: "书签", MarkKind.INSERTION: "修订：插入", MarkKind.DELETION: "修订：删除",
    MarkKind.COMMENT: "批注", MarkKind.HIGHLIGHT: "突出显示", MarkKind.HIDDEN: "隐藏文字",
}  # fmt: skip


@dataclass(frozen=True)
class ReadCell:
    """A laid cell with what was read in it; `kind` is empty for what the form prints itself.

    `title` says where it stands, or why nothing could be read.
    """

    laid: LaidCell
    text: str
    kind: str = ""
    note: str = ""
    title: str = ""


@dataclass(frozen=True)
class ReadTable:
    """A table of the form; `is_there` says whether the report has it."""

    code: str
    name: str
    title: str
    is_there: bool
    rows: list[list[ReadCell]]


def read_tables(extracted: Mapping[str, Any]) -> list[ReadTable]:
    """The three tables as they were read."""
    form = FORMS[extracted["report"]["format"]]
    laid, titles = layout(form), {section.code: section.label for section in form.sections}
    return [
        ReadTable(
            table, table_name(table), titles[_TITLES[table]], table in extracted["tables"],
            [
                [_shown(cell, extracted) for cell in laid[table].in_row(row)]
                for row in range(laid[table].rows)
            ],
        )
        for table in TABLES
    ]  # fmt: skip


def read_marks(extracted: Mapping[str, Any]) -> list[dict[str, str]]:
    """What editors left behind, with a word for each kind."""
    return [one | {"label": _MARKS[MarkKind(one["kind"])]} for one in extracted["marks"]]


def _shown(laid: LaidCell, extracted: Mapping[str, Any]) -> ReadCell:
    if laid.cell is None:
        return ReadCell(laid, laid.text)
    read = _read(extracted, laid.cell)
    text = _text(read)
    if text == _UNREAD:
        return ReadCell(laid, text, read["kind"], title=read["note"])
    return ReadCell(laid, text, read["kind"], read["note"], read["where"])


def _read(extracted: Mapping[str, Any], cell: CellId) -> Mapping[str, Any]:
    found: Mapping[str, Any] = extracted[cell.table][cell.row]
    return found[cell.column] if cell.column else found


def _text(read: Mapping[str, Any]) -> str:
    if read["value"] is not None:
        return str(read["value"])
    if read["kind"] == Kind.BLANK:
        return _BLANK
    return read["raw"] or _UNREAD
