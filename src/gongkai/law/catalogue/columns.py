"""Kinds of web columns (ColumnType of the page tags) and how long each may stand without news."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.law.catalogue.entries import Entry, Table, rows


@dataclass(frozen=True, slots=True, kw_only=True)
class FreshnessLimit(Entry):
    """How long a column may go without a new item; exactly one of weeks and months is set."""

    weeks: int | None
    months: int | None

    def stale_after(self, updated_on: date) -> date:
        """The last day on which a column updated on that local date still counts as kept up."""
        if self.weeks is not None:
            return updated_on + timedelta(weeks=self.weeks)
        return _months_later(updated_on, self.months or 0)

    def is_stale(self, updated_on: date | None, today: date) -> bool:
        """Whether the column is overdue today; one without any dated item always is."""
        return updated_on is None or today > self.stale_after(updated_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnType(Entry):
    """A column type; `label` is the exact value of the tag, `freshness` a code or None."""

    freshness: str | None


FRESHNESS_LIMITS: Table[FreshnessLimit] = Table(
    "栏目更新期限",
    (
        FreshnessLimit(weeks=row.get("weeks"), months=row.get("months"), **entry)
        for row, entry in rows("columns.toml", "freshness")
    ),
)

COLUMN_TYPES: Table[ColumnType] = Table(
    "栏目类别",
    (
        ColumnType(freshness=row.get("freshness"), **entry)
        for row, entry in rows("columns.toml", "column_type")
    ),
)


def freshness_of(column_type: str, limits: Table[FreshnessLimit] = FRESHNESS_LIMITS) -> FreshnessLimit | None:
    """The limit of a column type, None if the norms set none. Raises UnknownCode."""
    code = COLUMN_TYPES[column_type].freshness
    return limits[code] if code else None


def _months_later(day: date, months: int) -> date:
    """The same day some months on, or the last day of that month if it is shorter."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month0 + 1)[1]
    return date(year, month0 + 1, min(day.day, last))
