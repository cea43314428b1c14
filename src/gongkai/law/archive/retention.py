"""Retention periods (保管期限) of case files and of what was published, and the day a period ends."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept(Entry):
    """How long published information of a kind is kept by default; an empty condition fits everything."""

    statutory_class: str
    column_type: str
    retention: str


#: What the year's folder proposes, the first that fits; an organ decides otherwise column by column.
KEPT: Table[Kept] = Table(
    "公开信息的保管期限",
    (
        Kept(
            statutory_class=row.get("statutory_class", ""),
            column_type=row.get("column_type", ""),
            retention=row["retention"],
            **entry,
        )
        for row, entry in rows_at(FILE, "kept")
    ),
)


def retention_of(*, statutory_class: str, column_type: str) -> str:
    """The code of the retention proposed for published information of that class in such a column."""
    return next(
        rule.retention
        for rule in KEPT
        if rule.statutory_class in ("", statutory_class) and rule.column_type in ("", column_type)
    )


def kept_until(ended_on: date, retention: str) -> date | None:
    """The last day the file is kept: the end of the year after so many full years; None for good.

    The period runs from the first day of the year after the case ended. Raises UnknownCode.
    """
    years = RETENTIONS[retention].years
    return None if years is None else date(ended_on.year + years, 12, 31)
