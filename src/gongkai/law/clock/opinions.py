"""Tells what each consultation event does to the count; which letter it belongs to is known beforehand."""

from collections.abc import Mapping
from datetime import date, timedelta

from gongkai.law.clock import sentences
from gongkai.law.clock.consultations import Consultation, name_of
from gongkai.law.clock.course import Course
from gongkai.law.clock.facts import Event, EventType, Party
from gongkai.law.clock.sentences import in_words

_FORMS: Mapping[EventType, str] = {
    EventType.CONSULTATION_SENT: sentences.CONSULTATION_SENT,
    EventType.CONSULTATION_RECEIVED: sentences.CONSULTATION_RECEIVED,
    EventType.CONSULTATION_ANSWERED: sentences.CONSULTATION_ANSWERED,
}
_ONE_DAY = timedelta(days=1)


def consulted(course: Course, index: int, event: Event) -> None:
    """Tell of a letter sent, received or answered; the days taken out follow from all of them."""
    code = course.consultations.impossible.get(index)
    if code is not None:
        course.refuse(code, event)
        return
    letter = course.consultations.letter_of(index)
    if not takes_out(course, letter):
        text = sentences.CONSULTATION_WITHOUT_EFFECT.format(event=event.type.label)
        course.tell(event.on, text, "suspension")
        return
    words = {
        "who": name_of(letter),
        "n": course.rules.days(letter.rule),
        "silence": Party(letter.rule).silence,
    }
    course.tell(event.on, _FORMS[event.type].format(**words), letter.rule)


def takes_out(course: Course, letter: Consultation) -> bool:
    """Whether the letter can take days out of the present period: sent in it, before its last day."""
    start = course.period.start
    if start is None or course.waits_for or course.period.own_until:
        return False
    if letter.index <= course.period.index or letter.sent < start:
        return False
    return not course.is_over(letter.sent + _ONE_DAY)


def running(course: Course, on: date) -> tuple[Consultation, ...]:
    """The letters that stop the count on that day: sent, not answered, not lapsed."""
    return tuple(
        letter
        for letter in course.consultations.all
        if letter.answered is None
        and takes_out(course, letter)
        and on <= letter.ends_on(course.book, course.rules)
    )


def tell_lapses(course: Course) -> None:
    """Tell of the letters of the present period that run out, or will, without an answer in time."""
    for letter in course.consultations.all:
        if not takes_out(course, letter):
            continue
        ends_on = letter.ends_on(course.book, course.rules)
        if ends_on == letter.answered:
            continue
        words = {
            "who": name_of(letter),
            "n": course.rules.days(letter.rule),
            "silence": Party(letter.rule).silence,
            "from_": in_words(letter.received or letter.sent),
        }
        course.tell(ends_on, sentences.CONSULTATION_LAPSES.format(**words), letter.rule)
