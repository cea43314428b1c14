"""Figures of an organ's year that the annual report quotes; the counting rule is data of the catalogue."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count
from django.utils.timezone import get_default_timezone

from gongkai.disclosure.queries import published_in_year
from gongkai.kernel.models import Organ
from gongkai.law import catalogue


def published_by_category(organ: Organ, year: int) -> dict[str, int]:
    """Items first published in the local year and still public, by counted category, zeros included."""
    zone = get_default_timezone()
    start, end = datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)
    rows = published_in_year(organ.pk, start, end).values_list("live_edition__statistical_category")
    counts = dict(rows.annotate(Count("id")).order_by())
    return {
        category.code: counts.get(category.code, 0)
        for category in catalogue.STATISTICAL_CATEGORIES
        if category.counted
    }


def published_total(organ: Organ, year: int) -> int:
    """The sum over the counted categories."""
    return sum(published_by_category(organ, year).values())
