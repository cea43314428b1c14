"""Which documents must be public by when (article 26), the most pressing first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, F, Q, QuerySet, Value, When

from gongkai.disclosure.checks.dates import days_left
from gongkai.kernel.calendars import calendars_for
from gongkai.kernel.models import Organ
from gongkai.kernel.rights import Standing
from gongkai.law.calendar import Calendar
from gongkai.law.catalogue import PUBLICATION_LIMITS, publication_due
from gongkai.register import queries
from gongkai.register.models import RegisterEntry
from gongkai.register.rules import OFFICE_ROLES

GENERAL = "general"
#: So many working days before the last day it begins to press.
NEAR_DAYS = 5
#: No limit reaches further back in natural days.
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
    limit: str
    article: str

    @property
    def is_overdue(self) -> bool:
        """Whether the last day has passed."""
        return self.left is None or self.left < 0


def kind_of(entry: RegisterEntry) -> str:
    """Which limit runs: what the entry says, else its item's column, else twenty working days (article 26).

    A code of PUBLICATION_LIMITS; a kind the tables no longer know counts as the general one.
    """
    said = entry.limit_kind or (entry.item.column.limit_kind if entry.item else "")
    return said if said in PUBLICATION_LIMITS else GENERAL


def with_limit(entries: QuerySet[RegisterEntry]) -> QuerySet[RegisterEntry]:
    """The entries with `runs`, the code that `kind_of` tells, to be filtered by."""
    known = PUBLICATION_LIMITS.codes()
    by_column = When(item__column__limit_kind__in=known, limit_kind="", then=F("item__column__limit_kind"))
    return entries.alias(
        runs=Case(When(limit_kind__in=known, then=F("limit_kind")), by_column, default=Value(GENERAL))
    )


def due_of(entry: RegisterEntry, calendar: Calendar, *, today: date) -> DueRow | None:
    """The last day of an entry with a day of formation; None without one."""
    if entry.formed_on is None:
        return None
    found = publication_due(entry.formed_on, kind_of(entry), calendar)
    recent = (today - found.due).days <= COUNTED_DAYS
    return DueRow(
        entry, found.due, days_left(found.due, today, calendar) if recent else None, found.provisional,
        found.limit.label, found.limit.basis.article,
    )  # fmt: skip


def in_period(entries: QuerySet[RegisterEntry]) -> QuerySet[RegisterEntry]:
    """Those formed since their organ uses this system: what was before is old stock."""
    return entries.filter(formed_on__gte=F("organ__opened_on"))


def overdue(standing: Standing, *, today: date) -> QuerySet[RegisterEntry]:
    """Unpublished documents whose last day has passed."""
    return with_limit(queries.unpublished(standing)).filter(overdue_among(_organs(standing), today=today))


def pressing(standing: Standing, *, today: date) -> QuerySet[RegisterEntry]:
    """Unpublished documents that are overdue, or due within five working days."""

    def is_wanted(due: date, calendar: Calendar) -> bool:
        return due < today or calendar.count(today, due) <= NEAR_DAYS

    return with_limit(queries.unpublished(standing)).filter(_until(_organs(standing), today, is_wanted))


def near(standing: Standing, *, today: date) -> QuerySet[RegisterEntry]:
    """Unpublished documents whose last day is today or within five working days."""
    return pressing(standing, today=today).exclude(pk__in=overdue(standing, today=today).values("pk"))


def overdue_among(organs: Iterable[Organ], *, today: date) -> Q:
    """What tells the organs' entries whose last day has passed, asked of `with_limit`; published or not."""
    return _until(organs, today, lambda due, calendar: due < today)


def due_list(standing: Standing, *, today: date, most: int = 50) -> list[DueRow]:
    """Documents to be published, by last day, at most `most`, with a constant number of questions."""
    chosen = in_period(queries.unpublished(standing)).filter(formed_on__lte=today)
    return rows_of(chosen, today=today, most=most)


def rows_of(entries: QuerySet[RegisterEntry], *, today: date, most: int) -> list[DueRow]:
    """The oldest formed of the entries, each with its last day."""
    chosen = entries.exclude(formed_on=None).select_related("organ", "department", "item__column")
    rows = list(chosen.order_by("formed_on", "pk")[:most])
    calendars = calendars_for({row.organ for row in rows})
    found = (due_of(row, calendars[row.organ_id], today=today) for row in rows)
    return sorted((row for row in found if row), key=lambda row: (row.due, row.entry.pk))


def _until(organs: Iterable[Organ], today: date, is_wanted: Callable[[date, Calendar], bool]) -> Q:
    """What tells the entries whose last day is wanted.

    The last day never falls as the day of formation rises: for each limit one day of formation parts the
    documents of all organs that go by the same calendar.
    """
    together: dict[int, tuple[Calendar, list[int]]] = {}
    for organ_id, calendar in calendars_for(organs).items():
        together.setdefault(id(calendar), (calendar, []))[1].append(organ_id)
    wanted = Q(pk__in=[])
    for calendar, ids in together.values():
        for kind in PUBLICATION_LIMITS.codes():
            day = _last_formed(kind, calendar, today, is_wanted)
            wanted |= Q(organ__in=ids, runs=kind, formed_on__lte=day)
    return wanted & Q(formed_on__gte=F("organ__opened_on"))


def _organs(standing: Standing) -> list[Organ]:
    mine = standing.organs(*OFFICE_ROLES) | standing.department_organs
    return list(Organ.objects.filter(pk__in=mine))


def _last_formed(
    kind: str, calendar: Calendar, today: date, is_wanted: Callable[[date, Calendar], bool]
) -> date:
    """The latest day of formation, not after today, whose last day is wanted."""
    days = range(_FURTHEST)
    back = bisect_left(
        days, True,
        key=lambda ago: is_wanted(publication_due(today - timedelta(days=ago), kind, calendar).due, calendar),
    )  # fmt: skip
    return today - timedelta(days=back)
