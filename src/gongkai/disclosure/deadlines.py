"""Which items must be public by when (article 26), the most pressing first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.disclosure import queries
from gongkai.disclosure.checks.dates import days_left, publication_due
from gongkai.disclosure.models import Item
from gongkai.kernel.calendars import calendar_for
from gongkai.kernel.rights import Standing

#: How many of the oldest formed are weighed: special limits are shorter, so formation alone does not order.
WEIGHED = 200
#: Overdue by more than this many days is no longer counted day by day.
COUNTED_DAYS = 366


@dataclass(frozen=True)
class DeadlineRow:
    """An unpublished item, its last day, working days left: negative when overdue, None by over a year."""

    item: Item
    due: date
    left: int | None
    provisional: bool
    limit: str

    @property
    def is_overdue(self) -> bool:
        """Whether the last day has passed."""
        return self.left is None or self.left < 0


def deadlines_of(standing: Standing, *, today: date, most: int = 20) -> list[DeadlineRow]:
    """Items on their way to first publication by last day, at most `most`, by their organs' calendars."""
    items = queries.unpublished_by_formation(standing).filter(is_legacy=False, formed_on__lte=today)
    rows = list(items.select_related("column", "organ", "department")[:WEIGHED])
    calendars = {organ: calendar_for(organ) for organ in {item.organ for item in rows}}
    weighed = [(publication_due(item, calendars[item.organ]), item) for item in rows]
    weighed.sort(key=lambda pair: (pair[0].due, pair[1].pk))
    return [
        DeadlineRow(
            item=item,
            due=due.due,
            left=days_left(due.due, today, calendars[item.organ])
            if (today - due.due).days <= COUNTED_DAYS
            else None,
            provisional=due.provisional,
            limit=due.limit.label,
        )
        for due, item in weighed[:most]
    ]
