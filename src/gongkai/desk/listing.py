"""What the desk's lists have in common: a form of filters, and the same rows as a workbook."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from datetime import date
from typing import IO, Any, ClassVar

import xlsxwriter
from django import forms

Cell = str | int | date | None
_OPTIONS = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
    "strings_to_numbers": False,
}  # fmt: skip


class ListFilter(forms.Form):
    """Filters above a list; nonsense in the address is dropped, never an error page."""

    #: The filters that are always open.
    MAIN: ClassVar[frozenset[str]] = frozenset()

    def choose(self, name: str, nothing: str, choices: Sequence[tuple[object, object]]) -> None:
        """Offer these, and «all» before them."""
        self.fields[name].choices = [("", nothing), *choices]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, object]:
        """What was understood, empty values left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """The filters that are always open."""
        return [field for field in self if field.name in self.MAIN]

    @property
    def further_fields(self) -> list[forms.BoundField]:
        """The others."""
        return [field for field in self if field.name not in self.MAIN]

    @property
    def narrows_further(self) -> bool:
        """Whether one of the others is set."""
        return bool(set(self.chosen) - self.MAIN)

    @property
    def narrows(self) -> bool:
        """Whether anything beside the order is chosen."""
        return bool(set(self.chosen) - {"sort"})


def sheet_file(
    name: str, heads: Sequence[tuple[str, int]], rows: Iterable[Sequence[Cell]], *, most: int, too_many: str
) -> IO[bytes]:
    """A temporary xlsx, row by row without holding it in memory; text is text, so no cell is a formula.

    At most `most` rows, then the sentence `too_many`.
    """
    file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 - the response closes it
    book = xlsxwriter.Workbook(file, _OPTIONS)
    sheet = book.add_worksheet(name)
    _write_heads(book, sheet, heads)
    day, last = book.add_format({"num_format": "yyyy-mm-dd"}), 0
    for last, cells in enumerate(rows, start=1):
        _write_row(sheet, last, cells, day)
    if last >= most:
        sheet.write_string(last + 1, 1, too_many)
    book.close()
    file.seek(0)
    return file


def _write_heads(book: Any, sheet: Any, heads: Sequence[tuple[str, int]]) -> None:
    head = book.add_format({"bold": True, "bg_color": "#ECEFF4"})
    for at, (words, width) in enumerate(heads):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, words, head)
    sheet.freeze_panes(1, 0)


def _write_row(sheet: Any, place: int, cells: Sequence[Cell], day: Any) -> None:
    for at, cell in enumerate(cells):
        if isinstance(cell, date):
            sheet.write_datetime(place, at, cell, day)
        elif isinstance(cell, int):
            sheet.write_number(place, at, cell)
        elif cell:
            sheet.write_string(place, at, cell)
