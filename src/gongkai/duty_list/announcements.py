"""What the duty list announces to the floors below: counts, reminder lines, ticks, figures, hand-over."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.timezone import localdate

from gongkai.duty_list import queries
from gongkai.duty_list.acts.match import match_published
from gongkai.duty_list.acts.stage_returned import READ, read_held
from gongkai.duty_list.figures import coverage
from gongkai.duty_list.models import DutyLine, StandingCount
from gongkai.duty_list.month import DutyState, month_for, open_counts, open_duties
from gongkai.duty_list.purging import purge
from gongkai.duty_list.standing_pages import count_stale
from gongkai.kernel.models import Organ, Person
from gongkai.kernel.registry import Handing, Handler, HomeCount, Tick, registry
from gongkai.kernel.rights import Standing, standing_of

ADDRESS = "/desk/duty-list/"
MOST_LINES = 5
#: A term is named in reminders once so few days are left; before that it is only counted.
SOON_DAYS = 7
_DUE, _LATE, _STALE = "本月应公开未办", "逾期未公开", "指南、目录和栏目待更新"
_LINE = "· {name}（{period}）：{day}前"
_LATE_LINE = "· {name}（{period}）：已逾期，期限是{day}"
_SUMMARY = "· {organ}本月公开目录：应办 {due} 项，已办 {met} 项"


def announce() -> None:
    """Called once, when the app is ready."""
    registry.add_handler(Handler(READ, read_held, "读取科室填报单"))
    registry.add_tick(Tick("duty_list.match", timedelta(minutes=30), match_published))
    registry.add_tick(Tick("duty_list.standing_pages", timedelta(hours=6), count_stale))
    registry.purges["duty_list"] = purge
    if _home_counts not in registry.home_counts:
        registry.home_counts.append(_home_counts)
    if _reminder_lines not in registry.reminder_lines:
        registry.reminder_lines.append(_reminder_lines)
    if _summary_lines not in registry.summary_lines:
        registry.summary_lines.append(_summary_lines)
    registry.add_figure("duty_list.lines", lambda organ, year: coverage(organ, year, today=_today()).lines)
    registry.add_figure("duty_list.due", lambda organ, year: coverage(organ, year, today=_today()).due)
    registry.add_figure(
        "duty_list.in_time", lambda organ, year: coverage(organ, year, today=_today()).in_time
    )
    registry.add_handing(Handing("公开目录的联系人", f"{ADDRESS}lines/", _pass_on))


def _today() -> date:
    return localdate(timezone.now())


def _home_counts(standing: Standing, now: datetime) -> list[HomeCount]:
    if not (standing.organs(queries.KEEPS) or standing.departments(*queries.FILES)):
        return []
    due, late = open_counts(standing, today=localdate(now))
    counts = [
        HomeCount("duty_list.late", _LATE, late, f"{ADDRESS}?view=late", True, "补发、零报告或者写明原因"),
        HomeCount("duty_list.due", _DUE, due, ADDRESS, False, "照上期起草，没有的报零"),
    ]
    kept = standing.organs(queries.KEEPS)
    if kept:
        stale = sum(StandingCount.objects.filter(organ__in=kept).values_list("count", flat=True))
        counts.append(
            HomeCount("duty_list.stale", _STALE, stale, f"{ADDRESS}?view=standing", False, "条例第十二条")
        )
    return [count for count in counts if count.count]


def _reminder_lines(person: Person, now: datetime) -> list[str]:
    today = localdate(now)
    found = [one for one in open_duties(standing_of(person), today=today) if one.days_left <= SOON_DAYS]
    lines = []
    for duty in found[:MOST_LINES]:
        words = _LATE_LINE if duty.state is DutyState.LATE else _LINE
        due = duty.term.due_on
        lines.append(
            words.format(name=duty.line.level2, period=duty.term.label, day=f"{due.month}月{due.day}日")
        )
    return lines


def _summary_lines(person: Person, now: datetime) -> list[str]:
    """For those who see an organ's whole list: how its month stands."""
    standing, today = standing_of(person), localdate(now)
    organs = Organ.objects.filter(pk__in=standing.organs(*queries.SEES_ALL), duty_lines__isnull=False)
    lines = []
    for organ in organs.distinct():
        found = month_for(standing, organ.pk, today, today=today).duties
        if found:
            met = sum(not duty.is_open for duty in found)
            lines.append(_SUMMARY.format(organ=organ.short_name, due=len(found), met=met))
    return lines


def _pass_on(leaver: Person, successor: Person, organ: Organ, now: datetime) -> int:
    """Lines the leaver was the contact of become the successor's."""
    return DutyLine.objects.filter(organ=organ, contact=leaver, active_until=None).update(contact=successor)
