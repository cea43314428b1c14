"""Counting several selections in one question to the database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, IntegerField, QuerySet, Value


def counted(selections: Mapping[str, QuerySet[Any]]) -> dict[str, int]:
    """How many rows each selection holds, all asked at once; each may be of another table.

    A selection must not be sliced. Rows that joins have doubled are counted once.
    """
    names = list(selections)
    if not names:
        return {}
    first, *others = (_count_of(place, selections[name]) for place, name in enumerate(names))
    found = dict(first.union(*others, all=True) if others else first)
    return {name: found.get(place, 0) for place, name in enumerate(names)}


def _count_of(place: int, selection: QuerySet[Any]) -> QuerySet[Any, tuple[int, int]]:
    """One row (place, rows), or none where nothing is selected."""
    marked = selection.order_by().annotate(counted_place=Value(place, IntegerField()))
    grouped = marked.values("counted_place").annotate(counted_rows=Count("pk", distinct=True))
    return grouped.values_list("counted_place", "counted_rows")
