"""The morning's reminder to staff who asked for one: what waits, by count, with what comes due first."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime

from gongkai.kernel import messages, private
from gongkai.kernel.acts.reminders import ADDRESS, forget_leavers, home_of
from gongkai.kernel.calendars import calendar_for
from gongkai.kernel.errors import Refused
from gongkai.kernel.models import Reminder
from gongkai.kernel.registry import Tick, registry
from gongkai.kernel.rights import standing_of

#: Local time from which the day's reminders go out.
FROM = time(8, 0)
MOST_LINES = 20
_TITLE = "今天要办的事（{day}）"
_HEAD = "{name}，您好。今天要办的事："
_COUNT = "· {label}：{count} 件"
_SUMMARY = "本周情况："
_FOOT = "请登录工作台办理：{url}"
_FOOT_WITHOUT_URL = "请登录工作台办理。"


def announce() -> None:
    """Called once, when the kernel is ready."""
    registry.add_tick(Tick("kernel.reminders", timedelta(minutes=10), remind))


def remind(now: datetime) -> int:
    """Send each person the day's reminder, once, on working days from eight; nothing where nothing waits.

    A day is taken by one statement, so two workers never remind twice.
    """
    here, told = localtime(now), forget_leavers(now)
    if here.time() < FROM:
        return told
    waiting = Reminder.objects.filter(Q(told_on=None) | Q(told_on__lt=here.date()), person__is_active=True)
    for pk in list(waiting.values_list("pk", flat=True)):
        told += _remind_one(pk, here.date(), now)
    return told


def _remind_one(pk: int, today: date, now: datetime) -> int:
    with transaction.atomic():
        due = Reminder.objects.filter(Q(told_on=None) | Q(told_on__lt=today), pk=pk)
        if not due.update(told_on=today):
            return 0
        row = Reminder.objects.select_related("person", "key").get(pk=pk)
        organ = home_of(row.person)
        if organ is None or not calendar_for(organ).is_workday(today):
            return 0
        body = text_for(row, today, now)
        if not body:
            return 0
        try:
            messages.send(
                organ=organ, channel=messages.Channel(row.channel), key=row.key,
                address=private.unseal_text(row.key, row.sealed_address, context=ADDRESS),
                title=_TITLE.format(day=f"{today.month}月{today.day}日"), body=body,
                template="kernel.reminder", subject="person", subject_id=row.person_id, now=now,
            )  # fmt: skip
        except Refused:
            return 0
    return 1


def text_for(row: Reminder, today: date, now: datetime) -> str:
    """What is told: counts, the nearest dates, on the week's first working day the summary; may be empty."""
    person = row.person
    standing = standing_of(person)
    counts = [count for ask in registry.home_counts for count in ask(standing, now) if count.count]
    lines = [_COUNT.format(label=count.label, count=count.count) for count in counts]
    if lines:
        lines += [line for ask in registry.reminder_lines for line in ask(person, now)][:MOST_LINES]
    summary = []
    if row.weekly and _opens_week(row, today):
        summary = [line for ask in registry.summary_lines for line in ask(person, now)][:MOST_LINES]
    if not lines and not summary:
        return ""
    told = [_HEAD.format(name=person.name), *lines] if lines else []
    told += [_SUMMARY, *summary] if summary else []
    url = settings.GONGKAI_SITE_URL.rstrip("/")
    told.append(_FOOT.format(url=f"{url}/desk/") if url else _FOOT_WITHOUT_URL)
    return "\n".join(told)


def _opens_week(row: Reminder, today: date) -> bool:
    """Whether it is the week's first working day, by the calendar of the person's organ."""
    organ = home_of(row.person)
    if organ is None:
        return False
    calendar, monday = calendar_for(organ), today - timedelta(days=today.weekday())
    before = (monday + timedelta(days=n) for n in range(today.weekday()))
    return not any(calendar.is_workday(day) for day in before)
