"""Drawing numbers inside the act's transaction: unique, without gaps, never reused."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from gongkai.kernel.errors import Refused
from gongkai.kernel.models import IssuedNumber, NumberSequence
from gongkai.kernel.transactions import require_act


def draw(scope: str) -> int:
    """The next number of the scope, from 1. A rolled-back act gives its number back, so none is skipped."""
    require_act("numbers are drawn inside the act's transaction")
    NumberSequence.objects.get_or_create(scope=scope)
    sequence = NumberSequence.objects.select_for_update().get(scope=scope)
    sequence.last += 1
    sequence.save(update_fields=("last",))
    return sequence.last


def raise_to(scope: str, value: int) -> None:
    """See that the scope continues after `value`: for numbers that old stock brought along."""
    NumberSequence.objects.get_or_create(scope=scope)
    sequence = NumberSequence.objects.select_for_update().get(scope=scope)
    if sequence.last < value:
        sequence.last = value
        sequence.save(update_fields=("last",))


def issue(*, series: str, number: str, subject: str, subject_id: int, now: datetime) -> None:
    """Enter a number in the register for good; raises Refused when it was issued before."""
    try:
        with transaction.atomic():
            IssuedNumber.objects.create(
                series=series, number=number, subject=subject, subject_id=subject_id, issued_at=now
            )
    except IntegrityError:
        raise Refused("编号已经使用过，不能重复使用。请核对编号。", code="number_taken") from None


def is_issued(*, series: str, number: str) -> bool:
    """Whether the number was ever issued in the series."""
    return IssuedNumber.objects.filter(series=series, number=number).exists()
