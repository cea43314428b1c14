"""What many pages share, read once per run: organs, columns, departments, and the frame around each page."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from typing import TypeVar, cast

from gongkai.disclosure.models import Column, Zone
from gongkai.kernel.models import Department, Organ
from gongkai.portal.frame import Frame, Rail, make_frame, make_rail

T = TypeVar("T")


class Reading:
    """A memo for one run under the release's lock; what it has read it does not read again."""

    def __init__(self) -> None:
        self._columns: dict[int, dict[int, Column]] = {}
        self._once: dict[Hashable, object] = {}
        self._departments: dict[int, list[Department]] = {}
        self._frames: dict[int | None, Frame] = {}
        self._rails: dict[tuple[int, str], Rail] = {}

    @cached_property
    def organs(self) -> dict[int, Organ]:
        """Every organ by id, in the order of the tree."""
        return {
            organ.pk: organ for organ in Organ.objects.select_related("merged_into").order_by("path", "pk")
        }

    @cached_property
    def root(self) -> Organ | None:
        """The organ whose site this is: the first without a superior."""
        return next((organ for organ in self.organs.values() if organ.parent_id is None), None)

    def organ(self, organ_id: int) -> Organ | None:
        """An organ, or None."""
        return self.organs.get(organ_id)

    def above(self, organ: Organ) -> list[Organ]:
        """The organs above one, the nearest first."""
        found = []
        while organ.parent_id is not None and organ.parent_id in self.organs:
            organ = self.organs[organ.parent_id]
            found.append(organ)
        return found

    def below(self, organ: Organ) -> list[Organ]:
        """The organs below one, at any depth, in the order of the tree."""
        return [
            other for other in self.organs.values() if other.path.startswith(organ.path) and other != organ
        ]

    def preload(self, organ_ids: Iterable[int]) -> None:
        """Read the columns of several organs in one go."""
        wanted = [pk for pk in set(organ_ids) if pk not in self._columns]
        if not wanted:
            return
        self._columns |= {pk: {} for pk in wanted}
        for column in Column.objects.filter(organ__in=wanted).order_by("position", "pk"):
            self._columns[column.organ_id][column.pk] = column

    def columns(self, organ: Organ) -> list[Column]:
        """All columns of an organ in their order, inactive ones included."""
        self.preload([organ.pk])
        return list(self._columns[organ.pk].values())

    def column(self, organ_id: int, column_id: int) -> Column | None:
        """One column of an organ, or None."""
        self.preload([organ_id])
        return self._columns[organ_id].get(column_id)

    def departments(self, organ: Organ) -> list[Department]:
        """All departments of an organ in their order, inactive ones included."""
        if organ.pk not in self._departments:
            self._departments[organ.pk] = list(
                Department.objects.filter(organ=organ).order_by("position", "pk")
            )
        return self._departments[organ.pk]

    @cached_property
    def _owners(self) -> dict[str, dict[int, int]]:
        return {
            "column": dict(Column.objects.values_list("pk", "organ_id")),
            "department": dict(Department.objects.values_list("pk", "organ_id")),
        }

    def owner_of_column(self, column_id: int) -> Organ | None:
        """The organ a column belongs to, or None."""
        return self.organs.get(self._owners["column"].get(column_id, 0))

    def owner_of_department(self, department_id: int) -> Organ | None:
        """The organ a department belongs to, or None."""
        return self.organs.get(self._owners["department"].get(department_id, 0))

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, made once for the key in this run."""
        if key not in self._once:
            self._once[key] = make()
        return cast(T, self._once[key])

    def frame(self, organ: Organ | None) -> Frame:
        """The head and foot of an organ's pages; of the site's own pages for None."""
        key = organ.pk if organ else None
        if key not in self._frames:
            columns = self.columns(organ) if organ else []
            has_general = any(column.zone == Zone.GENERAL and column.is_active for column in columns)
            self._frames[key] = make_frame(self.root, organ, has_general=has_general)
        return self._frames[key]

    def rail(self, organ: Organ, zone: str) -> Rail:
        """The catalogue at the left of a zone's pages."""
        key = (organ.pk, zone)
        if key not in self._rails:
            self._rails[key] = make_rail(organ, zone, self.columns(organ))
        return self._rails[key]


_current: ContextVar[Reading | None] = ContextVar("gongkai_portal_reading", default=None)


@contextmanager
def one_reading() -> Iterator[Reading]:
    """Every page rendered inside the block shares one reading; it must not outlive the release's lock."""
    reading = Reading()
    token = _current.set(reading)
    try:
        yield reading
    finally:
        _current.reset(token)


def current_reading() -> Reading:
    """The reading of the present run, or a fresh one outside of any."""
    return _current.get() or Reading()
