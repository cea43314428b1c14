"""An entry as a row: words and days, nothing to be worked out in the template."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.disclosure.rules import Status
from gongkai.kernel.calendars import calendar_for
from gongkai.register.attributes import ON_REQUEST, PROACTIVE, label_of
from gongkai.register.due import NEAR_DAYS, due_of
from gongkai.register.models import RegisterEntry

NO_TITLE = "（题名不登记）"
_TONES = {PROACTIVE: "green", ON_REQUEST: "grey", "": "amber"}


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    entry: RegisterEntry
    title: str
    attribute: Status
    publication: Status | None


def rows_of(entries: Iterable[RegisterEntry], *, today: date) -> list[Row]:
    """Lines for entries read with organ, department and item."""
    found = list(entries)
    calendars = {organ: calendar_for(organ) for organ in {one.organ for one in found}}
    return [
        Row(
            one, one.title or NO_TITLE, Status(label_of(one.mode), _TONES.get(one.mode, "grey")),
            _publication(one, calendars[one.organ], today),
        )
        for one in found
    ]  # fmt: skip


def _publication(entry: RegisterEntry, calendar: object, today: date) -> Status | None:
    if entry.voided_at is not None:
        return Status("已作废", "grey")
    if entry.published_on or (entry.item and entry.item.first_published_at):
        return Status("已公开", "green")
    if entry.mode != PROACTIVE or entry.formed_on is None or entry.formed_on < entry.organ.opened_on:
        return None
    due = due_of(entry, calendar, today=today)  # type: ignore[arg-type]
    if due is None:
        return None
    if due.left is None:
        return Status("逾期一年以上", "red")
    if due.left < 0:
        return Status(f"逾期 {-due.left} 天", "red")
    return Status(f"剩 {due.left} 天", "amber" if due.left <= NEAR_DAYS else "grey")
