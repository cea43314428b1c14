"""Tables in plain text whose cells are divided by tabs or by upright bars."""

from __future__ import annotations

import re

from gongkai.documents.blanks import EDGE_BLANKS
from gongkai.reports.source import GridCell

_RULE = re.compile(r":?[-－—]{1,}:?")
_BREAK = re.compile(r"<br\s*/?>", re.I)
_BAR = re.compile(r"(?<!\\)[|｜]")
_LIST_NUMBER = re.compile(r"[（(]?[一二三四五六七八九十百\d]{1,4}[)）、.．]?|[•●■\-]")
_FIGURE = re.compile(r"[\d,，.．]+|[-—/]")
_LONGEST_CELL = 60


def bar_table(lines: list[str]) -> tuple[list[GridCell], int]:
    """Return the cells of the table these lines begin with and how many lines it takes; no cells if none.

    A rule of dashes under the head, as in Markdown, is no row.
    """
    rows = [_bar_row(line) for line in lines]
    return _rectangle(rows)


def is_ragged(lines: list[str]) -> bool:
    """Whether rows have differently many cells, because merged cells were written only once.

    Which column a figure stands in is then not told by counting tabs.
    """
    rows = [[cell.strip(EDGE_BLANKS) for cell in line.split("\t")] for line in lines]
    figures = [row for row in rows if sum(1 for cell in row if _FIGURE.fullmatch(cell)) > 1]
    if not figures or any(_is_prose(row) for row in rows):
        return len({len(row) for row in figures}) > 1
    return len({len(row) for row in rows}) > 1


def tab_table(lines: list[str]) -> tuple[list[GridCell], int]:
    """Return the cells of lines with equally many tabs, and the count of lines; no cells if it is no table.

    Lines with one tab may be numbered or indented paragraphs, and are a table only where neither fits.
    """
    rows = [[cell.strip(EDGE_BLANKS) for cell in line.split("\t")] for line in lines]
    if len(rows[0]) == 2 and any(_is_prose(row) for row in rows):
        return [], 0
    if not any(sum(1 for cell in row if cell) > 1 for row in rows):
        return [], 0
    return _rectangle(rows)


def _is_prose(row: list[str]) -> bool:
    numbered = _LIST_NUMBER.fullmatch(row[0]) is not None and not row[1].isdigit()
    return not row[0] or numbered or any(len(cell) > _LONGEST_CELL for cell in row)


def _bar_row(line: str) -> list[str]:
    cells = [_cell(piece) for piece in _BAR.split(line.strip(EDGE_BLANKS))]
    if len(cells) > 2 and not cells[0] and not cells[-1]:
        return cells[1:-1]
    return cells


def _cell(piece: str) -> str:
    lines = _BREAK.split(piece.replace("\\|", "|"))
    return "\n".join(line.strip(EDGE_BLANKS) for line in lines).strip("\n")


def _rectangle(rows: list[list[str]]) -> tuple[list[GridCell], int]:
    """The rows with as many cells as the first; one alone, or two cells of words only, is no table."""
    width = len(rows[0])
    height = next((index for index, row in enumerate(rows) if len(row) != width), len(rows))
    if height < 2 or width < 2:
        return [], 0
    body = [row for row in rows[:height] if not all(_RULE.fullmatch(cell) for cell in row)]
    cells = [GridCell(text, row, column) for row, line in enumerate(body) for column, text in enumerate(line)]
    return cells, height
