"""How a case ends before its time is up: a reply, or the applicant's withdrawal."""

from gongkai.law.clock import sentences
from gongkai.law.clock.course import Course
from gongkai.law.clock.facts import Event
from gongkai.law.clock.reading import BreachCode
from gongkai.law.clock.sentences import in_words


def replied(course: Course, _index: int, event: Event) -> None:
    """End the case with the reply; after the last day it is a breach."""
    due = None if course.waits_for else course.due()
    if due and event.on > due:
        late = (event.on - due).days
        course.breach(BreachCode.REPLIED_LATE, "reply", due=in_words(due), late=late)
    course.ended = event
    course.tell(event.on, sentences.REPLIED, "ending")


def withdrawn(course: Course, _index: int, event: Event) -> None:
    """End the case as the applicant wishes."""
    course.ended = event
    course.tell(event.on, sentences.WITHDRAWN, "withdrawal")
