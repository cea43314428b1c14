"""The statutory clock: from what happened to where the case stands, by when it is due, and why."""

from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.law.calendar import Calendar
from gongkai.law.clock import sentences
from gongkai.law.clock.course import Course
from gongkai.law.clock.daybyday import days_of
from gongkai.law.clock.facts import EventType, Story
from gongkai.law.clock.following import follow
from gongkai.law.clock.opinions import running, tell_lapses
from gongkai.law.clock.reading import BreachCode, Exclusion, Reading, State
from gongkai.law.clock.rules import ClockRules
from gongkai.law.clock.sentences import in_words

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Dates:
    """The last days of the present period; all None while none runs."""

    first_due: date | None = None
    due: date | None = None
    used: int | None = None
    remaining: int | None = None


def clock(story: Story, *, calendar: Calendar, rules: ClockRules, as_of: date) -> Reading:
    """Where the case stands at the end of the local day `as_of`, by when a reply is due, and why.

    Events later than `as_of` have not happened yet and are left out; the receipt always counts.
    Late and second notices are breaches: `due` keeps the safe date, `due_if_restarted` shows the
    other reading. Raises CalendarError only where a count leaves the calendar (year 9999).
    """
    course = follow(story, calendar=calendar, rules=rules, as_of=as_of)
    state = _state(course, as_of)
    dates = _dates(course, state, as_of)
    if dates.due and as_of > dates.due and not state.is_ended:
        late = (as_of - dates.due).days
        words = {"due": in_words(dates.due), "as_of": in_words(as_of), "late": late}
        course.breach(BreachCode.OVERDUE, "excessive" if course.period.own_until else "reply", **words)
    other = _if_restarted(course, story, as_of=as_of, safe=dates.due)
    _conclude(course, state, dates, other, as_of)
    return Reading(
        state=state,
        day0=course.day0,
        restarted_on=course.restarted_on,
        first_due=dates.first_due,
        due=dates.due,
        due_if_restarted=other,
        respond_by=_respond_by(course),
        pay_by=_pay_by(course),
        excluded=_excluded(course, dates.due),
        days=days_of(course, dates.due),
        provisional=course.book.provisional,
        used=dates.used,
        remaining=dates.remaining,
        breaches=tuple(course.breaches),
        impossible=tuple(course.impossible),
        trace=tuple(sorted(course.trace, key=lambda line: line.date)),
        calendar_version=calendar.version,
        rules_version=rules.version,
    )


def _state(course: Course, as_of: date) -> State:
    if course.ended:
        is_reply = course.ended.type is EventType.REPLIED
        return State.REPLIED if is_reply else State.WITHDRAWN
    if course.has_lapsed(as_of):
        return State.LAPSED
    if course.waits_for:
        return course.waits_for
    if course.period.own_until:
        return State.OWN_PERIOD
    return State.SUSPENDED if running(course, as_of) else State.OPEN


def _dates(course: Course, state: State, as_of: date) -> _Dates:
    start, own_until = course.period.start, course.period.own_until
    due = None if course.waits_for else course.due()
    if due is None:
        return _Dates()
    if start is None:
        return _Dates(due=due)
    through = min(as_of, course.ended.on) if course.ended else as_of
    spans = () if own_until else course.spans_until(due)
    used = course.book.number(start, through, spans)
    length = course.book.number(start, own_until) if own_until else course.length
    return _Dates(course.first_due(), due, used, length - used)


def _if_restarted(course: Course, story: Story, *, as_of: date, safe: date | None) -> date | None:
    """The last day by the other opinion, where there are two; None where both agree."""
    if not course.disputed:
        return None
    calendar, rules = course.book.calendar, course.rules
    lenient = follow(story, calendar=calendar, rules=rules, as_of=as_of, lenient=True)
    due = None if lenient.waits_for else lenient.due()
    if due is None or due == safe:
        return None
    course.book.provisional = course.book.provisional or lenient.book.provisional
    return due


def _respond_by(course: Course) -> date | None:
    if course.correction is None or course.ended:
        return None
    return course.correction.event.respond_by


def _pay_by(course: Course) -> date | None:
    if course.fee is None or not course.fee.restarts or course.ended:
        return None
    return course.book.nth(course.fee.event.on, course.rules.days("payment"))


def _excluded(course: Course, due: date | None) -> tuple[Exclusion, ...]:
    if due is None or course.period.own_until:
        return ()
    number = course.book.number
    return tuple(
        Exclusion(span.first, span.last, number(span.first - _ONE_DAY, span.last), span.why, span.basis)
        for span in course.spans_until(due)
    )


def _conclude(course: Course, state: State, dates: _Dates, other: date | None, as_of: date) -> None:
    """Close the account: what ran out, the last days, and where the count stands."""
    if state is State.LAPSED:
        _tell_lapse(course, as_of)
    if dates.first_due and course.period.start:
        tell_lapses(course)
        words = {"start": in_words(course.period.start), "n": course.rules.days("reply")}
        course.tell(dates.first_due, sentences.FIRST_DUE.format(**words), "reply")
    if dates.due and course.period.extension and not course.period.own_until:
        words = {"days": course.period.extension}
        course.tell(dates.due, sentences.DUE_EXTENDED.format(**words), "extension")
    if other and dates.due:
        due = in_words(dates.due)
        course.tell(other, sentences.DUE_RESTARTED.format(due=due), "correction_notice")
    if dates.used is not None and not state.is_ended:
        words = {"used": dates.used, "remaining": dates.remaining}
        course.tell(as_of, sentences.AS_OF.format(**words), "next_day")


def _tell_lapse(course: Course, as_of: date) -> None:
    asked = course.correction
    respond_by = asked.event.respond_by if asked and asked.restarts else None
    if respond_by and as_of > respond_by:
        text = sentences.CORRECTION_LAPSED.format(respond_by=in_words(respond_by))
        course.tell(respond_by, text, "correction_lapse")
        return
    pay_by = _pay_by(course)
    if pay_by:
        course.tell(pay_by, sentences.FEE_LAPSED.format(pay_by=in_words(pay_by)), "payment")
