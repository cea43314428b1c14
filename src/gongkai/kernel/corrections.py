"""Facts that are only ever added: which stand, after later rows corrected or struck out earlier ones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar


class Fact(Protocol):
    """A row that may take the place of another one."""

    @property
    def pk(self) -> int:
        """Its number; later rows have higher ones."""

    @property
    def replaces_id(self) -> int | None:
        """The row whose place it takes."""

    type: str
    on: date


F = TypeVar("F", bound=Fact)


def standing(facts: Iterable[F], *, void: str, first: str) -> list[F]:
    """The facts as they stand now, by their days: the one of type `first` leads, those struck out are gone.

    Of the same day the order in which they were first entered holds: a replacement keeps the place.
    """
    rows = sorted(facts, key=lambda row: row.pk)
    place: dict[int, int] = {}
    replaced = set()
    for row in rows:
        place[row.pk] = place[row.replaces_id] if row.replaces_id else row.pk
        if row.replaces_id:
            replaced.add(row.replaces_id)
    left = [row for row in rows if row.pk not in replaced and row.type != void]
    return sorted(left, key=lambda row: (row.type != first, row.on, place[row.pk]))
