"""What a reminder says of the register: numbers and dates, no titles."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate

from gongkai.kernel.models import Person
from gongkai.kernel.rights import standing_of
from gongkai.register import due

MOST_LINES = 5
_DUE = "  发文 {name}，最迟{month}月{day}日公开"
_OVER = "  发文 {name}，应于{month}月{day}日前公开，已逾期"


def nearest(person: Person, now: datetime) -> list[str]:
    """The documents that must be public first and press, at most five."""
    today, standing = localdate(now), standing_of(person)
    if not standing.home_organs:
        return []
    rows = due.rows_of(due.pressing(standing, today=today), today=today, most=MOST_LINES)
    return [
        (_OVER if row.is_overdue else _DUE).format(name=row.entry, month=row.due.month, day=row.due.day)
        for row in rows
    ]
