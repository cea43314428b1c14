"""The working-day calendar (工作日), by notice, statutory days and local overlays.

Answers for every date: a year without a notice is weekdays less the statutory days known in
advance, marked provisional. Immutable; `version` identifies the data an answer rests on.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from gongkai.law.calendar.days import Day, DayKind, Deadline, TraceLine
from gongkai.law.calendar.errors import CountLeavesCalendar, InvalidCount
from gongkai.law.calendar.notices import (
    SATURDAY,
    YearNotice,
    notice_from_table,
    notice_to_table,
    validated,
)
from gongkai.law.calendar.overlays import RegionalOverlay, validated_overlay
from gongkai.law.calendar.statutory import statutory_year
from gongkai.law.tables import names_in, read_json

MAX_WORKDAYS = 10_000
_WEEKDAYS = "一二三四五六日"
_ONE_DAY = timedelta(days=1)
# A New Year on these weekdays (Tuesday, Sunday) has been bridged into the old year by its notice.
_BRIDGED_NEW_YEARS = (1, 6)
_BRIDGE_FROM_DAY = 28


@dataclass(frozen=True)
class Calendar:
    """Working days of one organ. Build it with `Calendar.builtin()` and the `with_` methods."""

    notices: tuple[YearNotice, ...]
    overlays: tuple[RegionalOverlay, ...] = ()
    version: str = field(init=False, compare=False)
    _by_year: Mapping[int, YearNotice] = field(init=False, repr=False, compare=False)
    _named: Mapping[date, tuple[YearNotice, bool]] = field(init=False, repr=False, compare=False)
    _local: Mapping[date, Day] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        named: dict[date, tuple[YearNotice, bool]] = {}
        for notice in self.notices:
            named.update((day, (notice, False)) for span in notice.spans for day in span.days())
            named.update((day, (notice, False)) for day in notice.off)
            named.update((day, (notice, True)) for day in notice.work)
        object.__setattr__(self, "_by_year", {notice.year: notice for notice in self.notices})
        object.__setattr__(self, "_named", named)
        object.__setattr__(self, "_local", _local_days(self.overlays))
        object.__setattr__(self, "version", _version(self.notices, self.overlays))

    @staticmethod
    def builtin() -> "Calendar":
        """The national calendar with every year that came with the program."""
        return _builtin()

    def with_notice(self, notice: YearNotice) -> "Calendar":
        """A calendar that uses this notice for its year. Raises InvalidNotice if it cannot be right."""
        kept = [other for other in self.notices if other.year != validated(notice).year]
        return Calendar(tuple(sorted([*kept, notice], key=lambda n: n.year)), self.overlays)

    def with_overlay(self, overlay: RegionalOverlay) -> "Calendar":
        """A calendar with local days; the overlay added last wins. Raises InvalidOverlay."""
        return Calendar(self.notices, (*self.overlays, validated_overlay(overlay)))

    def years(self) -> tuple[int, ...]:
        """The years with a notice, ascending."""
        return tuple(sorted(self._by_year))

    def notice_for(self, year: int) -> YearNotice | None:
        """The notice in use for a year, or None while it is not out."""
        return self._by_year.get(year)

    def is_workday(self, day: date) -> bool:
        """Whether the local date is a working day, make-up weekends (调休上班) included."""
        return self.day(day).is_workday

    def day(self, day: date) -> Day:
        """The day with its reason and source. Never fails, whatever the year."""
        if day in self._local:
            return self._local[day]
        if day in self._named:
            return _day_of_notice(day, *self._named[day])
        notice = self._by_year.get(day.year)
        if notice is None:
            return _day_without_notice(day)
        return _ordinary_day(day, notice.notice, notice.provisional or self._may_be_bridged(day))

    def count(self, after: date, through: date) -> int:
        """Working days later than `after` up to and with `through`; negative if `through` is earlier."""
        if through < after:
            return -self.count(through, after)
        return sum(self.is_workday(day) for day in _days(after, through))

    def workdays_between(self, first: date, last: date) -> tuple[date, ...]:
        """The working days from `first` to `last`, both included; empty if `last` is earlier."""
        span = (last - first).days + 1
        return tuple(d for n in range(span) if self.is_workday(d := first + n * _ONE_DAY))

    def nth_workday_after(self, start: date, n: int) -> Deadline:
        """The n-th working day after `start`, counted from the next day, with its trace.

        Periods of the Regulation in working days (for instance articles 30, 32, 33). Raises
        InvalidCount unless 1 ≤ n ≤ 10000, CountLeavesCalendar past the year 9999.
        """
        if not 1 <= n <= MAX_WORKDAYS:
            raise InvalidCount(n)
        lines: list[TraceLine] = []
        counted, current = 0, start
        while counted < n:
            if current == date.max:
                raise CountLeavesCalendar(start)
            current += _ONE_DAY
            day = self.day(current)
            counted += day.is_workday
            number = counted if day.is_workday else None
            lines.append(TraceLine(current, number, day.label, day.provisional))
        provisional = any(line.provisional for line in lines)
        return Deadline(start, n, current, provisional, tuple(lines), self.version)

    def _may_be_bridged(self, day: date) -> bool:
        """Whether the coming year's notice, not yet out, may still change this end of December."""
        if (day.month, day.day) < (12, _BRIDGE_FROM_DAY) or day.year + 1 in self._by_year:
            return False
        return date(day.year + 1, 1, 1).weekday() in _BRIDGED_NEW_YEARS


@cache
def _builtin() -> Calendar:
    years = [name for name in names_in("calendar") if name[:4].isdigit()]
    return Calendar(tuple(notice_from_table(read_json(f"calendar/{name}")) for name in years))


def _days(after: date, through: date) -> Iterator[date]:
    for n in range((through - after).days):
        yield after + timedelta(days=n + 1)


def _weekday_word(day: date) -> str:
    return f"星期{_WEEKDAYS[day.weekday()]}"


def _ordinary_day(day: date, source: str, provisional: bool) -> Day:
    if day.weekday() >= SATURDAY:
        label = f"周末（{_weekday_word(day)}）"
        return Day(day, False, DayKind.WEEKEND, label, source, provisional)
    return Day(day, True, DayKind.WORKDAY, f"工作日（{_weekday_word(day)}）", source, provisional)


def _day_of_notice(day: date, notice: YearNotice, worked: bool) -> Day:
    if worked:
        label = f"调休上班（{_weekday_word(day)}）"
        return Day(day, True, DayKind.MAKE_UP_WORKDAY, label, notice.notice, notice.provisional)
    label = f"{notice.name_of(day) or '节假日'}放假"
    return Day(day, False, DayKind.HOLIDAY, label, notice.notice, notice.provisional)


def _day_without_notice(day: date) -> Day:
    statutory = statutory_year(day.year)
    source = f"{day.year}年放假安排尚未载入，暂按周末和法定节日推算"
    name = dict(statutory.days).get(day)
    if name is None:
        return _ordinary_day(day, source, provisional=True)
    return Day(day, False, DayKind.HOLIDAY, f"法定节日（{name}）", source, provisional=True)


def _local_days(overlays: tuple[RegionalOverlay, ...]) -> dict[date, Day]:
    found: dict[date, Day] = {}
    for overlay in overlays:
        source = f"{overlay.label}：{overlay.source}"
        for day, name in overlay.off:
            found[day] = Day(day, False, DayKind.LOCAL_HOLIDAY, f"{name}放假", source, False)
        for day, name in overlay.work:
            found[day] = Day(day, True, DayKind.LOCAL_WORKDAY, f"{name}上班", source, False)
    return found


def _version(notices: tuple[YearNotice, ...], overlays: tuple[RegionalOverlay, ...]) -> str:
    """Last year with a notice, overlay codes and a digest of all days, e.g. cn-2026-3f0c9a1b2d4e."""
    content = {
        "notices": [notice_to_table(notice) for notice in notices],
        "overlays": [[o.code, o.source, [str(d) for d in o.off], [str(d) for d in o.work]] for o in overlays],
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    last_year = max((notice.year for notice in notices), default=0)
    return "-".join(["cn", str(last_year), *(overlay.code for overlay in overlays), digest])
