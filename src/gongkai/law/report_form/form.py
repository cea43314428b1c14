"""The official form of the annual report as data: sections, tables, rows, columns, units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.law.catalogue.entries import Entry
from gongkai.law.report_form.cells import TABLE2, TABLE3, TABLE4, CellId

COUNT_UNIT, MONEY_UNIT = "件", "万元"
TOTAL = "total"
RESULT_TOTAL = "r.total"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(Entry):
    """A part of the form: the label it prints, and other spellings that are met in real reports."""

    aliases: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way it is written, the printed one first."""
        return (self.label, *self.aliases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head(Entry):
    """One of the heads section 一 covers, shown by `words` in its text or by `heading` in a sub-title."""

    words: tuple[str, ...]
    heading: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Named):
    """A column; `unit` is 件 (whole numbers) or 万元 (decimals); a `signed` one may be negative."""

    unit: str = COUNT_UNIT
    signed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(Named):
    """A row of table 3: its number as printed («1.», «（一）», «一、») and the group it stands in.

    `group` is empty for rows that stand by themselves; detail rows are those that add up to r.total.
    """

    number: str = ""
    group: str = ""
    group_number: str = ""
    group_label: str = ""
    is_detail: bool = False

    @property
    def printed(self) -> str:
        """The label with its number, as the form prints it."""
        return f"{self.number}{self.label}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Entry):
    """One block of table 2: an item of article 20 with its rows and columns."""

    rows: tuple[Named, ...]
    columns: tuple[Column, ...]

    def cells(self) -> Iterator[CellId]:
        """Its cells, row by row."""
        for row in self.rows:
            for column in self.columns:
                yield CellId(TABLE2, row.code, column.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Entry):
    """A calendar date of the year after the reported one by which something has to be done."""

    month: int
    day: int

    def on(self, year: int) -> date:
        """The date for the report on `year`: it lies in the following year. No roll-over is known."""
        return date(year + 1, self.month, self.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Entry):
    """One version of the form, for the reports on the years it covers; `code` is «2021» or «2019»."""

    first_year: int
    last_year: int | None
    sections: tuple[Named, ...]
    heads: tuple[Head, ...]
    blocks: tuple[Block, ...]
    rows: tuple[Row, ...]
    applicants: tuple[Column, ...]
    remedies: tuple[Named, ...]
    results: tuple[Column, ...]

    def covers(self, year: int) -> bool:
        """Whether a report on that year is written on this form."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    @property
    def details(self) -> tuple[Row, ...]:
        """The rows of table 3 that add up to its result total."""
        return tuple(row for row in self.rows if row.is_detail)

    def cells(self) -> tuple[CellId, ...]:
        """Every cell of the form, in the order it prints them."""
        table2 = (cell for block in self.blocks for cell in block.cells())
        table3 = (CellId(TABLE3, row.code, column.code) for row in self.rows for column in self.applicants)
        table4 = (
            CellId(TABLE4, group.code, column.code) for group in self.remedies for column in self.results
        )
        return (*table2, *table3, *table4)

    def column(self, cell: CellId) -> Column:
        """The column a cell stands in. Raises KeyError for a cell the form does not have."""
        if cell.table == TABLE2:
            found = [
                c
                for b in self.blocks
                for c in b.columns
                if CellId(*cell) in b.cells() and c.code == cell.column
            ]
        else:
            columns = self.applicants if cell.table == TABLE3 else self.results
            found = [column for column in columns if column.code == cell.column]
        if not found or cell not in self.cells():
            raise KeyError(cell)
        return found[0]

    def row(self, cell: CellId) -> Named:
        """The row (in table 4 the group) a cell stands in. Raises KeyError for an unknown cell."""
        rows: tuple[Named, ...] = {
            TABLE2: tuple(row for block in self.blocks for row in block.rows),
            TABLE3: self.rows,
            TABLE4: self.remedies,
        }[cell.table]
        found = [row for row in rows if row.code == cell.row]
        if not found:
            raise KeyError(cell)
        return found[0]
