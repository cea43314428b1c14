"""The figures that the written parts of an annual report quote: name, unit, who provides them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from gongkai.law.catalogue.entries import Entry, Table, rows_at
from gongkai.law.catalogue.reported_categories import STATISTICAL_CATEGORIES

FILE = "report_figures.toml"
CATEGORIES = "catalogue"
_OF_CATEGORY = "{label}（{category}）"
_OF_GRADE = "{label}（{grade}类）"


class FigureKind(StrEnum):
    """How a figure is written."""

    COUNT = "count"
    MONEY = "money"
    SHARE = "share"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedFigure(Entry):
    """A named figure. `provider` is the duty it comes from; a computed one is never entered by a person."""

    unit: str
    kind: FigureKind
    provider: str
    is_computed: bool
    letters: str = ""

    def parts(self) -> Iterator[tuple[str, str]]:
        """Code and label of each single figure it stands for: itself, or one for each of its letters."""
        if self.letters == CATEGORIES:
            for category in STATISTICAL_CATEGORIES:
                if category.counted:
                    label = _OF_CATEGORY.format(label=self.label, category=category.label)
                    yield f"{self.code}.{category.code}", label
        elif self.letters:
            for grade in self.letters:
                yield f"{self.code}.{grade}", _OF_GRADE.format(label=self.label, grade=grade)
        else:
            yield self.code, self.label


QUOTED_FIGURES: Table[QuotedFigure] = Table(
    "年报正文的数字",
    (
        QuotedFigure(
            **entry, unit=row["unit"], kind=FigureKind(row["kind"]), provider=row["provider"],
            is_computed=row.get("computed", False), letters=row.get("letters", ""),
        )
        for row, entry in rows_at(FILE, "figure")
    ),
)  # fmt: skip
