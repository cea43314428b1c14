"""What a page holds as paragraphs and grids: lay-out tables dissolved, the others numbered."""

from __future__ import annotations

from gongkai.reports.reading.page_table import Flow, RawTable, Trace, placed_cells
from gongkai.reports.source import Grid, GridCell, Mark, Paragraph

# No cell of the form holds so much; what does is an article that a table puts in its place on the page.
_ARTICLE = 300
_PROSE_LINE = 40
_PROSE_LINES = 3
_FEW_CELLS = 12

_PARAGRAPH = "第{number}段"
_TABLE = "表{number}"


def blocks_of(page: Flow) -> tuple[tuple[Paragraph | Grid, ...], tuple[Mark, ...]]:
    """Return paragraphs and grids in reading order, and the marks with their places."""
    made = _Blocks()
    made.add(page)
    return tuple(made.blocks), tuple(made.marks)


class _Blocks:
    """Goes through the page once; tables lie in one another thirty deep at most."""

    def __init__(self) -> None:
        self.blocks: list[Paragraph | Grid] = []
        self.marks: list[Mark] = []
        self._paragraphs = 0
        self._tables = 0
        self._layouts: dict[int, bool] = {}

    def add(self, flow: Flow) -> None:
        for item in flow.items:
            if isinstance(item, str):
                self._paragraphs += 1
                self.blocks.append(Paragraph(item, _PARAGRAPH.format(number=self._paragraphs)))
            elif isinstance(item, Trace):
                self.marks.append(item.at(_PARAGRAPH.format(number=max(1, self._paragraphs))))
            elif self._is_layout(item):
                for placed in placed_cells(item):
                    self.add(placed.cell.flow)
            else:
                self.blocks.append(self._grid(item))

    def _grid(self, table: RawTable) -> Grid:
        self._tables += 1
        where = _TABLE.format(number=self._tables)
        cells: list[GridCell] = []
        traces: list[tuple[Trace, GridCell]] = []
        for placed in placed_cells(table):
            flow = placed.cell.flow
            cell = GridCell(
                "\n".join(flow.lines()), placed.row, placed.column, placed.rowspan, placed.colspan,
                tuple(self._grid(inner) for inner in flow.tables()),
            )  # fmt: skip
            cells.append(cell)
            traces += [(item, cell) for item in flow.items if isinstance(item, Trace)]
        grid = Grid(tuple(cells), where)
        self.marks += [trace.at(grid.place(cell)) for trace, cell in traces]
        return grid

    def _is_layout(self, table: RawTable) -> bool:
        """Whether a table only puts an article in its place: prose and tables share one of its cells."""
        known = self._layouts.get(id(table))
        if known is None:
            flows = [cell.flow for row in table.rows for cell in row.cells]
            known = any(self._is_page(flow, few=len(flows) <= _FEW_CELLS) for flow in flows)
            self._layouts[id(table)] = known
        return known

    def _is_page(self, flow: Flow, *, few: bool) -> bool:
        lines = flow.lines()
        tables = flow.tables()
        if not tables:
            return few and sum(map(len, lines)) >= _ARTICLE
        prose = len(lines) >= _PROSE_LINES or any(len(line) >= _PROSE_LINE for line in lines)
        return prose or any(self._is_layout(inner) for inner in tables)
