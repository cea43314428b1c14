"""The usual outline of the written sections, with drafts, and the usual calendar of the reporting season."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.law.catalogue.entries import Entry, Table, rows_at

FILE = "report_outline.toml"
OPENING = "opening"


@dataclass(frozen=True, slots=True)
class Variant:
    """A draft used instead when its condition («figure=0», «figure>0») holds."""

    when: str
    draft: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Entry):
    """A heading of a section: what the writer is asked for, and the draft that figures are filled into."""

    section: str
    head: str
    prompt: str
    draft: str
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Entry):
    """A date of the season; it lies in the year after the reported one unless `in_reported_year`."""

    month: int
    day: int
    in_reported_year: bool
    hint: str

    def on(self, year: int) -> date:
        """The date in the season of the report on `year`."""
        return date(year if self.in_reported_year else year + 1, self.month, self.day)


def _headings() -> Iterator[Heading]:
    for row, entry in rows_at(FILE, "heading"):
        variants = tuple(Variant(v["when"], v["draft"].strip()) for v in row.get("variants", ()))
        yield Heading(
            **entry, section=row["section"], head=row.get("head", ""), prompt=row["prompt"],
            draft=row["draft"].strip(), variants=variants,
        )  # fmt: skip


OUTLINE: Table[Heading] = Table("年报提纲", _headings())

STEPS: Table[Step] = Table(
    "年报时间安排",
    (
        Step(
            **entry,
            month=row["month"],
            day=row["day"],
            in_reported_year=row.get("in_reported_year", False),
            hint=row.get("hint", ""),
        )
        for row, entry in rows_at(FILE, "step")
    ),
)
