"""Goes through the events of a case in their order and sets aside what cannot have been so."""

from collections.abc import Callable, Mapping
from datetime import date

from gongkai.law.calendar import Calendar
from gongkai.law.clock import corrections, endings, extensions, fees, sentences
from gongkai.law.clock.consultations import Consultations
from gongkai.law.clock.counting import DayBook
from gongkai.law.clock.course import Course, Period
from gongkai.law.clock.facts import Event, EventType, Received, Story
from gongkai.law.clock.opinions import consulted
from gongkai.law.clock.reading import ImpossibleCode
from gongkai.law.clock.rules import ClockRules
from gongkai.law.clock.sentences import in_words

Step = Callable[[Course, int, Event], None]

STEPS: Mapping[EventType, Step] = {
    EventType.CORRECTION_REQUESTED: corrections.requested,
    EventType.CORRECTION_RECEIVED: corrections.received,
    EventType.CONSULTATION_SENT: consulted,
    EventType.CONSULTATION_RECEIVED: consulted,
    EventType.CONSULTATION_ANSWERED: consulted,
    EventType.EXTENDED: extensions.extended,
    EventType.REASONS_REQUESTED: extensions.reasons_requested,
    EventType.REASONS_GIVEN: extensions.reasons_given,
    EventType.OWN_PERIOD: extensions.own_period,
    EventType.FEE_NOTICED: fees.noticed,
    EventType.FEE_PAID: fees.paid,
    EventType.REPLIED: endings.replied,
    EventType.WITHDRAWN: endings.withdrawn,
}
#: An answer that comes after the reply is a fact of life, not a mistake in the file.
_MAY_COME_AFTER_THE_END = (EventType.CONSULTATION_RECEIVED, EventType.CONSULTATION_ANSWERED)


def follow(
    story: Story, *, calendar: Calendar, rules: ClockRules, as_of: date, lenient: bool = False
) -> Course:
    """The course of the case through everything that happened up to `as_of`."""
    happened = sorted((event for event in story.events if event.on <= as_of), key=lambda event: event.on)
    arrived = story.received.arrived_on
    possible = [event for event in happened if arrived is None or event.on >= arrived]
    end = next((n for n, event in enumerate(possible) if event.type.ends_the_case), len(possible))
    counted, after = possible[: end + 1], possible[end + 1 :]
    day0 = story.received.day0
    course = Course(
        rules=rules,
        book=DayBook(calendar),
        day0=day0,
        period=Period(day0, -1),
        consultations=Consultations.of(counted),
        lenient=lenient,
    )
    _receive(course, story.received)
    for event in happened:
        if arrived is not None and event.on < arrived:
            course.refuse(ImpossibleCode.BEFORE_RECEIPT, event)
    for index, event in enumerate(counted):
        STEPS[event.type](course, index, event)
    for event in after:
        _after_the_end(course, event)
    return course


def _receive(course: Course, received: Received) -> None:
    channel, submitted = received.channel.label, received.submitted
    if submitted and received.confirmed and received.confirmed < submitted:
        code = ImpossibleCode.CONFIRMED_BEFORE_SUBMITTED
        course.name_impossible(code, received.confirmed, sentences.IMPOSSIBLE[code])
    if course.day0 is None:
        if submitted:
            text = sentences.RECEIPT_UNKNOWN.format(channel=channel)
            course.tell(submitted, text, "receipt")
    elif received.channel.counts_from_confirmation and submitted:
        words = {"channel": channel, "submitted": in_words(submitted)}
        course.tell(course.day0, sentences.RECEIPT_CONFIRMED.format(**words), "receipt")
    else:
        course.tell(course.day0, sentences.RECEIPT_DAY.format(channel=channel), "receipt")


def _after_the_end(course: Course, event: Event) -> None:
    if event.type in _MAY_COME_AFTER_THE_END:
        text = sentences.CONSULTATION_WITHOUT_EFFECT.format(event=event.type.label)
        course.tell(event.on, text, "suspension")
    elif course.ended:
        end = in_words(course.ended.on)
        course.refuse(ImpossibleCode.AFTER_THE_END, event, end=end)
