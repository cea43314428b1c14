"""The count shown day by day, from the day after its start to the last day."""

from datetime import date, timedelta

from gongkai.law.clock.course import Course
from gongkai.law.clock.reading import CountedDay
from gongkai.law.clock.sentences import DAY_TAKEN_OUT

_ONE_DAY = timedelta(days=1)


def days_of(course: Course, due: date | None) -> tuple[CountedDay, ...]:
    """Every day of the present period: its number, or why it does not count, and by which document."""
    start = course.period.start
    if start is None or due is None:
        return ()
    spans = () if course.period.own_until else course.spans
    found: list[CountedDay] = []
    counted = 0
    for n in range(1, (due - start).days + 1):
        day = course.book.day(start + n * _ONE_DAY)
        span = next((span for span in spans if span.holds(day.date)), None)
        if day.is_workday and span:
            found.append(CountedDay(day.date, None, DAY_TAKEN_OUT, span.basis, day.provisional))
            continue
        counted += day.is_workday
        number = counted if day.is_workday else None
        found.append(CountedDay(day.date, number, day.label, day.source, day.provisional))
    return tuple(found)
