"""Which documents must be public by when (article 26), the most pressing first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet

from gongkai.disclosure.checks.dates import days_left
from gongkai.kernel.calendars import calendar_for
from gongkai.kernel.models import Organ
from gongkai.kernel.rights import Standing
from gongkai.law.calendar import Calendar
from gongkai.law.catalogue import publication_due
from gongkai.register import queries
from gongkai.register.models import RegisterEntry
from gongkai.register.rules import OFFICE_ROLES

GENERAL = "general"
#: So many working days before the last day it begins to press.
NEAR_DAYS = 5
#: No limit of twenty working days reaches further back in natural days.
_FURTHEST = 120
#: Overdue by more than this many days is no longer counted day by day.
COUNTED_DAYS = 366


@dataclass(frozen=True)
class DueRow:
    """A document, its last day, working days left: negative when overdue, None by over a year."""

    entry: RegisterEntry
    due: date
    left: int | None
    provisional: bool

    @property
    def is_overdue(self) -> bool:
        """Whether the last day has passed."""
        return self.left is None or self.left < 0


def due_of(entry: RegisterEntry, calendar: Calendar, *, today: date) -> DueRow | None:
    """The last day of an entry with a day of formation; None without one."""
    if entry.formed_on is None:
        return None
    found = publication_due(entry.formed_on, GENERAL, calendar)
    recent = (today - found.due).days <= COUNTED_DAYS
    return DueRow(
        entry, found.due, days_left(found.due, today, calendar) if recent else None, found.provisional
    )


def in_period(entries: QuerySet[RegisterEntry]) -> QuerySet[RegisterEntry]:
    """Those formed since their organ uses this system: what was before is old stock."""
    return entries.filter(formed_on__gte=F("organ__opened_on"))


def overdue(standing: Standing, *, today: date) -> QuerySet[RegisterEntry]:
    """Unpublished documents whose last day has passed."""
    return _until(standing, today, lambda due, calendar: due < today)


def pressing(standing: Standing, *, today: date) -> QuerySet[RegisterEntry]:
    """Unpublished documents that are overdue, or due within five working days."""
    return _until(
        standing, today, lambda due, calendar: due < today or calendar.count(today, due) <= NEAR_DAYS
    )


def near(standing: Standing, *, today: date) -> QuerySet[RegisterEntry]:
    """Unpublished documents whose last day is today or within five working days."""
    return pressing(standing, today=today).exclude(pk__in=overdue(standing, today=today).values("pk"))


def due_list(standing: Standing, *, today: date, most: int = 50) -> list[DueRow]:
    """Documents to be published, by last day, at most `most`, with a constant number of questions."""
    chosen = in_period(queries.unpublished(standing)).filter(formed_on__lte=today)
    return rows_of(chosen, today=today, most=most)


def rows_of(entries: QuerySet[RegisterEntry], *, today: date, most: int) -> list[DueRow]:
    """The oldest formed of the entries, each with its last day."""
    chosen = entries.exclude(formed_on=None).select_related("organ", "department", "item")
    rows = list(chosen.order_by("formed_on", "pk")[:most])
    calendars = {organ: calendar_for(organ) for organ in {row.organ for row in rows}}
    found = (due_of(row, calendars[row.organ], today=today) for row in rows)
    return sorted((row for row in found if row), key=lambda row: (row.due, row.entry.pk))


def _until(
    standing: Standing, today: date, is_wanted: Callable[[date, Calendar], bool]
) -> QuerySet[RegisterEntry]:
    """Unpublished documents whose last day is wanted.

    The last day never falls as the day of formation rises: one day of formation parts an organ's documents.
    """
    wanted = Q(pk__in=[])
    for organ in _organs(standing):
        day = _last_formed(calendar_for(organ), today, is_wanted)
        wanted |= Q(organ=organ.pk, formed_on__lte=day)
    return in_period(queries.unpublished(standing)).filter(wanted)


def _organs(standing: Standing) -> list[Organ]:
    mine = standing.organs(*OFFICE_ROLES) | standing.department_organs
    return list(Organ.objects.filter(pk__in=mine))


def _last_formed(calendar: Calendar, today: date, is_wanted: Callable[[date, Calendar], bool]) -> date:
    for back in range(_FURTHEST):
        day = today - timedelta(days=back)
        if is_wanted(publication_due(day, GENERAL, calendar).due, calendar):
            return day
    return today - timedelta(days=_FURTHEST)
