"""Retention periods (保管期限) of case files, and the day a file's period ends."""

from dataclasses import dataclass
from datetime import date

from gongkai.law.catalogue.entries import Entry, Table, rows_at

FILE = "retention.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention(Entry):
    """A retention period; `years` is None for files that are kept for good."""

    years: int | None


RETENTIONS: Table[Retention] = Table(
    "案卷保管期限",
    (Retention(years=row.get("years"), **entry) for row, entry in rows_at(FILE, "retention")),
)

#: From when a period runs; `kept_until` follows the one rule.
COUNTING: Table[Entry] = Table("保管期限的计算", (Entry(**entry) for _, entry in rows_at(FILE, "counting")))


def kept_until(ended_on: date, retention: str) -> date | None:
    """The last day the file is kept: the end of the year after so many full years; None for good.

    The period runs from the first day of the year after the case ended. Raises UnknownCode.
    """
    years = RETENTIONS[retention].years
    return None if years is None else date(ended_on.year + years, 12, 31)
