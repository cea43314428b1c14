"""Which rows of a grid belong to which table: one grid may hold a whole page, or several tables."""

from __future__ import annotations

from gongkai.law.report_form import TABLE2, TABLE3, TABLE4, TABLES
from gongkai.reports.finding.board import Board
from gongkai.reports.finding.headings import is_section_heading
from gongkai.reports.finding.labels import fold, segments
from gongkai.reports.finding.lexicon import LITIGATION, TELLING_APPLICANTS, TELLING_RESULTS, Lexicon

PROSE = "prose"
_LONGEST_LABEL = 60
_LEVELS_ABOVE = 3
_ITEM = "第二十条第"


def zones(board: Board, words: Lexicon, before: str = "") -> list[str]:
    """The table of each row: what tells it reigns until something else does. `before` reigns at the start."""
    told = [_evidence(board, row, words) for row in range(board.rows)]
    reigning, found = before, list[str]()
    for row, evidence in enumerate(told):
        if evidence in TABLES and evidence != reigning:
            _take_rows_above(board, row, told, found, evidence)
        reigning = evidence or reigning
        found.append(reigning)
    return found


def _take_rows_above(board: Board, row: int, told: list[str], found: list[str], table: str) -> None:
    """Upper levels of a table's heads tell nothing by themselves."""
    for above in range(row - 1, max(-1, row - 1 - _LEVELS_ABOVE), -1):
        if told[above] or sum(bool(cell.text.strip()) for cell in board.row(above)) < 2:
            return
        found[above] = table


def _evidence(board: Board, row: int, words: Lexicon) -> str:
    texts = {cell.text for cell in board.row(row) if cell.text.strip()}
    if board.columns < 2 or any(cell.nested for cell in board.row(row)) or _is_prose(texts):
        return PROSE
    if applicants_in(board, row, words):
        return TABLE3
    if len(results_in(board, row, words)) >= 2 or any(_tells_table4(text, words) for text in texts):
        return TABLE4
    if any(_tells_table2(text, words) for text in texts):
        return TABLE2
    if any(words.telling_row(piece) for text in texts for piece in segments(text)):
        return TABLE3
    return ""


def _is_prose(texts: set[str]) -> bool:
    if len(texts) != 1:
        return False
    (text,) = texts
    return len(text) > _LONGEST_LABEL or "。" in text or is_section_heading(text)


def _tells_table4(text: str, words: Lexicon) -> bool:
    return bool(words.remedy(text)) or fold(text) == LITIGATION


def _tells_table2(text: str, words: Lexicon) -> bool:
    return bool(words.item(text) or words.item_head(text)) or fold(text).startswith(_ITEM)


def applicants_in(board: Board, row: int, words: Lexicon) -> bool:
    """Whether the row is one of the heads of table 3."""
    codes = {words.applicant(cell.text) for cell in board.row(row)}
    return len(codes & TELLING_APPLICANTS) >= 3


def results_in(board: Board, row: int, words: Lexicon) -> set[str]:
    """The results that the row heads columns of table 4 with."""
    return {words.result(cell.text) for cell in board.row(row)} & TELLING_RESULTS
