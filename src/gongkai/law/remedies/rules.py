"""The tables of remedies: kinds of organs, where to go, what holds since when, and the wording."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.law.catalogue.entries import Entry, Table, rows_at

FILE = "remedies.toml"


class OrganType(StrEnum):
    """What kind of organ made the decision; it decides who hears the reconsideration."""

    LOCAL_DEPARTMENT = "local_department"
    LOCAL_GOVERNMENT = "local_government"
    TOP = "top"
    VERTICAL = "vertical"
    JUDICIAL_ADMIN = "judicial_admin"
    AUTHORISED = "authorised"
    TOWNSHIP = "township"
    DERIVED = "derived"

    @property
    def label(self) -> str:
        """The organs meant."""
        return ORGAN_TYPES.label(self)


class Body(StrEnum):
    """Who hears the reconsideration, seen from the deciding organ."""

    GOVERNMENT = "government"
    SUPERIOR = "superior"
    ITSELF = "itself"


class RuleCode(StrEnum):
    """The codes of RULES."""

    COMPULSORY_FIRST = "compulsory_first"
    ONLINE_CHANNEL = "online_channel"
    STATE_COUNCIL_RULING = "state_council_ruling"
    MOVED_PAST_HOLIDAYS = "moved_past_holidays"


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue(Entry):
    """Where the decisions of one kind of organ are reconsidered; several bodies are a choice."""

    bodies: tuple[Body, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Entry):
    """A rule that holds between the dates of its basis, unless the organ says it does not."""

    holds: bool = True

    def applies(self, on: date) -> bool:
        """Whether the rule is to be followed on that local date."""
        return self.holds and self.basis.in_force(on)


def _venues(name: str, key: str) -> Table[Venue]:
    return Table(
        name,
        (
            Venue(bodies=tuple(Body(body) for body in row["bodies"]), **entry)
            for row, entry in rows_at(FILE, key)
        ),
    )


ORGAN_TYPES: Table[Entry] = Table("机关种类", (Entry(**entry) for _, entry in rows_at(FILE, "organ_type")))

VENUES: Table[Venue] = _venues("复议机关", "venue")

EARLIER_VENUES: Table[Venue] = _venues("复议机关（2023年底以前）", "earlier_venue")

RULES: Table[Rule] = Table("救济规则", (Rule(**entry) for _, entry in rows_at(FILE, "rule")))

TEMPLATES: Table[Entry] = Table("救济告知的写法", (Entry(**entry) for _, entry in rows_at(FILE, "template")))


def venue_on(organ_type: OrganType, on: date) -> Venue | None:
    """Where a decision of that date is reconsidered; None for a date before the tables begin."""
    for table in (VENUES, EARLIER_VENUES):
        if table[organ_type].basis.in_force(on):
            return table[organ_type]
    return None
