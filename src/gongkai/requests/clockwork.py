"""From the facts of a case to its dates: the story, the clock's reading, and the copy that lists go by."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from gongkai.kernel.calendars import calendar_for
from gongkai.kernel.corrections import standing
from gongkai.kernel.models import Organ
from gongkai.law.calendar import Calendar
from gongkai.law.clock import (
    Channel,
    ClockRules,
    Event,
    EventType,
    Party,
    Reading,
    Received,
    Story,
    clock,
    rules_by_version,
    rules_on,
)  # fmt: skip
from gongkai.requests.models import Case, CaseEvent, CaseStage, DueChange

RECEIVED = "received"
VOID = "void"
_NEW_CALENDAR = "日历更新后重新计算"
_BATCH = 500


def standing_events(case: Case) -> list[CaseEvent]:
    """The facts as they stand now: what was replaced is left out, a replacement takes its place."""
    return standing(case.events.all(), void=VOID, first=RECEIVED)


def story_of(events: Iterable[CaseEvent]) -> Story:
    """The story the clock is asked about. Raises ValueError when there is no receipt among the events."""
    received: Received | None = None
    told: list[Event] = []
    for row in events:
        fact = read_event(row)
        if isinstance(fact, Received):
            received = fact
        else:
            told.append(fact)
    if received is None:
        raise ValueError("a case begins with its receipt")
    return Story(received, tuple(told))


def read_event(row: CaseEvent) -> Received | Event:
    """A fact as the clock takes it. Raises KeyError, TypeError or ValueError when it cannot be read."""
    if row.type == RECEIVED:
        return Received(
            Channel(row.data["channel"]), _day(row.data.get("submitted")), _day(row.data.get("confirmed"))
        )
    party = row.data.get("party")
    return Event(
        on=row.on,
        type=EventType(row.type),
        id=str(row.data.get("id", "")),
        party=Party(party) if party else None,
        respond_by=_day(row.data.get("respond_by")),
        until=_day(row.data.get("until")),
        working_days=row.data.get("working_days"),
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def rules_of(case: Case) -> ClockRules:
    """The rules the case began under; those of its submission while no version was noted."""
    if case.rules_version:
        return rules_by_version(case.rules_version)
    return rules_on(localdate(case.submitted_at))


def reading_of(case: Case, *, as_of: date, calendar: Calendar | None = None) -> Reading:
    """What the clock says of the case on that day."""
    story = story_of(standing_events(case))
    return clock(story, calendar=calendar or calendar_for(case.organ), rules=rules_of(case), as_of=as_of)


def take_reading(case: Case, *, now: datetime, reason: str, calendar: Calendar | None = None) -> Reading:
    """Ask the clock and note its answer on the case, keeping the date it replaces with the reason.

    Changes the case in memory and saves the clock's columns; called inside the act's transaction.
    """
    reading = reading_of(case, as_of=localdate(now), calendar=calendar)
    change = _note(case, reading, now=now, reason=reason)
    case.save(update_fields=CLOCK_FIELDS)
    _keep_last_day_to_pay(case, reading)
    if change is not None:
        change.save()
    return reading


def _keep_last_day_to_pay(case: Case, reading: Reading) -> None:
    """Put the last day to pay on the notice that waits for payment: applicant and letters read it there."""
    if reading.pay_by is not None:
        waiting = case.fee_notices.filter(cancelled_at=None, paid_on=None).exclude(letter__served_on=None)
        waiting.update(pay_by=reading.pay_by)


def _note(case: Case, reading: Reading, *, now: datetime, reason: str) -> DueChange | None:
    """Put what the clock says on the case in memory; the change of its date, if there is one, unsaved."""
    old = case.due
    case.rules_version = rules_of(case).version
    case.calendar_version = reading.calendar_version
    case.clock_state = str(reading.state)
    case.day0, case.first_due, case.due = reading.day0, reading.first_due, reading.due
    case.wait_until = reading.respond_by or reading.pay_by
    case.provisional = reading.provisional
    case.amber_on, case.red_on = lamp_days(reading)
    case.read_on = localdate(now)
    if old is None or old == case.due:
        return None
    return DueChange(
        case=case, old_due=old, new_due=case.due, reason=reason[:200], at=now,
        calendar_version=case.calendar_version, rules_version=case.rules_version,
    )  # fmt: skip


CLOCK_FIELDS = (
    "rules_version", "calendar_version", "clock_state", "day0", "first_due", "due", "wait_until",
    "provisional", "amber_on", "red_on", "read_on",
)  # fmt: skip
#: Columns that move with every reading and that no date depends on.
_STAMPS = ("calendar_version", "read_on")


def lamp_days(reading: Reading) -> tuple[date | None, date | None]:
    """The days from which the lamp is amber and red; none while no date is running."""
    if reading.due is None or reading.state.is_ended:
        return None, None
    rules = rules_by_version(reading.rules_version)
    counted = [day.date for day in reading.days if day.counted is not None]
    if not counted:
        return reading.due, reading.due
    return _so_many_before(counted, rules.days("lamp_amber")), _so_many_before(
        counted, rules.days("lamp_red")
    )


def _so_many_before(counted: list[date], days: int) -> date:
    return counted[-1 - days] if len(counted) > days else counted[0]


def read_again(now: datetime) -> int:
    """Ask the clock again for every open case that a new calendar or a new day may have moved.

    Level-triggered: it goes by the version each case was read with, so a notice loaded by any door counts.
    """
    today, done = localdate(now), 0
    organs = Organ.objects.filter(pk__in=Case.objects.filter(ended_on=None).values("organ").distinct())
    for organ in organs:
        calendar = calendar_for(organ)
        stale = Q(read_on=None) | ~Q(calendar_version=calendar.version) | Q(read_on__lt=today)
        ids = list(
            Case.objects.filter(stale, organ=organ, ended_on=None).values_list("pk", flat=True).order_by("pk")
        )
        for start in range(0, len(ids), _BATCH):
            done += _read_batch(ids[start : start + _BATCH], calendar, now)
    return done


def _read_batch(ids: list[int], calendar: Calendar, now: datetime) -> int:
    """Read some cases in one transaction; those whose dates stand share one update of the stamps."""
    with transaction.atomic():
        # The locks first, the facts after: a prefetch belongs to the rows as they are once locked.
        locked = Case.objects.select_for_update(of=("self",)).filter(pk__in=ids, ended_on=None)
        cases = list(locked.select_related("organ").prefetch_related("events").order_by("pk"))
        changes: list[DueChange] = []
        unmoved: list[int] = []
        for case in cases:
            before = _dates(case)
            reading = reading_of(case, as_of=localdate(now), calendar=calendar)
            change = _note(case, reading, now=now, reason=_NEW_CALENDAR)
            if change is not None:
                changes.append(change)
            if _dates(case) == before:
                unmoved.append(case.pk)
            else:
                case.save(update_fields=CLOCK_FIELDS)
                _keep_last_day_to_pay(case, reading)
        Case.objects.filter(pk__in=unmoved).update(calendar_version=calendar.version, read_on=localdate(now))
        DueChange.objects.bulk_create(changes)
    return len(cases)


def _dates(case: Case) -> list[object]:
    return [getattr(case, name) for name in CLOCK_FIELDS if name not in _STAMPS]


def is_open(case: Case) -> bool:
    """Whether the organ still owes something."""
    return case.stage not in {CaseStage.ANSWERED, CaseStage.ARCHIVED}
