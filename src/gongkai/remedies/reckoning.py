"""Puts on a proceeding what its facts say, with the next last day and its lamp; again when days change."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from gongkai.kernel.calendars import calendar_for
from gongkai.kernel.models import Organ
from gongkai.law.calendar import Calendar
from gongkai.remedies.deadlines import Deadline, deadlines_of, lamp_days, next_deadline
from gongkai.remedies.models import Proceeding, Stage
from gongkai.remedies.story import Account, account_of

_DATES = (
    "filed_on", "accepted_on", "copy_received_on", "answered_on", "decided_on", "result", "redo_by",
    "instance", "course",
)  # fmt: skip
FIELDS = (
    *_DATES, "stage", "hearing_on", "result_column", "next_due", "next_code", "next_provisional", "amber_on",
    "red_on", "calendar_version", "read_on", "changed_at",
)  # fmt: skip


def redone_on(proceeding: Proceeding) -> date | None:
    """The day on which the case, handled anew, was answered."""
    first = proceeding.case.redone_by.filter(ended_on__isnull=False).order_by("ended_on").first()
    return first.ended_on if first else None


def all_deadlines(proceeding: Proceeding, *, account: Account | None = None) -> list[Deadline]:
    """The last days of the proceeding by the organ's calendar of today."""
    return deadlines_of(
        account or account_of(proceeding), calendar_for(proceeding.organ), redone_on=redone_on(proceeding)
    )


def settle(proceeding: Proceeding, *, now: datetime) -> Account:
    """Read the facts anew and save what they say; called inside the act's transaction after a fact."""
    account = account_of(proceeding)
    _note(proceeding, account, calendar_for(proceeding.organ), localdate(now))
    proceeding.changed_at = now
    proceeding.save(update_fields=FIELDS)
    return account


def _note(proceeding: Proceeding, account: Account, calendar: Calendar, today: date) -> None:
    for name in _DATES:
        setattr(proceeding, name, getattr(account, name))
    if proceeding.cancelled_at is None:
        proceeding.stage = account.stage
    proceeding.hearing_on = max(account.hearings, default=None)
    proceeding.result_column = str(account.column) if account.result else ""
    deadlines = deadlines_of(account, calendar, redone_on=redone_on(proceeding))
    due = None if proceeding.stage == Stage.CANCELLED else next_deadline(deadlines, today)
    proceeding.next_due = due.on if due else None
    proceeding.next_code = due.code if due else ""
    proceeding.next_provisional = due.provisional if due else False
    proceeding.amber_on, proceeding.red_on = lamp_days(due.on, calendar) if due else (None, None)
    proceeding.calendar_version, proceeding.read_on = calendar.version, today


def read_again(now: datetime) -> int:
    """Reckon again every proceeding with a day ahead, once a day and after a change of the calendar.

    Level-triggered: it goes by the version each was reckoned with, so a notice loaded by any door counts.
    """
    today, done = localdate(now), 0
    waiting = Proceeding.objects.exclude(stage=Stage.CANCELLED).filter(
        Q(next_due__isnull=False) | ~Q(stage=Stage.DECIDED)
    )
    for organ in Organ.objects.filter(pk__in=waiting.values("organ").distinct()):
        version = calendar_for(organ).version
        stale = waiting.filter(organ=organ).filter(~Q(calendar_version=version) | Q(read_on__lt=today))
        for pk in list(stale.order_by("pk").values_list("pk", flat=True)):
            done += _read_one(pk, now)
    return done


def _read_one(pk: int, now: datetime) -> int:
    with transaction.atomic():
        if not Proceeding.objects.select_for_update().filter(pk=pk).values_list("pk", flat=True):
            return 0
        proceeding = Proceeding.objects.select_related("organ", "case").get(pk=pk)
        changed_at = proceeding.changed_at
        _note(proceeding, account_of(proceeding), calendar_for(proceeding.organ), localdate(now))
        proceeding.changed_at = changed_at
        proceeding.save(update_fields=FIELDS)
    return 1
