"""Asking the clock anew for every open request after a change of the calendar, against one act per request.

The same installation is read twice: in bulk as the worker does it, and case by case as acts would. Each time
one more local day off is declared, so that dates really move and each old one is kept with its reason.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from bench.engines import engines
from bench.figures import machine_line, table
from bench.installation import measure, parser, start_django

if TYPE_CHECKING:
    from gongkai.kernel.models import Organ

SIZES = (10_000,)
ITEMS = 100
#: Of all requests loaded one in ten is open.
PER_OPEN = 10


def one() -> None:
    """The figures of the installation that the environment names."""
    start_django()
    from django.utils.timezone import localdate, now

    from gongkai.kernel.models import Organ
    from gongkai.requests.clockwork import read_again
    from gongkai.requests.models import DueChange

    moment = now()
    read_again(moment)
    authority = Organ.objects.get(code="wcq")
    found: dict[str, float] = {}
    readers: tuple[tuple[str, Callable[[datetime], int]], ...] = (("bulk", read_again), ("single", _by_case))
    holidays: list[date] = []
    for name, read in readers:
        holidays.append(_next_working_day((holidays or [localdate(moment)])[-1]))
        _declare(authority, holidays)
        before, began = DueChange.objects.count(), time.perf_counter()
        found["cases"] = read(moment)
        found[name] = time.perf_counter() - began
        found[f"{name}_moved"] = DueChange.objects.count() - before
    print(json.dumps(found))


def _next_working_day(day: date) -> date:
    from gongkai.kernel.calendars import current_calendar

    calendar = current_calendar()
    while True:
        day += timedelta(days=1)
        if day.weekday() < 5 and calendar.is_workday(day):
            return day


def _declare(authority: Organ, days: list[date]) -> None:
    from gongkai.kernel.calendars import keep_local_days
    from gongkai.law.calendar import RegionalOverlay

    off = tuple((day, "地方假日") for day in days)
    keep_local_days(authority, RegionalOverlay("bench", "测量用", "为测量声明的地方假日", off))


def _by_case(moment: datetime) -> int:
    from django.db import transaction

    from gongkai.kernel.calendars import calendar_for
    from gongkai.requests.clockwork import take_reading
    from gongkai.requests.models import Case

    done = 0
    for case in Case.objects.select_related("organ").filter(ended_on=None):
        with transaction.atomic():
            take_reading(case, now=moment, reason="测量", calendar=calendar_for(case.organ))
        done += 1
    return done


def main() -> None:
    """Measure every size and print how much quicker reading in bulk is."""
    made = parser(__doc__ or "", SIZES)
    arguments: argparse.Namespace = made.parse_args()
    if arguments.one:
        one()
        return
    print(machine_line())
    rows = []
    for size in arguments.sizes:
        for engine in engines():
            found = measure("bench.bench_recount", ITEMS, arguments.keep, cases=size * PER_OPEN)
            rows.append(
                [
                    engine, f"{found['cases']:.0f}", f"{found['bulk_moved']:.0f}", f"{found['bulk']:.2f} 秒",
                    f"{found['single']:.2f} 秒", f"{found['single'] / found['bulk']:.1f}",
                ]
            )  # fmt: skip
    print(table(("数据库", "在办件", "改变期限", "成批重算", "逐件重算", "逐件与成批之比"), rows))


if __name__ == "__main__":
    main()
