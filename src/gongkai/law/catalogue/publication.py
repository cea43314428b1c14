"""By when information must be published: article 26 and the limits other rules put in its place."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from gongkai.law.calendar import Calendar, Deadline
from gongkai.law.catalogue.attributes import TIME_CLASSES, TimeClassRule
from gongkai.law.catalogue.entries import Entry, Table, rows

GENERAL = "general"


class LimitUnit(StrEnum):
    """In what a limit is counted."""

    WORKDAY = "workday"
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationLimit(Entry):
    """A limit counted from the day after the information was formed or changed."""

    amount: int
    unit: LimitUnit


@dataclass(frozen=True, slots=True)
class PublicationDue:
    """The last day for publication; `deadline` holds the trace where working days are counted."""

    due: date
    provisional: bool
    limit: PublicationLimit
    deadline: Deadline | None


PUBLICATION_LIMITS: Table[PublicationLimit] = Table(
    "主动公开期限",
    (
        PublicationLimit(amount=row["amount"], unit=LimitUnit(row["unit"]), **entry)
        for row, entry in rows("publication_limits.toml", "limit")
    ),
)


def publication_due(
    formed_on: date,
    kind: str,
    calendar: Calendar,
    *,
    time_class: str | None = None,
    limits: Table[PublicationLimit] = PUBLICATION_LIMITS,
    time_classes: Table[TimeClassRule] = TIME_CLASSES,
) -> PublicationDue:
    """The last day to publish what was formed or changed on a local date (article 26).

    `kind` is a code of PUBLICATION_LIMITS. A time class shortens the general limit, never a
    special one. Limits in natural days are not moved past a holiday: the earlier day is safe.
    Tables with values the organ has confirmed may be handed in. Raises UnknownCode.
    """
    limit = limits[kind]
    if time_class is not None and kind == GENERAL:
        rule = time_classes[time_class]
        if rule.limit_workdays < limit.amount:
            limit = replace(limit, amount=rule.limit_workdays, label=rule.label, basis=rule.basis)
    if limit.unit is LimitUnit.DAY:
        return PublicationDue(formed_on + timedelta(days=limit.amount), False, limit, None)
    deadline = calendar.nth_workday_after(formed_on, limit.amount)
    return PublicationDue(deadline.due, deadline.provisional, limit, deadline)
