"""Pages that must not only be there but be kept up: guide, rules, catalogue."""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass
from datetime import date

from gongkai.law.catalogue.entries import Entry, Table, rows_at

FILE = "duty_list.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingPage(Entry):
    """A fixed column of the platform, by its code there, and after how many months it is looked over."""

    months: int


STANDING_PAGES: Table[StandingPage] = Table(
    "固定栏目的核对间隔",
    (StandingPage(months=row["months"], **entry) for row, entry in rows_at(FILE, "standing")),
)


@dataclass(frozen=True, slots=True)
class Staleness:
    """A page that is missing (`last_on` None) or was due for a look on `due_on`."""

    last_on: date | None
    due_on: date | None

    @property
    def is_missing(self) -> bool:
        """Whether there is nothing at all."""
        return self.last_on is None


def staleness(last_on: date | None, limit_months: int, today: date) -> Staleness | None:
    """What is wrong with a page last brought up to date on that local date; None while it is fresh."""
    if last_on is None:
        return Staleness(None, None)
    year, month0 = divmod(last_on.year * 12 + last_on.month - 1 + limit_months, 12)
    last = months.monthrange(year, month0 + 1)[1]
    due_on = date(year, month0 + 1, min(last_on.day, last))
    return Staleness(last_on, due_on) if today > due_on else None
