"""The turn of 2026 to 2027: counts that run into a year without a notice, and what a notice changes."""

from __future__ import annotations

from datetime import date, timedelta

from gongkai.law.calendar import Calendar, NoticeStatus, Span, YearNotice
from gongkai.law.clock import Channel, Reading, Received, Story, clock, rules_on

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


def read(received_on: date, calendar: Calendar) -> Reading:
    """A request handed in at the counter, read on the day."""
    story = Story(Received(Channel.COUNTER, received_on))
    return clock(story, calendar=calendar, rules=rules_on(received_on), as_of=received_on)
