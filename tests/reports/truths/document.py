"""A report about to be laid out: what is printed, in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gongkai.law.report_form import FORMS, CellId, Form
from gongkai.reports.source import MarkKind
from tests.reports.truths.cells import Value


@dataclass(frozen=True, slots=True)
class Part:
    """A section: its code of the form, number and title as printed, marked paragraphs, table after them."""

    code: str
    number: str
    title: str
    paragraphs: tuple[str, ...] = ()
    table: str = ""

    @property
    def heading(self) -> str:
        """The line printed above it."""
        return f"{self.number}{self.title}"


@dataclass(frozen=True, slots=True)
class Left:
    """A trace of editing on the first paragraph that contains `text`."""

    kind: MarkKind
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """All that is printed. `shown` overrules how a cell's value is printed; `unit_label` the fee's unit."""

    organ: str
    year: int
    form_code: str
    cells: Mapping[CellId, Value]
    title: tuple[str, ...]
    opening: tuple[str, ...]
    parts: tuple[Part, ...]
    signed_by: str
    signed_on: str
    shown: Mapping[CellId, str] = field(default_factory=dict)
    left: tuple[Left, ...] = ()
    without_tables: frozenset[str] = frozenset()
    unit_label: str = "万元"

    @property
    def form(self) -> Form:
        """The form it is printed on."""
        return FORMS[self.form_code]
