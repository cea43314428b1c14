"""Figures of an organ's register: documents by year and attribute, and how many came out in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.timezone import localtime

from gongkai.kernel.calendars import calendar_for
from gongkai.kernel.models import Organ
from gongkai.kernel.rights import Standing
from gongkai.law.catalogue import MODES, publication_due
from gongkai.register.attributes import PROACTIVE
from gongkai.register.due import GENERAL
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


def published_in_time(organ: Organ, year: int, *, today: date) -> Timeliness:
    """How the organ's documents of the year that are to be published stand against article 26 today."""
    rows = RegisterEntry.objects.filter(
        organ=organ, voided_at=None, mode=PROACTIVE, formed_on__year=year, formed_on__gte=organ.opened_on
    )
    calendar = calendar_for(organ)
    found = {"in_time": 0, "late": 0, "unpublished": 0, "overdue": 0}
    for formed, by_hand, by_item in rows.values_list("formed_on", "published_on", "item__first_published_at"):
        if formed is None:
            continue
        due = publication_due(formed, GENERAL, calendar).due
        days = [day for day in (by_hand, localtime(by_item).date() if by_item else None) if day]
        if days:
            found["in_time" if min(days) <= due else "late"] += 1
        else:
            found["unpublished"] += 1
            found["overdue"] += due < today
    return Timeliness(**found)


def supervised_counts(standing: Standing, year: int) -> dict[int, dict[str, int]]:
    """For an authority: documents of the year by attribute for each organ below it; no titles."""
    rows = RegisterEntry.objects.filter(
        organ__in=standing.supervised_organs, voided_at=None, formed_on__year=year
    )
    found: dict[int, dict[str, int]] = {}
    for organ, mode, count in rows.values_list("organ", "mode").annotate(Count("pk")).order_by():
        found.setdefault(organ, {})[mode] = count
    return found
