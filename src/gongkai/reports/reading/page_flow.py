"""Takes the tags of a page one by one, and keeps what a reader sees, in order, without building a tree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from gongkai.documents.blanks import EDGE_BLANKS, one_blank
from gongkai.reports.reading.page_shown import (
    BLOCKS,
    EMBEDDED,
    is_hidden,
    is_muted,
    mark_of,
)  # fmt: skip
from gongkai.reports.reading.page_table import WIDEST, Flow, RawCell, RawRow, RawTable, TooMuchMarkup, Trace
from gongkai.reports.source import MarkKind

_DEEPEST = 1000
_DEEPEST_TABLE = 30
_MOST_ELEMENTS = 250_000
_MOST_PLACES = 1_000_000
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffe\uffff]")
_UNREAD = frozenset({MarkKind.DELETION, MarkKind.COMMENT})
_DIGITS = frozenset("0123456789０１２３４５６７８９")
_SPAN = re.compile(r"\s*(\d{1,6})")
_JOINTS = re.compile(r"[_|>»›]|\s[-–—]+\s|--|——")


@dataclass(slots=True)
class _Element:
    """An open element, and what has to be undone when it ends."""

    tag: str
    shown: bool
    muted: bool = False
    keeps_lines: bool = False
    mark: MarkKind | None = None
    marked: list[str] = field(default_factory=list)
    closing: str = ""
    table: bool = False
    cell: bool = False
    row_before: RawRow | None = None


@dataclass(slots=True)
class _OpenTable:
    table: RawTable
    section: str = "tbody"
    group: int = 0
    row: RawRow | None = None


@dataclass(slots=True)
class _OpenFlow:
    flow: Flow
    line: list[str] = field(default_factory=list)
    traces: list[Trace] = field(default_factory=list)


class PageTarget:
    """A parser's target. Counts what it is given, and stops the parser with TooMuchMarkup."""

    def __init__(self) -> None:
        self.embeds = False
        self._root = Flow()
        self._flows = [_OpenFlow(self._root)]
        self._tables: list[_OpenTable] = []
        self._open: list[_Element] = []
        self._elements = 0
        self._places = 0
        self._title: list[str] = []
        self._marking: list[_Element] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._elements += 1
        if self._elements > _MOST_ELEMENTS or len(self._open) > _DEEPEST:
            raise TooMuchMarkup
        self.embeds = self.embeds or tag in EMBEDDED
        above = self._open[-1] if self._open else _NOTHING_OPEN
        element = _Element(
            tag,
            shown=above.shown and not is_hidden(tag, attributes),
            muted=above.muted or is_muted(attributes),
            keeps_lines=above.keeps_lines or tag == "pre",
        )
        self._open.append(element)
        if element.shown:
            self._begin(element, attributes)

    def _begin(self, element: _Element, attributes: Mapping[str, str]) -> None:
        if element.tag in BLOCKS:
            self._end_line()
        element.mark = mark_of(element.tag, attributes)
        if element.mark:
            self._marking.append(element)
        if element.tag in ("table", "tr", "td", "th", "thead", "tbody", "tfoot"):
            self._begin_table_part(element, attributes)
        elif element.tag == "input":
            self.data(attributes.get("value") or "")
        elif element.tag == "sup" and self._flows[-1].line and self._flows[-1].line[-1][-1:] in _DIGITS:
            # A raised number after a figure is a footnote's; run together they would be another figure.
            self._flows[-1].line.append("[")
            element.closing = "]"

    def end(self, tag: str) -> None:
        """An element ends; the parser ends every element it began, the last one first."""
        element = self._open.pop()
        if not element.shown:
            return
        if element.closing:
            self._flows[-1].line.append(element.closing)
        if element.mark:
            self._marking.pop()
            if words := _tidy("".join(element.marked)):
                self._flows[-1].traces.append(Trace(element.mark, words))
        if tag in BLOCKS or element.cell:
            self._end_line()
        self._end_table_part(element)

    def data(self, data: str | bytes) -> None:
        """Some text."""
        data = data if isinstance(data, str) else data.decode()
        element = self._open[-1] if self._open else _NOTHING_OPEN
        if element.tag == "title":
            self._title.append(data)
        if not data or not element.shown or element.muted:
            return
        for marking in self._marking:
            marking.marked.append(data)
        if any(marking.mark in _UNREAD for marking in self._marking):
            return
        first, *others = data.split("\n") if element.keeps_lines else [data]
        self._flows[-1].line.append(first)
        for line in others:
            self._end_line()
            self._flows[-1].line.append(line)

    def comment(self, text: str) -> None:
        """A comment is not read."""

    def close(self) -> None:
        """The page has ended."""

    def finished(self, wanted: str) -> Flow:
        """What the page shows; its title first where that is wanted and stands nowhere else."""
        self._end_line()
        title = _piece_with(wanted, _tidy("".join(self._title)))
        if title and not _says(self._root, title):
            self._root.items.insert(0, title)
        return self._root

    def _end_line(self) -> None:
        flow = self._flows[-1]
        if line := _tidy("".join(flow.line)):
            flow.flow.items.append(line)
        flow.flow.items += flow.traces
        flow.line, flow.traces = [], []

    def _begin_table_part(self, element: _Element, attributes: Mapping[str, str]) -> None:
        if element.tag == "table":
            self._begin_table()
            element.table = True
        elif not self._tables:
            return
        elif element.tag == "tr":
            self._begin_row(element, collapsed=(attributes.get("height") or "").strip() == "0")
        elif element.tag in ("td", "th"):
            self._begin_cell(element, attributes)
        else:
            self._begin_section(element.tag)

    def _end_table_part(self, element: _Element) -> None:
        if element.cell:
            self._flows.pop()
        elif element.table:
            self._end_table()
        elif element.tag == "tr" and self._tables:
            self._tables[-1].row = element.row_before
        elif element.tag in ("thead", "tbody", "tfoot") and self._tables:
            self._begin_section("tbody")

    def _begin_table(self) -> None:
        if len(self._tables) >= _DEEPEST_TABLE:
            raise TooMuchMarkup
        self._tables.append(_OpenTable(RawTable()))

    def _end_table(self) -> None:
        """A table of one cell only frames what it holds."""
        table = self._tables.pop().table
        cells = [cell for row in table.rows for cell in row.cells]
        items = self._flows[-1].flow.items
        if len(cells) == 1:
            items += cells[0].flow.items
        elif any(cell.flow.items for cell in cells):
            items.append(table)

    def _begin_section(self, section: str) -> None:
        open_table = self._tables[-1]
        open_table.section, open_table.group, open_table.row = section, open_table.group + 1, None

    def _begin_row(self, element: _Element, *, collapsed: bool) -> None:
        open_table = self._tables[-1]
        element.row_before = open_table.row
        open_table.row = RawRow(open_table.section, open_table.group, collapsed)
        open_table.table.rows.append(open_table.row)

    def _begin_cell(self, element: _Element, attributes: Mapping[str, str]) -> None:
        open_table = self._tables[-1]
        if open_table.row is None:
            open_table.row = RawRow(open_table.section, open_table.group, collapsed=False)
            open_table.table.rows.append(open_table.row)
        cell = RawCell(Flow(), _span(attributes, "rowspan"), max(1, _span(attributes, "colspan")))
        self._places += min(cell.colspan, WIDEST)
        if self._places > _MOST_PLACES:
            raise TooMuchMarkup
        open_table.row.cells.append(cell)
        self._flows.append(_OpenFlow(cell.flow))
        element.cell = True


def _piece_with(wanted: str, title: str) -> str:
    """The part of a page's title that ends in what is wanted, without the names of site and channel."""
    found = next((piece for piece in _JOINTS.split(title) if wanted in piece), "")
    return found[: found.rfind(wanted) + len(wanted)].strip(EDGE_BLANKS)


def _says(flow: Flow, wanted: str) -> bool:
    wanted = "".join(wanted.split())
    pending = [flow]
    while pending:
        flow = pending.pop()
        if any(wanted in "".join(line.split()) for line in flow.lines()):
            return True
        pending += [cell.flow for table in flow.tables() for row in table.rows for cell in row.cells]
    return False


def _span(attributes: Mapping[str, str], name: str) -> int:
    found = _SPAN.match(attributes.get(name) or "")
    return int(found[1]) if found else 1


def _tidy(text: str) -> str:
    return one_blank(_INVISIBLE.sub("", text)).strip(EDGE_BLANKS)


_NOTHING_OPEN = _Element("", shown=True)
