"""The bands of the information processing fee (信息处理费), what is free of it, and open points."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from gongkai.law.catalogue.entries import Entry, Table, rows_at

FILE = "fees.toml"


class FeeStandard(StrEnum):
    """The two ways to reckon; one request is charged by one of them, never by both."""

    ITEMS = "items"
    PAGES = "pages"


@dataclass(frozen=True, slots=True)
class Bracket:
    """Units `first` to `last` at `rate` yuan each; with a `step` the rate rises once per step."""

    first: int
    last: int | None
    rate: Decimal
    step: int | None
    rise: Decimal

    def rate_of(self, unit: int) -> Decimal:
        """What the unit with that number costs."""
        return self.rate if self.step is None else self.rate + self.rise * ((unit - self.first) // self.step)

    def end_of_rate(self, unit: int) -> int | None:
        """The last unit that costs the same as this one; None if there is no end."""
        if self.step is None:
            return self.last
        return self.first + ((unit - self.first) // self.step + 1) * self.step - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff(Entry):
    """The brackets in force from one date on; `version` goes with every reckoning."""

    version: str
    items: tuple[Bracket, ...]
    pages: tuple[Bracket, ...]

    def brackets(self, standard: FeeStandard) -> tuple[Bracket, ...]:
        """The brackets of one standard, ascending and without gaps."""
        return self.items if standard is FeeStandard.ITEMS else self.pages


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardText(Entry):
    """How a standard is spoken of: its unit, and over what it is added up."""

    unit: str
    scope: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice(Entry):
    """A point the rules leave open, as the organ handles it."""

    value: bool


def _brackets(found: Iterable[Mapping[str, Any]]) -> tuple[Bracket, ...]:
    return tuple(
        Bracket(
            first=row["first"],
            last=row.get("last"),
            rate=Decimal(row["rate"]),
            step=row.get("step"),
            rise=Decimal(row.get("rise", 0)),
        )
        for row in found
    )


TARIFFS: Table[Tariff] = Table(
    "信息处理费标准",
    (
        Tariff(version=row["version"], items=_brackets(row["items"]), pages=_brackets(row["pages"]), **entry)
        for row, entry in rows_at(FILE, "tariff")
    ),
)

STANDARDS: Table[StandardText] = Table(
    "信息处理费的计收方式",
    (StandardText(unit=row["unit"], scope=row["scope"], **entry) for row, entry in rows_at(FILE, "standard")),
)

EXEMPTIONS: Table[Entry] = Table(
    "不按量收费的情形", (Entry(**entry) for _, entry in rows_at(FILE, "exemption"))
)

PRACTICES: Table[Practice] = Table(
    "信息处理费的做法", (Practice(value=row["value"], **entry) for row, entry in rows_at(FILE, "practice"))
)


def tariff_on(on: date | None, tariffs: Table[Tariff] = TARIFFS) -> Tariff | None:
    """The tariff in force on a local date, None before there was one; without a date the newest."""
    if on is None:
        return list(tariffs)[-1]
    return next((tariff for tariff in tariffs if tariff.basis.in_force(on)), None)
