"""Drawing an item's index number (索引号, article 12): once, at first publication, unchanged ever after."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localtime

from gongkai.disclosure.models import Item
from gongkai.kernel import numbering
from gongkai.kernel.models import Organ
from gongkai.law.catalogue import INDEX_PATTERNS

SERIES = "index_number"


def draw_index_number(item: Item, *, now: datetime) -> str:
    """The next number of the organ's year, in the organ's pattern, entered in the register for good.

    A number that old stock already took is stepped over.
    """
    organ = item.organ
    pattern = INDEX_PATTERNS[organ.index_pattern]
    moment = localtime(now)
    while True:
        serial = numbering.draw(scope_of(organ, moment.year))
        number = pattern.format(front=organ.index_front, year=moment.year, serial=serial, month=moment.month)
        if not numbering.is_issued(series=SERIES, number=number):
            break
    numbering.issue(series=SERIES, number=number, subject="item", subject_id=item.pk, now=now)
    return number


def scope_of(organ: Organ, year: int) -> str:
    """The sequence an organ's numbers of a year are drawn from."""
    return f"index/{organ.pk}/{year}"
