"""Extension (article 33): once, up to twenty working days. Delay (article 35): a period of its own."""

from dataclasses import replace

from gongkai.law.clock import sentences
from gongkai.law.clock.course import Course
from gongkai.law.clock.facts import Event
from gongkai.law.clock.reading import BreachCode, ImpossibleCode, State
from gongkai.law.clock.sentences import in_words


def extended(course: Course, _index: int, event: Event) -> None:
    """Add to the period, if the extension is told in time, and once only."""
    days = event.working_days
    if days is None or days < 1:
        course.refuse(ImpossibleCode.DETAIL_MISSING, event, detail=sentences.DETAIL_WORKING_DAYS)
        return
    most = course.rules.days("extension")
    if days > most:
        course.breach(BreachCode.EXTENSION_TOO_LONG, "extension", days=days, n=most)
    if not _may_be_extended(course, event):
        course.tell(event.on, sentences.EXTENDED_WITHOUT_EFFECT, "extension")
        return
    course.period = replace(course.period, extension=min(days, most))
    course.tell(event.on, sentences.EXTENDED.format(days=min(days, most)), "extension")


def _may_be_extended(course: Course, event: Event) -> bool:
    missing = course.why_no_period(event.on) or (State.OWN_PERIOD if course.period.own_until else None)
    if missing:
        course.breach(BreachCode.EXTENSION_OUT_OF_PLACE, "extension", state=sentences.NO_PERIOD[missing])
        return False
    is_second, is_late = course.period.extension > 0, course.first_is_over(event.on)
    if is_second:
        course.breach(BreachCode.EXTENSION_SECOND, "extension_once")
    if is_late:
        limit = course.first_due()
        course.breach(BreachCode.EXTENSION_LATE, "extension", limit=in_words(limit) if limit else "")
    return not (is_second or is_late)


def reasons_requested(course: Course, _index: int, event: Event) -> None:
    """Ask why so much is requested; the period runs on."""
    course.reasons_asked = True
    course.tell(event.on, sentences.REASONS_REQUESTED, "reasons_running")


def reasons_given(course: Course, _index: int, event: Event) -> None:
    """Take in the reasons; the period runs on."""
    if not course.reasons_asked:
        course.refuse(ImpossibleCode.ANSWER_WITHOUT_QUESTION, event)
        return
    course.reasons_asked = False
    course.tell(event.on, sentences.REASONS_GIVEN, "reasons_running")


def own_period(course: Course, _index: int, event: Event) -> None:
    """Put the told date in place of the period, if it is told in time, and once only."""
    if event.until is None:
        course.refuse(ImpossibleCode.DETAIL_MISSING, event, detail=sentences.DETAIL_UNTIL)
        return
    if event.until < event.on:
        until = in_words(event.until)
        course.refuse(ImpossibleCode.ENDS_BEFORE_IT_BEGINS, event, until=until)
        return
    if not _may_be_delayed(course, event):
        course.tell(event.on, sentences.OWN_PERIOD_WITHOUT_EFFECT, "excessive")
        return
    course.period = replace(course.period, own_until=event.until)
    course.tell(event.on, sentences.OWN_PERIOD.format(until=in_words(event.until)), "excessive")


def _may_be_delayed(course: Course, event: Event) -> bool:
    missing = course.why_no_period(event.on)
    if missing:
        course.breach(BreachCode.OWN_PERIOD_OUT_OF_PLACE, "excessive", state=sentences.NO_PERIOD[missing])
        return False
    is_second, is_late = course.period.own_until is not None, course.is_over(event.on)
    if is_second:
        course.breach(BreachCode.OWN_PERIOD_SECOND, "own_period_once")
    if is_late:
        limit = course.due()
        course.breach(BreachCode.OWN_PERIOD_LATE, "excessive", limit=in_words(limit) if limit else "")
    return not (is_second or is_late)
