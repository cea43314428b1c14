"""Figures of an organ's register: documents by year and attribute, and how many came out in time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date

from django.db.models import Count, Q
from django.utils.timezone import localtime

from gongkai.kernel.calendars import calendar_for
from gongkai.kernel.models import Organ
from gongkai.kernel.rights import Standing
from gongkai.law.catalogue import MODES
from gongkai.register import queries
from gongkai.register.attributes import ON_REQUEST, PROACTIVE, WITHHELD
from gongkai.register.due import due_of, overdue_among, with_limit
from gongkai.register.models import RegisterEntry


@dataclass(frozen=True)
class Timeliness:
    """Of a year's documents to be published: in time, late, still unpublished (overdue among them)."""

    in_time: int
    late: int
    unpublished: int
    overdue: int

    @property
    def share(self) -> float | None:
        """The part published in time of those whose day has come, 0 to 1; None where there is none."""
        judged = self.in_time + self.late + self.overdue
        return self.in_time / judged if judged else None


def made_by_mode(organ: Organ, year: int) -> dict[str, int]:
    """Documents formed in the year by attribute, zeros included; «» holds those still open."""
    rows = RegisterEntry.objects.filter(organ=organ, voided_at=None, formed_on__year=year)
    counts = dict(rows.values_list("mode").annotate(Count("pk")).order_by())
    return {code: counts.get(code, 0) for code in (*MODES.codes(), "")}


def made(organ: Organ, year: int) -> int:
    """Documents formed in the year and registered, published or not; each once."""
    return RegisterEntry.objects.filter(organ=organ, voided_at=None, formed_on__year=year).count()


def figure_of(mode: str) -> Callable[[Organ, int], int]:
    """Counts an organ's documents of a year with that attribute; «» for those still open."""
    return lambda organ, year: made_by_mode(organ, year)[mode]


def published_in_time(organ: Organ, year: int, *, today: date) -> Timeliness:
    """How the organ's documents of the year that are to be published stand against their limits today."""
    rows = RegisterEntry.objects.filter(
        organ=organ, voided_at=None, mode=PROACTIVE, formed_on__year=year, formed_on__gte=organ.opened_on
    )
    needed = ("organ", "limit_kind", "formed_on", "published_on", "item__first_published_at",
              "item__column__limit_kind")  # fmt: skip
    calendar = calendar_for(organ)
    found = {"in_time": 0, "late": 0, "unpublished": 0, "overdue": 0}
    for entry in rows.select_related("item__column").only(*needed).iterator(chunk_size=1000):
        row = due_of(entry, calendar, today=today)
        if row is None:
            continue
        by_item = entry.item.first_published_at if entry.item else None
        days = [day for day in (entry.published_on, localtime(by_item).date() if by_item else None) if day]
        if days:
            found["in_time" if min(days) <= row.due else "late"] += 1
        else:
            found["unpublished"] += 1
            found["overdue"] += row.due < today
    return Timeliness(**found)


@dataclass(frozen=True)
class OrganCounts:
    """An organ's register in numbers, as its authority sees it: no titles."""

    organ: Organ
    made: int = 0
    proactive: int = 0
    on_request: int = 0
    withheld: int = 0
    undetermined: int = 0
    unpublished: int = 0
    overdue: int = 0
    to_reassess: int = 0


_NUMBERS = tuple(one.name for one in fields(OrganCounts) if one.name != "organ")


def supervised_counts(standing: Standing, year: int, *, today: date) -> list[OrganCounts]:
    """For an authority: how each organ below it stands with the documents of the year; two questions.

    Organs that registered nothing are among them; merged ones only while they have documents of the year.
    """
    organs = list(Organ.objects.filter(pk__in=standing.supervised_organs).order_by("path", "pk"))
    unpublished = Q(mode=PROACTIVE) & ~queries.PUBLISHED
    rows = RegisterEntry.objects.filter(organ__in=organs, voided_at=None, formed_on__year=year)
    counted = with_limit(rows).values("organ").order_by().annotate(
        made=Count("pk"), proactive=Count("pk", filter=Q(mode=PROACTIVE)),
        on_request=Count("pk", filter=Q(mode=ON_REQUEST)), withheld=Count("pk", filter=Q(mode=WITHHELD)),
        undetermined=Count("pk", filter=Q(mode="")), unpublished=Count("pk", filter=unpublished),
        overdue=Count("pk", filter=unpublished & overdue_among(organs, today=today)),
        to_reassess=Count("pk", filter=Q(reassess_on__isnull=False, reassess_on__lte=today)),
    )  # fmt: skip
    found = {row["organ"]: row for row in counted.values("organ", *_NUMBERS)}
    return [
        OrganCounts(organ, **{name: found[organ.pk][name] for name in _NUMBERS} if organ.pk in found else {})
        for organ in organs
        if organ.pk in found or organ.merged_into_id is None
    ]
