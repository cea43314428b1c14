"""A line of the list: what the person may know of an item, ready to print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.disclosure import queries
from gongkai.disclosure.checks.dates import time_left
from gongkai.disclosure.models import Item, PublicState
from gongkai.disclosure.rules import Status, status_of
from gongkai.kernel.rights import Standing
from gongkai.law.calendar import Calendar

#: Bodies are long and no list shows them.
HEAVY = ("body_html", "live_edition__body_html")
_OUTSIDE_TONES = {PublicState.LIVE: "green", PublicState.TAKEN_DOWN: "red"}


@dataclass(frozen=True)
class ItemRow:
    """What a list shows of an item."""

    pk: int
    title: str
    number: str
    status: Status
    place: str
    department: str
    organ: str
    published_at: datetime | None
    days_left: int | None
    note: str
    is_legacy: bool

    @property
    def urgency(self) -> str:
        """The tone of the days left."""
        if self.days_left is None or self.days_left > 5:
            return "grey"
        return "red" if self.days_left < 0 else "amber"

    @property
    def days_words(self) -> str:
        """The days left in words."""
        if self.days_left is None:
            return ""
        return f"逾期 {-self.days_left} 天" if self.days_left < 0 else f"剩 {self.days_left} 天"


def row_of(item: Item, standing: Standing, *, today: date, calendar: Calendar) -> ItemRow:
    """The item as its workers see it, or as the public does for everybody else."""
    if not queries.may_read_work(standing, item):
        return _outside(item)
    return ItemRow(
        pk=item.pk, title=item.title, number=item.doc_number or item.index_number, status=status_of(item),
        place=item.column.name, department=item.department.name, organ=item.organ.short_name,
        published_at=item.published_at, days_left=time_left(item, today, calendar),
        note=item.schedule_error or item.returned_reason, is_legacy=item.is_legacy,
    )  # fmt: skip


def public_status(item: Item) -> Status:
    """The state as the public sees it."""
    state = PublicState(item.public_state)
    return Status(str(state.label), _OUTSIDE_TONES.get(state, "grey"))


def _outside(item: Item) -> ItemRow:
    edition = item.live_edition
    title = edition.title if edition and item.public_state != PublicState.TAKEN_DOWN else item.title
    return ItemRow(
        pk=item.pk, title=title, number=(edition.doc_number if edition else "") or item.index_number,
        status=public_status(item), place=item.column.name, department=item.department.name,
        organ=item.organ.short_name, published_at=item.published_at, days_left=None, note="",
        is_legacy=item.is_legacy,
    )  # fmt: skip


def rows_of(items: Iterable[Item], standing: Standing, *, today: date, calendar: Calendar) -> list[ItemRow]:
    """Lines for items read with organ, department, column and live edition."""
    return [row_of(item, standing, today=today, calendar=calendar) for item in items]
