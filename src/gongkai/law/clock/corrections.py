"""Correction (补正, article 30): one notice within seven working days; its answer restarts the period."""

from gongkai.law.clock import sentences
from gongkai.law.clock.course import Asked, Course
from gongkai.law.clock.facts import Event
from gongkai.law.clock.reading import BreachCode, ImpossibleCode
from gongkai.law.clock.sentences import in_words


def requested(course: Course, _index: int, event: Event) -> None:
    """Send the notice. A late or second one is a breach and leaves the period as it is."""
    event = _with_possible_date(course, event)
    limit_is_over = course.day0 is not None and course.book.is_over(
        course.day0, course.rules.days("correction_notice"), event.on
    )
    if limit_is_over and course.day0:
        n = course.rules.days("correction_notice")
        limit = in_words(course.book.nth(course.day0, n))
        course.breach(BreachCode.CORRECTION_NOTICE_LATE, "correction_notice", n=n, limit=limit)
    if course.corrections:
        course.breach(BreachCode.CORRECTION_NOTICE_SECOND, "correction_once")
    is_disputed = limit_is_over or course.corrections > 0
    course.corrections += 1
    course.disputed = course.disputed or is_disputed
    if is_disputed and not course.lenient:
        course.tell(event.on, sentences.CORRECTION_DISPUTED, "correction_disputed")
        # The first notice, if it still waits, keeps its right to restart.
        course.correction = course.correction or Asked(event, restarts=False)
        return
    course.correction = Asked(event, restarts=True)
    if event.respond_by:
        text = sentences.CORRECTION_REQUESTED.format(respond_by=in_words(event.respond_by))
        course.tell(event.on, text, "correction_notice")
    else:
        course.tell(event.on, sentences.CORRECTION_OPEN_ENDED, "correction_notice")


def received(course: Course, index: int, event: Event) -> None:
    """Take in the correction; a late one is taken in all the same."""
    asked = course.correction
    if asked is None:
        course.refuse(ImpossibleCode.ANSWER_WITHOUT_QUESTION, event)
        return
    course.correction = None
    if not asked.restarts:
        course.tell(event.on, sentences.CORRECTION_NO_RESTART, "correction_disputed")
        return
    respond_by = asked.event.respond_by
    if respond_by and event.on > respond_by:
        course.breach(BreachCode.CORRECTION_RECEIVED_LATE, "correction_lapse", limit=in_words(respond_by))
    course.tell(event.on, sentences.CORRECTION_RECEIVED, "correction_restart")
    course.restart(event.on, index)


def _with_possible_date(course: Course, event: Event) -> Event:
    if event.respond_by is None or event.respond_by >= event.on:
        return event
    until = in_words(event.respond_by)
    course.refuse(ImpossibleCode.ENDS_BEFORE_IT_BEGINS, event, until=until)
    return Event(event.on, event.type, event.id)
