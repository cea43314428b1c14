"""What was found for each cell: two places that disagree about one make it unreadable."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.law.report_form import TABLE2, TABLE3, TABLE4, CellId
from gongkai.reports.report import Kind, ReadCell

TABLE_NAMES = {TABLE2: "表二（主动公开）", TABLE3: "表三（依申请公开）", TABLE4: "表四（复议诉讼）"}

_TWICE = "文件里有两处填了这一格，内容不同。"
_BOTH = "{one}；{other}"
_MORE = "另有{count}处没有逐条列出。"
_MOST_GAPS = 60


class Claims:
    """Cells, extra columns, tables and gaps as they are collected."""

    def __init__(self) -> None:
        self.cells: dict[CellId, ReadCell] = {}
        self.subtotals: dict[CellId, ReadCell] = {}
        self.tables: set[str] = set()
        self._gaps: dict[str, None] = {}

    def put(self, cell: CellId, read: ReadCell, *, extra: bool = False) -> None:
        """Takes what was read for a cell of the form, or for an extra column beside it."""
        kept = self.subtotals if extra else self.cells
        before = kept.get(cell)
        if before is None:
            kept[cell] = read
        elif (before.value, before.kind) != (read.value, read.kind):
            kept[cell] = ReadCell(
                None, _BOTH.format(one=before.raw, other=read.raw), Kind.UNREADABLE,
                _BOTH.format(one=before.where, other=read.where), _TWICE,
            )  # fmt: skip

    def refuse(self, cells: Iterable[CellId], *, raw: str, where: str, note: str) -> None:
        """Marks cells as unreadable for that reason."""
        for cell in cells:
            self.put(cell, ReadCell(None, raw, Kind.UNREADABLE, where, note))

    def gap(self, sentence: str) -> None:
        """Notes a sentence about what could not be read, once."""
        self._gaps[sentence] = None

    def withdraw(self, sentence: str) -> None:
        """Takes a sentence back that has turned out not to be so."""
        self._gaps.pop(sentence, None)

    @property
    def gaps(self) -> tuple[str, ...]:
        """The sentences; of very many only the first."""
        said = tuple(self._gaps)
        if len(said) <= _MOST_GAPS:
            return said
        return (*said[:_MOST_GAPS], _MORE.format(count=len(said) - _MOST_GAPS))
