"""Counting working days: worked examples, laws that hold for every date, and years without a notice."""

from dataclasses import FrozenInstanceError
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.calendar import Calendar, CalendarError, DayKind, InvalidCount

CALENDAR = Calendar.builtin()
ANY_DAY = st.dates(date(1949, 10, 1), date(2150, 12, 31))
NOTICED_DAY = st.dates(date(2004, 1, 1), date(2026, 10, 31))
ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        (date(2026, 2, 10), 7, date(2026, 2, 26)),
        (date(2026, 2, 10), 20, date(2026, 3, 16)),
        (date(2026, 2, 10), 40, date(2026, 4, 14)),
        (date(2026, 2, 7), 20, date(2026, 3, 12)),
        (date(2026, 1, 3), 1, date(2026, 1, 4)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 10, 9), 1, date(2026, 10, 10)),
        (date(2019, 4, 26), 2, date(2019, 4, 29)),
        (date(2020, 1, 23), 1, date(2020, 2, 3)),
        (date(2018, 12, 28), 2, date(2019, 1, 2)),
    ],
)
def test_worked_examples(start: date, n: int, due: date) -> None:
    deadline = CALENDAR.nth_workday_after(start, n)

    assert deadline.due == due
    assert not deadline.provisional


def test_a_count_that_runs_into_a_year_without_a_notice_is_provisional() -> None:
    deadline = CALENDAR.nth_workday_after(date(2026, 12, 20), 20)

    assert deadline.provisional
    assert deadline.due == date(2027, 1, 18)
    assert not CALENDAR.nth_workday_after(date(2026, 12, 20), 9).provisional


def test_a_count_through_an_unknown_year_is_provisional_wherever_it_ends() -> None:
    without_2022 = Calendar(tuple(n for n in CALENDAR.notices if n.year != 2022))
    deadline = without_2022.nth_workday_after(date(2022, 12, 20), 20)

    assert deadline.due.year == 2023 and not deadline.trace[-1].provisional
    assert deadline.provisional


def test_the_trace_names_each_day_and_why_it_counts() -> None:
    deadline = CALENDAR.nth_workday_after(date(2026, 2, 13), 2)

    assert [(line.date.isoformat(), line.counted) for line in deadline.trace][:3] == [
        ("2026-02-14", 1),
        ("2026-02-15", None),
        ("2026-02-16", None),
    ]
    assert deadline.trace[0].why == "调休上班（星期六）"
    assert deadline.trace[1].why == "春节放假"
    assert deadline.trace[-1].date == deadline.due == date(2026, 2, 24)
    assert deadline.trace[-1].why == "工作日（星期二）"
    assert deadline.calendar_version == CALENDAR.version


def test_a_day_tells_its_document() -> None:
    day = CALENDAR.day(date(2026, 5, 9))

    assert (day.is_workday, day.kind, day.label) == (True, DayKind.MAKE_UP_WORKDAY, "调休上班（星期六）")
    assert "国办发明电〔2025〕7号" in day.source


def test_a_statutory_day_of_a_year_without_a_notice_is_off_and_provisional() -> None:
    new_year_eve = CALENDAR.day(date(2027, 2, 5))

    assert (new_year_eve.is_workday, new_year_eve.provisional) == (False, True)
    assert new_year_eve.label == "法定节日（春节）"
    assert "2027年放假安排尚未载入" in new_year_eve.source


@pytest.mark.parametrize(
    ("eve", "statutory"),
    [
        (date(2007, 2, 17), False),
        (date(2013, 2, 9), True),
        (date(2014, 1, 30), False),
        (date(2024, 2, 9), False),
        (date(2025, 1, 28), True),
    ],
)
def test_the_eve_is_statutory_only_under_the_rules_that_say_so(eve: date, statutory: bool) -> None:
    without_notices = Calendar(())

    assert (without_notices.day(eve).label == "法定节日（春节）") is statutory


@pytest.mark.parametrize(("year", "number"), [(2005, 10), (2012, 11), (2023, 11), (2026, 13), (2030, 13)])
def test_the_number_of_statutory_days_follows_the_revisions(year: int, number: int) -> None:
    calendar = Calendar(())
    days = [date(year, 1, 1) + n * ONE_DAY for n in range(365)]

    assert sum(calendar.day(day).label.startswith("法定节日") for day in days) == number


def test_an_end_of_december_that_no_bridge_can_reach_is_final() -> None:
    only_2024 = Calendar(tuple(n for n in CALENDAR.notices if n.year == 2024))

    assert not only_2024.day(date(2024, 12, 31)).provisional, "1 January 2025 is a Wednesday"
    assert not CALENDAR.day(date(2026, 12, 31)).provisional, "1 January 2027 is a Friday"


def test_an_end_of_december_before_a_tuesday_is_provisional_until_the_next_notice() -> None:
    without_2019 = Calendar(tuple(n for n in CALENDAR.notices if n.year != 2019))

    assert without_2019.day(date(2018, 12, 31)).provisional
    assert not without_2019.day(date(2018, 12, 27)).provisional
    assert not CALENDAR.day(date(2018, 12, 31)).provisional


@given(ANY_DAY)
def test_no_date_is_refused(day: date) -> None:
    answer = CALENDAR.day(day)

    assert answer.date == day
    assert answer.is_workday == (answer.kind in (DayKind.WORKDAY, DayKind.MAKE_UP_WORKDAY))
    assert answer.label and answer.source
    assert answer.provisional == (day.year not in range(2004, 2027))


@given(ANY_DAY, st.integers(1, 60))
def test_the_nth_working_day_is_the_day_where_the_count_reaches_n(start: date, n: int) -> None:
    deadline = CALENDAR.nth_workday_after(start, n)

    assert CALENDAR.is_workday(deadline.due)
    assert CALENDAR.count(start, deadline.due) == n
    assert CALENDAR.count(start, deadline.due - ONE_DAY) == n - 1
    assert deadline.provisional == any(line.provisional for line in deadline.trace)
    numbers = [line.counted for line in deadline.trace if line.counted is not None]
    assert numbers == list(range(1, n + 1))
    dates = [line.date for line in deadline.trace]
    assert dates == [start + k * ONE_DAY for k in range(1, (deadline.due - start).days + 1)]


@given(ANY_DAY, st.integers(1, 30), st.integers(1, 30))
def test_counting_on_from_a_working_day_adds_up(start: date, n: int, m: int) -> None:
    first = CALENDAR.nth_workday_after(start, n).due

    assert CALENDAR.nth_workday_after(first, m).due == CALENDAR.nth_workday_after(start, n + m).due


@given(ANY_DAY, st.integers(0, 400), st.integers(0, 400))
def test_counts_add_up_and_turn_their_sign(a: date, n: int, m: int) -> None:
    b, c = a + n * ONE_DAY, a + (n + m) * ONE_DAY

    assert CALENDAR.count(a, b) + CALENDAR.count(b, c) == CALENDAR.count(a, c)
    assert CALENDAR.count(c, a) == -CALENDAR.count(a, c)


@given(ANY_DAY, st.integers(-5, 400))
def test_the_working_days_between_are_those_the_count_counts(first: date, n: int) -> None:
    last = first + n * ONE_DAY
    between = CALENDAR.workdays_between(first, last)

    assert len(between) == max(0, CALENDAR.count(first - ONE_DAY, last)) * (n >= 0)
    assert all(CALENDAR.is_workday(day) and first <= day <= last for day in between)
    assert list(between) == sorted(set(between))


@given(NOTICED_DAY, st.integers(1, 40))
def test_a_later_start_never_gives_an_earlier_end(start: date, n: int) -> None:
    assert CALENDAR.nth_workday_after(start, n).due <= CALENDAR.nth_workday_after(start + ONE_DAY, n).due


@pytest.mark.parametrize("n", [0, -1, 10_001])
def test_a_number_of_days_that_is_none_is_refused(n: int) -> None:
    with pytest.raises(InvalidCount, match="1至10000"):
        CALENDAR.nth_workday_after(date(2026, 1, 5), n)


def test_the_ends_of_the_calendar_are_answered_or_refused_by_name() -> None:
    assert not CALENDAR.day(date.max).label.startswith("法定")
    assert CALENDAR.workdays_between(date.min, date.min) == (date.min,)
    with pytest.raises(CalendarError, match="超出公元9999年"):
        CALENDAR.nth_workday_after(date(9999, 12, 1), 60)


def test_the_calendar_cannot_be_changed_in_place() -> None:
    with pytest.raises(FrozenInstanceError):
        CALENDAR.notices = ()  # type: ignore[misc]


def test_the_version_is_the_same_for_the_same_data() -> None:
    assert Calendar(CALENDAR.notices).version == CALENDAR.version
    assert CALENDAR.version.startswith("cn-2026-")
    assert Calendar(CALENDAR.notices[:-1]).version.startswith("cn-2025-")
