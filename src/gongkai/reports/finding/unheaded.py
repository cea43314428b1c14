"""Rows of a table without heads: the order of its columns is unknown, so only equal figures are certain."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.law.report_form import TABLE3, CellId, Column
from gongkai.reports.finding.board import Board
from gongkai.reports.finding.claims import Claims
from gongkai.reports.finding.figures import is_figure, read_figure
from gongkai.reports.report import Kind, ReadCell
from gongkai.reports.source import GridCell

NO_HEADS = "没有读到表头，不能确定各栏的顺序。"
_BLANK_AMONG = "没有读到表头，而且有空格，不能确定各栏的顺序。"


def read_without_heads(board: Board, row: int, code: str, columns: Sequence[Column], claims: Claims) -> None:
    """Takes the figures of a row of table 3 when they are all the same; says otherwise that it cannot."""
    cells = board.row(row)
    first = next((at for at, cell in enumerate(cells) if is_figure(cell.text)), None)
    if first is None:
        return
    figures = cells[first:]
    keys = [CellId(TABLE3, code, column.code) for column in columns]
    where = board.place(figures[0])
    raw = " ".join(cell.text.strip() for cell in figures)
    if not _are_single(figures):
        claims.refuse(keys, raw=raw, where=where, note=_BLANK_AMONG)
        return
    same = all_equal([cell.text for cell in figures], len(keys))
    if same is None:
        claims.refuse(keys, raw=raw, where=where, note=NO_HEADS)
        return
    for key, cell in zip(keys, figures, strict=True):
        claims.put(key, ReadCell(same[0], cell.text, same[1], where))


def all_equal(texts: Sequence[str], wanted: int) -> tuple[int, Kind] | None:
    """The whole number that all of them are, when there are exactly as many as wanted."""
    read = {read_figure(text, unit="件") for text in texts}
    if len(texts) != wanted or len(read) != 1:
        return None
    ((value, kind, note),) = read
    return (value, kind) if isinstance(value, int) and not note else None


def _are_single(cells: Sequence[GridCell]) -> bool:
    return all(cell.rowspan == cell.colspan == 1 and not cell.nested and cell.text.strip() for cell in cells)
