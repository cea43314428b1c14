"""An annual report understood: whose, of which year, its cells, its sections, and what could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from gongkai.law.report_form import FORMS, CellId, Form
from gongkai.reports.source import Mark, Paragraph


class Kind(StrEnum):
    """What stands in a cell. Blank is never zero, and neither is a dash."""

    NUMBER = "number"
    ZERO = "zero"
    BLANK = "blank"
    DASH = "dash"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class ReadCell:
    """One figure as found. `value` is None unless `kind` is NUMBER or ZERO.

    `raw` is the text as it stands, `note` what stands beside the number («其中修订16件») or, for an
    unreadable cell, why; `where` is its place for people.
    """

    value: int | Decimal | None
    raw: str
    kind: Kind
    where: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReadSection:
    """One of the six sections: `code` of the form or empty, its heading as printed, its paragraphs."""

    code: str
    number: str
    heading: str
    where: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """All its paragraphs, a line each."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A report as read. `organ` is empty and `year` None where they could not be told.

    `form_code` is the form it is printed on, told by its tables, or by its year where there are none.
    `tables` names the tables that are there at all; `subtotals` holds extra columns some organs add.
    `opening` is what stands before section 一, `paragraphs` everything outside tables in order.
    """

    organ: str
    year: int | None
    form_code: str
    cells: Mapping[CellId, ReadCell]
    tables: frozenset[str]
    title: str = ""
    opening: tuple[Paragraph, ...] = ()
    sections: tuple[ReadSection, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    signed_by: str = ""
    signed_on: date | None = None
    subtotals: Mapping[CellId, ReadCell] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()
    gaps: tuple[str, ...] = ()

    @property
    def form(self) -> Form:
        """The form it is printed on."""
        return FORMS[self.form_code]

    def value(self, cell: CellId) -> int | Decimal | None:
        """The number in a cell, None where there is none to rely on."""
        found = self.cells.get(cell)
        return found.value if found else None

    def section(self, code: str) -> ReadSection | None:
        """The section with that code, if the report has it."""
        return next((section for section in self.sections if section.code == code), None)
