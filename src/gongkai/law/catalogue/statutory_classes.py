"""What must be published: the 15 classes of article 20 and the additions of article 21."""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.law.catalogue.entries import Entry, Table, rows


class OrganLevel(StrEnum):
    """Whom article 21 gives additional classes."""

    ABOVE = "above"
    COUNTY = "county"
    TOWN = "town"

    @property
    def label(self) -> str:
        """The organs meant."""
        return _LEVELS[self]


_LEVELS = {
    OrganLevel.ABOVE: "国务院部门、省级政府及其部门",
    OrganLevel.COUNTY: "设区的市级、县级政府及其部门",
    OrganLevel.TOWN: "乡（镇）政府",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StatutoryClass(Entry):
    """One class of information to publish; `level` is None where article 20 binds every organ."""

    item: int
    level: OrganLevel | None


STATUTORY_CLASSES: Table[StatutoryClass] = Table(
    "法定主动公开类别",
    (
        StatutoryClass(item=row["item"], level=OrganLevel(row["level"]) if "level" in row else None, **entry)
        for row, entry in rows("statutory_classes.toml", "class")
    ),
)


def classes_for(level: OrganLevel) -> tuple[StatutoryClass, ...]:
    """The classes an organ of that level must publish: article 20, then what article 21 adds."""
    return tuple(entry for entry in STATUTORY_CLASSES if entry.level in (None, level))
