"""How an item stands: mode of disclosure, ground for not disclosing, validity, time class.

Articles 13 to 16 of the Regulation; the fields 有效性 and 公开时限 of the catalogues.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from gongkai.law.catalogue.entries import Entry, Table, rows

FILE = "attributes.toml"


class Mode(StrEnum):
    """公开方式, article 13."""

    PROACTIVE = "proactive"
    ON_REQUEST = "on_request"
    WITHHELD = "withheld"


class Force(StrEnum):
    """Whether a ground binds the organ (articles 14, 15) or leaves it a choice (article 16)."""

    MUST_NOT = "must_not"
    MAY = "may"


class Validity(StrEnum):
    """有效性: whether a policy document still holds."""

    IN_FORCE = "in_force"
    AMENDED = "amended"
    PARTLY_EXPIRED = "partly_expired"
    EXPIRED = "expired"
    REPEALED = "repealed"
    NOT_APPLICABLE = "not_applicable"


class TimeClass(StrEnum):
    """公开时限: when an item of the catalogue is to be published."""

    LONG_TERM = "long_term"
    PERIODIC = "periodic"
    REAL_TIME = "real_time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit(Entry):
    """A lawful way out of a ground; `obliges` if the organ must then disclose."""

    obliges: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground(Entry):
    """A ground for not disclosing (a closed list) and its row in table 3 of the annual report."""

    force: Force
    report_row: str
    exits: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidityValue(Entry):
    """A value of 有效性; `live` documents count as 现行有效."""

    live: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeClassRule(Entry):
    """A time class and its limit in working days from formation, change or end of the period."""

    limit_workdays: int
    needs_period: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Period(Entry):
    """How often periodic information comes out."""

    months: int

    def last_day(self, on: date) -> date:
        """The last day of the calendar month, quarter, half-year or year that holds the date."""
        last_month = -(-on.month // self.months) * self.months
        if last_month == 12:
            return date(on.year, 12, 31)
        return date(on.year, last_month + 1, 1) - timedelta(days=1)


MODES: Table[Entry] = Table("公开方式", (Entry(**entry) for _, entry in rows(FILE, "mode")))

EXITS: Table[Exit] = Table(
    "不公开理由的例外", (Exit(obliges=row["obliges"], **entry) for row, entry in rows(FILE, "exit"))
)

GROUNDS: Table[Ground] = Table(
    "不予公开的理由",
    (
        Ground(
            force=Force(row["force"]),
            report_row=row["report_row"],
            exits=tuple(row.get("exits", ())),
            **entry,
        )
        for row, entry in rows(FILE, "ground")
    ),
)

VALIDITY_VALUES: Table[ValidityValue] = Table(
    "有效性", (ValidityValue(live=row["live"], **entry) for row, entry in rows(FILE, "validity"))
)

TIME_CLASSES: Table[TimeClassRule] = Table(
    "时限类别",
    (
        TimeClassRule(
            limit_workdays=row["limit_workdays"], needs_period=row.get("needs_period", False), **entry
        )
        for row, entry in rows(FILE, "time_class")
    ),
)

PERIODS: Table[Period] = Table(
    "公开周期", (Period(months=row["months"], **entry) for row, entry in rows(FILE, "period"))
)


def exits_of(ground: str) -> tuple[Exit, ...]:
    """The lawful ways out of a ground; none for article 14. Raises UnknownCode."""
    return tuple(EXITS[code] for code in GROUNDS[ground].exits)
