"""Drawing an item's index number (索引号, article 12): once, at first publication, unchanged ever after."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localtime

from gongkai.disclosure.models import Item
from gongkai.kernel import numbering
from gongkai.kernel.errors import Refused
from gongkai.kernel.models import IssuedNumber, Organ
from gongkai.law.catalogue import INDEX_PATTERNS, InvalidIndexNumber

SERIES = "index_number"


def draw_index_number(item: Item, *, now: datetime, dated: date | None = None) -> str:
    """The next number of the organ's year, in the organ's pattern, entered in the register for good.

    The year is that of `now`, or of `dated`, the day old stock was published on. A number that old stock
    already took is stepped over. Raises Refused when the organ's pattern has no number left.
    """
    organ = item.organ
    pattern = INDEX_PATTERNS[organ.index_pattern]
    moment = dated or localtime(now).date()
    while True:
        serial = numbering.draw(scope_of(organ, moment.year))
        try:
            number = pattern.format(
                front=organ.index_front, year=moment.year, serial=serial, month=moment.month
            )
        except InvalidIndexNumber as error:
            raise Refused(str(error), code="index_number") from None
        if not numbering.is_issued(series=SERIES, number=number):
            break
    numbering.issue(series=SERIES, number=number, subject="item", subject_id=item.pk, now=now)
    return number


def keep_index_number(item: Item, number: str, *, now: datetime) -> str:
    """Enter the number old stock brought along, and see that none drawn later runs into it.

    Raises Refused when it was issued before.
    """
    organ = item.organ
    numbering.issue(series=SERIES, number=number, subject="item", subject_id=item.pk, now=now)
    try:
        parts = INDEX_PATTERNS[organ.index_pattern].parse(number)
    except InvalidIndexNumber:
        return number
    if parts.front == organ.index_front:
        numbering.raise_to(scope_of(organ, parts.year), parts.serial)
    return number


def bearer_of(number: str) -> int | None:
    """The id of the item that bears the whole number; None for anything else."""
    issued = IssuedNumber.objects.filter(series=SERIES, number=number, subject="item")
    return issued.values_list("subject_id", flat=True).first()


def scope_of(organ: Organ, year: int) -> str:
    """The sequence an organ's numbers of a year are drawn from."""
    return f"index/{organ.pk}/{year}"
