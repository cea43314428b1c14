"""The categories under which the annual report counts what was published proactively."""

from dataclasses import dataclass

from gongkai.law.catalogue.entries import Entry, Table, rows


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticalCategory(Entry):
    """A category of the year's figures; items under one that is not `counted` are left out."""

    counted: bool


STATISTICAL_CATEGORIES: Table[StatisticalCategory] = Table(
    "统计类别",
    (
        StatisticalCategory(counted=row["counted"], **entry)
        for row, entry in rows("statistics.toml", "category")
    ),
)
