"""One worksheet as its reader sees it, laid out as prose between tables."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from gongkai.law.report_form import FORMS
from gongkai.reports.reading.limits import MOST_PLACES, TABLE_TOO_LARGE
from gongkai.reports.reading.refusals import ReportUnreadable
from gongkai.reports.source import Grid, GridCell, Paragraph

_SHEET_PLACE = "工作表“{name}”"
_ROW_PLACE = "工作表“{name}”第{row}行"
_HIDDEN_PARTS = "工作表“{name}”中有{rows}行、{columns}列是隐藏的，没有读取。"
_BLANKS = re.compile(r"\s+")
_HEADINGS = tuple(
    name for form in FORMS for section in form.sections for name in (section.label, *section.aliases)
)
_TITLE = "年度报告"
_PROSE = re.compile("[。；！？]")
_LONGEST_LABEL = 60
# A merged range may reach far below the last row that holds anything.
_LONGEST_MERGE = 200


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, both ends included; rows and columns count from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a worksheet that hold something, by row and column, and what lies over them."""

    name: str
    values: Mapping[tuple[int, int], str]
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = field(default_factory=frozenset)
    hidden_columns: frozenset[int] = field(default_factory=frozenset)

    @property
    def gap(self) -> str:
        """What hidden rows and columns hold back, empty when they hold nothing."""
        rows = {row for row, _ in self.values if row in self.hidden_rows}
        columns = {column for _, column in self.values if column in self.hidden_columns}
        if not rows and not columns:
            return ""
        return _HIDDEN_PARTS.format(name=self.name, rows=len(rows), columns=len(columns))

    def blocks(self) -> Iterator[Paragraph | Grid]:
        """Yield paragraphs and grids from the top; rows keep their numbers of the sheet in every place."""
        pending: list[list[GridCell]] = []
        for band in self._bands():
            filled = [cell for cell in band if cell.text]
            if filled and not (len(filled) == 1 and _is_prose(filled[0].text)):
                pending.append(band)
                continue
            yield from self._settled(pending)
            pending = []
            yield from self._paragraphs(filled)
        yield from self._settled(pending)

    def _settled(self, bands: list[list[GridCell]]) -> Iterator[Paragraph | Grid]:
        """Bands that follow one another: a grid if any has two cells filled, else lines of text."""
        filled = [[cell for cell in band if cell.text] for band in bands]
        if any(len(cells) > 1 for cells in filled):
            yield Grid(tuple(cell for band in bands for cell in band), _SHEET_PLACE.format(name=self.name))
        else:
            yield from self._paragraphs([cell for cells in filled for cell in cells])

    def _paragraphs(self, cells: list[GridCell]) -> Iterator[Paragraph]:
        for cell in cells:
            where = _ROW_PLACE.format(name=self.name, row=cell.row + 1)
            yield from (Paragraph(line, where) for part in cell.text.split("\n") if (line := part.strip()))

    def _bands(self) -> Iterator[list[GridCell]]:
        """Yield the cells of rows that merged cells hold together, from the top."""
        band: list[GridCell] = []
        end = 0
        for cell in self._cells():
            if band and cell.row >= end:
                yield band
                band = []
            band.append(cell)
            end = max(end, cell.row + cell.rowspan)
        if band:
            yield band

    def _cells(self) -> list[GridCell]:
        """Every visible place of the used range, once, empty ones too, in reading order."""
        if not self.values:
            return []
        last_rows = [
            min(merge.bottom, merge.top + _LONGEST_MERGE)
            for merge in self.merges
            if (merge.top, merge.left) in self.values
        ]
        used = _span([*(row for row, _ in self.values), *last_rows])
        rows = [row for row in used if row not in self.hidden_rows]
        columns = [col for col in _span(col for _, col in self.values) if col not in self.hidden_columns]
        if len(rows) * len(columns) > MOST_PLACES:
            raise ReportUnreadable(TABLE_TOO_LARGE)
        seen = _Seen(rows, columns)
        cells: list[GridCell] = []
        taken: set[tuple[int, int]] = set()
        for merge in self.merges:
            places = seen.places(merge)
            if places and taken.isdisjoint(places):
                taken.update(places)
                cells.append(_merged(self.values.get((merge.top, merge.left), ""), places))
        cells += [
            GridCell(self.values.get((row, column), ""), row, column)
            for row in rows
            for column in columns
            if (row, column) not in taken
        ]
        return sorted(cells, key=lambda cell: (cell.row, cell.column))


class _Seen:
    """The visible rows and columns of a used range."""

    def __init__(self, rows: list[int], columns: list[int]) -> None:
        self._rows, self._columns = rows, columns
        self._places_left = 2 * MOST_PLACES

    def places(self, merge: Merge) -> list[tuple[int, int]]:
        """The visible places under a merged range, in reading order."""
        rows = _between(self._rows, merge.top, merge.bottom)
        columns = _between(self._columns, merge.left, merge.right)
        self._places_left -= 1 + len(rows) * len(columns)
        if self._places_left < 0:
            raise ReportUnreadable(TABLE_TOO_LARGE)
        return [(row, column) for row in rows for column in columns]


def _between(numbers: list[int], first: int, last: int) -> list[int]:
    return numbers[bisect_left(numbers, first) : bisect_right(numbers, last)]


def _merged(text: str, places: list[tuple[int, int]]) -> GridCell:
    (top, left), (bottom, right) = places[0], places[-1]
    return GridCell(text, top, left, bottom - top + 1, right - left + 1)


def _span(numbers: Iterable[int]) -> range:
    found = set(numbers)
    return range(min(found), max(found) + 1)


def _is_prose(text: str) -> bool:
    """Whether the only text of a row stands outside tables: a heading of the form, a title, a sentence.

    A row of a table may have its label and nothing else; that stays in the table.
    """
    plain = _BLANKS.sub("", text)
    is_heading = any(heading in plain for heading in _HEADINGS) and len(plain) < _LONGEST_LABEL
    return is_heading or plain.endswith(_TITLE) or len(plain) > _LONGEST_LABEL or bool(_PROSE.search(plain))
