"""The zone 政府信息公开 of an organ's web site: its fixed columns in their fixed order."""

from dataclasses import dataclass

from gongkai.law.catalogue.entries import Entry, Table, rows
from gongkai.law.tables import read_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneColumn(Entry):
    """A column of the zone; `fixed` ones may be neither renamed nor moved."""

    column_type: str
    fixed: bool


ZONE_LABEL: str = read_toml("catalogue/platform.toml")["zone"]["label"]

ZONE_COLUMNS: Table[ZoneColumn] = Table(
    "政府信息公开专栏",
    (
        ZoneColumn(column_type=row["column_type"], fixed=row["fixed"], **entry)
        for row, entry in rows("platform.toml", "column")
    ),
)
