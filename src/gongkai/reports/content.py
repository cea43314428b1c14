"""A report about to be printed: cells and prose of one edition, from which every export is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gongkai.law.report_form import FORMS, CellId, Form


@dataclass(frozen=True, slots=True)
class Passage:
    """Some paragraphs under a heading; `heading` is empty for text without one, and bears its own number."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """One edition of a report. Sections 二 to 四 are the tables; `cells` holds every cell of the form.

    A cell whose value is None is printed blank. `prose` is keyed by the section codes of the form (overview,
    problems, other); text is plain, one string a paragraph. `notes` are remarks printed in a cell beside its
    number.
    """

    organ: str
    year: int
    form_code: str
    title: str
    opening: tuple[str, ...]
    prose: Mapping[str, tuple[Passage, ...]]
    cells: Mapping[CellId, int | Decimal | None]
    signed_by: str
    signed_on: date | None
    edition: int = 1
    correction: str = ""
    notes: Mapping[CellId, str] | None = None

    @property
    def form(self) -> Form:
        """The form it is printed on."""
        return FORMS[self.form_code]
