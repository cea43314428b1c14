"""The calendar against sources that know nothing of it: two packages, and the sun and the moon."""

import math
from datetime import date, datetime, timedelta, timezone

import chinese_calendar
import holidays
import pytest

from gongkai.law.calendar import Calendar
from gongkai.law.calendar.statutory import statutory_year
from gongkai.law.tables import read_json

CALENDAR = Calendar.builtin()
BEIJING = timezone(timedelta(hours=8))
EPOCH = datetime(2000, 1, 1, 20, tzinfo=BEIJING)
FESTIVALS = read_json("calendar/festivals.json")["dates"]
# The package lacks this make-up Saturday; the other one has it, and 2006 balances only with it.
MISSING_IN_CHINESE_CALENDAR = {date(2005, 12, 31)}

EXTENSION_OF_2020 = {date(2020, 1, 31), date(2020, 2, 1), date(2020, 2, 2)}


def days_of(first_year: int, last_year: int) -> list[date]:
    first, last = date(first_year, 1, 1), date(last_year, 12, 31)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def test_every_day_of_2005_to_2026_agrees_with_the_holidays_package() -> None:
    theirs = holidays.country_holidays("CN", years=range(2004, 2028))

    assert [d for d in days_of(2005, 2026) if CALENDAR.is_workday(d) != theirs.is_working_day(d)] == []


def test_every_day_of_2004_to_2026_agrees_with_chinesecalendar() -> None:
    differing = {d for d in days_of(2004, 2026) if CALENDAR.is_workday(d) != chinese_calendar.is_workday(d)}

    assert differing == MISSING_IN_CHINESE_CALENDAR


@pytest.mark.parametrize(
    ("year", "workdays"),
    [(2019, 250), (2020, 249), (2021, 250), (2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)],
)
def test_the_working_days_of_a_year(year: int, workdays: int) -> None:
    assert CALENDAR.count(date(year - 1, 12, 31), date(year, 12, 31)) == workdays


@pytest.mark.parametrize("year", range(2008, 2051))
def test_statutory_days_agree_with_the_holidays_package(year: int) -> None:
    public = holidays.country_holidays("CN", years=year, observed=False, language="zh_CN")
    names = ("元旦", "春节", "农历除夕", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
    theirs = {day for day, name in public.items() if any(known in name for known in names)}

    assert {day for day, _ in statutory_year(year).days} == theirs - EXTENSION_OF_2020
    assert statutory_year(year).complete


@pytest.mark.parametrize("year", [int(year) for year in FESTIVALS])
def test_lunar_festivals_stand_at_their_distance_from_a_new_moon(year: int) -> None:
    for name, lunar_day in (("春节", 1), ("端午节", 5), ("中秋节", 15)):
        festival = date.fromisoformat(FESTIVALS[str(year)][name])
        first_of_month = festival - timedelta(days=lunar_day - 1)
        moon = nearest_new_moon(first_of_month)
        # Four minutes is ten times the error of the formula below.
        around = {(moon + timedelta(minutes=m)).date() for m in (-4, 4)}
        assert first_of_month in around, (name, festival, moon)


@pytest.mark.parametrize("year", [int(year) for year in FESTIVALS])
def test_qingming_is_the_day_the_sun_reaches_fifteen_degrees(year: int) -> None:
    qingming = date.fromisoformat(FESTIVALS[str(year)]["清明节"])
    midnight = datetime(qingming.year, qingming.month, qingming.day, tzinfo=BEIJING)

    # A hundredth of a degree is fifteen minutes of the sun's way.
    assert solar_longitude(midnight) < 15.01
    assert solar_longitude(midnight + timedelta(days=1)) > 14.99


def julian_day(beijing: datetime) -> float:
    """The Julian day of a Beijing time, dynamical time taken as 70 seconds ahead."""
    seconds = (beijing - EPOCH).total_seconds() + 70
    return 2451545.0 + seconds / 86400


def nearest_new_moon(day: date) -> datetime:
    """The new moon nearest to noon of a day, in Beijing time (mean phase with its main terms)."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=BEIJING)
    k = round((julian_day(noon) - 2451550.09766) / 29.530588861)
    t = k / 1236.85
    e = 1 - 0.002516 * t
    m = math.radians(2.5534 + 29.1053567 * k)
    mp = math.radians(201.5643 + 385.81693528 * k + 0.0107582 * t * t)
    f = math.radians(160.7108 + 390.67050284 * k - 0.0016118 * t * t)
    omega = math.radians(124.7746 - 1.56375588 * k)
    moment = 2451550.09766 + 29.530588861 * k + 0.00015437 * t * t
    for size, angle in (
        (-0.40720, mp),
        (0.17241 * e, m),
        (0.01608, 2 * mp),
        (0.01039, 2 * f),
        (0.00739 * e, mp - m),
        (-0.00514 * e, mp + m),
        (0.00208 * e * e, 2 * m),
        (-0.00111, mp - 2 * f),
        (-0.00057, mp + 2 * f),
        (0.00056 * e, 2 * mp + m),
        (-0.00042, 3 * mp),
        (0.00042 * e, m + 2 * f),
        (0.00038 * e, m - 2 * f),
        (-0.00024 * e, 2 * mp - m),
        (-0.00017, omega),
    ):
        moment += size * math.sin(angle)
    return EPOCH + timedelta(days=moment - 2451545.0, seconds=-70)


def solar_longitude(beijing: datetime) -> float:
    """The sun's apparent longitude in degrees (low-precision series, good to a hundredth)."""
    t = (julian_day(beijing) - 2451545.0) / 36525
    mean = 280.46646 + 36000.76983 * t + 0.0003032 * t * t
    m = math.radians(357.52911 + 35999.05029 * t)
    centre = (1.914602 - 0.004817 * t) * math.sin(m) + 0.019993 * math.sin(2 * m) + 0.000289 * math.sin(3 * m)
    omega = math.radians(125.04 - 1934.136 * t)
    return (mean + centre - 0.00569 - 0.00478 * math.sin(omega)) % 360
