"""The turn of 2026 to 2027: counts that run into a year without a notice, and what a notice changes."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest

from gongkai.law.calendar import Calendar, NoticeStatus, Span, YearNotice
from gongkai.law.clock import Channel, Event, EventType, Party, Reading, Received, Story, clock, rules_on

BUILTIN = Calendar.builtin()
#: The first day of receipt whose twentieth working day lies in 2027, and the last of that year.
FIRST, LAST = date(2026, 12, 4), date(2026, 12, 31)
STARTS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


def made_up_notice() -> YearNotice:
    """A notice for 2027 that nobody has issued: New Year bridged, a long Spring Festival made up for."""
    spans = (
        Span(date(2027, 1, 1), date(2027, 1, 4), "元旦"),
        Span(date(2027, 2, 5), date(2027, 2, 12), "春节"),
        Span(date(2027, 4, 3), date(2027, 4, 5), "清明节"),
        Span(date(2027, 5, 1), date(2027, 5, 5), "劳动节"),
        Span(date(2027, 6, 9), date(2027, 6, 9), "端午节"),
        Span(date(2027, 9, 15), date(2027, 9, 15), "中秋节"),
        Span(date(2027, 10, 1), date(2027, 10, 7), "国庆节"),
    )
    return YearNotice(
        year=2027,
        notice="试验用的通知",
        notice_date=date(2026, 11, 30),
        status=NoticeStatus.OFFICIAL,
        source="试验",
        spans=spans,
        off=frozenset(day for span in spans for day in span.days() if day.weekday() < 5),
        work=frozenset(
            date.fromisoformat(day)
            for day in ("2027-01-09", "2027-01-31", "2027-02-20", "2027-05-08", "2027-09-26", "2027-10-09")
        ),
    )


def read(received_on: date, calendar: Calendar, *events: Event) -> Reading:
    """A request handed in at the counter, read on the day of the last thing that happened."""
    story = Story(Received(Channel.COUNTER, received_on), events)
    as_of = max([received_on, *(event.on for event in events)])
    return clock(story, calendar=calendar, rules=rules_on(received_on), as_of=as_of)


def worked(day: date) -> bool:
    """Whether the day is worked: 2026 by a calendar that is not ours, 2027 by the made-up notice's lists."""
    if day.year <= 2026:
        return bool(chinese_calendar.is_workday(day))
    notice = made_up_notice()
    return day in notice.work or (day.weekday() < 5 and day not in notice.off)


def twentieth(after: date) -> date:
    """The twentieth worked day after a date, found by walking."""
    left = 20
    while left:
        after += timedelta(days=1)
        left -= worked(after)
    return after


def test_the_days_are_all_those_whose_period_reaches_into_2027() -> None:
    assert len(STARTS) == 28
    assert not read(FIRST - timedelta(days=1), BUILTIN).provisional


@pytest.mark.parametrize("received_on", STARTS, ids=str)
def test_without_a_notice_the_last_day_is_provisional_and_there_all_the_same(received_on: date) -> None:
    reading = read(received_on, BUILTIN)

    assert reading.provisional
    assert reading.due is not None
    assert date(2027, 1, 4) <= reading.due <= date(2027, 1, 29)
    assert [day.date for day in reading.days if day.provisional] == [
        day.date for day in reading.days if day.date.year == 2027
    ]


@pytest.mark.parametrize("received_on", STARTS, ids=str)
def test_a_loaded_notice_settles_the_last_day(received_on: date) -> None:
    before, after = read(received_on, BUILTIN), read(received_on, BUILTIN.with_notice(made_up_notice()))

    assert not after.provisional
    assert not any(day.provisional for day in after.days)
    assert after.due == twentieth(received_on)
    assert before.calendar_version != after.calendar_version


def test_the_notice_moves_the_last_days_it_should_and_no_other() -> None:
    """New Year's Monday is off in the notice and made up for on Saturday the ninth."""
    calendar = BUILTIN.with_notice(made_up_notice())
    moved = {
        day: read(day, calendar).due for day in STARTS if read(day, calendar).due != read(day, BUILTIN).due
    }

    assert set(moved) == {date(2026, 12, n) for n in range(4, 11)}
    assert moved[date(2026, 12, 4)] == date(2027, 1, 5)
    assert moved[date(2026, 12, 10)] == date(2027, 1, 9)


def test_what_was_sure_before_the_notice_stays_as_it_was() -> None:
    received_on = FIRST - timedelta(days=1)

    assert read(received_on, BUILTIN).due == read(received_on, BUILTIN.with_notice(made_up_notice())).due


def test_the_other_side_s_days_and_the_days_to_pay_are_provisional_too() -> None:
    letter = Event(date(2026, 12, 14), EventType.CONSULTATION_SENT, "甲", Party.THIRD_PARTY)
    bill = Event(date(2026, 12, 7), EventType.FEE_NOTICED)
    calendar = BUILTIN.with_notice(made_up_notice())

    asked = read(date(2026, 12, 1), BUILTIN, letter), read(date(2026, 12, 1), calendar, letter)
    billed = read(date(2026, 12, 1), BUILTIN, bill), read(date(2026, 12, 1), calendar, bill)

    assert [(r.excluded[0].to, r.provisional) for r in asked] == [
        (date(2027, 1, 5), True), (date(2027, 1, 6), False),
    ]  # fmt: skip
    assert [(r.pay_by, r.provisional) for r in billed] == [
        (date(2027, 1, 5), True), (date(2027, 1, 6), False),
    ]  # fmt: skip
