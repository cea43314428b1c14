"""Figures of an organ's year of requests that the annual report quotes."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from gongkai.kernel.models import Organ
from gongkai.requests.models import Case


def received_cases(organ: Organ, year: int) -> QuerySet[Case]:
    """Counted cases whose receipt day (day 0) lies in the year: «new this year» of the annual table."""
    return Case.objects.filter(organ=organ, counted=True, day0__year=year)


def answered_cases(organ: Organ, year: int) -> QuerySet[Case]:
    """Counted cases that ended in the year, each with its one row."""
    return Case.objects.filter(organ=organ, counted=True, ended_on__year=year)


def carried_cases(organ: Organ, year: int) -> QuerySet[Case]:
    """Counted cases received by the end of the year and not ended by then, as a list of cases."""
    end = date(year, 12, 31)
    received = Case.objects.filter(organ=organ, counted=True, day0__lte=end)
    return received.exclude(ended_on__lte=end)


def received_in_year(organ: Organ, year: int) -> int:
    """How many requests were received."""
    return received_cases(organ, year).count()


def answered_in_year(organ: Organ, year: int) -> int:
    """How many requests were answered."""
    return answered_cases(organ, year).count()
