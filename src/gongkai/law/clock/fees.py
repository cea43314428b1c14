"""The processing fee (信息处理费): a notice stops the period, payment restarts it, silence ends the case."""

from gongkai.law.clock import sentences
from gongkai.law.clock.course import Asked, Course
from gongkai.law.clock.facts import Event
from gongkai.law.clock.reading import BreachCode, ImpossibleCode
from gongkai.law.clock.sentences import in_words


def noticed(course: Course, _index: int, event: Event) -> None:
    """Ask for the fee. A notice without a rule, outside the period or a second one changes no date."""
    if not course.rules.has("payment"):
        course.breach(BreachCode.FEE_WITHOUT_RULE, "reply")
        course.tell(event.on, sentences.FEE_WITHOUT_EFFECT, "reply")
        course.fee = course.fee or Asked(event, restarts=False)
        return
    is_late = course.has_lapsed(event.on) or (not course.waits_for and course.is_over(event.on))
    if is_late:
        course.breach(BreachCode.FEE_NOTICE_LATE, "fee_notice")
    if course.fees:
        course.breach(BreachCode.FEE_NOTICE_SECOND, "fee_once")
    is_disputed = is_late or course.fees > 0
    course.fees += 1
    course.disputed = course.disputed or is_disputed
    if is_disputed and not course.lenient:
        course.tell(event.on, sentences.FEE_WITHOUT_EFFECT, "fee_notice")
        course.fee = course.fee or Asked(event, restarts=False)
        return
    course.fee = Asked(event, restarts=True)
    pay_by = course.book.nth(event.on, course.rules.days("payment"))
    course.tell(event.on, sentences.FEE_NOTICED.format(pay_by=in_words(pay_by)), "payment")


def paid(course: Course, index: int, event: Event) -> None:
    """Take in the payment; a late one is taken in all the same."""
    asked = course.fee
    if asked is None:
        course.refuse(ImpossibleCode.ANSWER_WITHOUT_QUESTION, event)
        return
    course.fee = None
    if not asked.restarts:
        rule = "fee_restart" if course.rules.has("fee_restart") else "reply"
        course.tell(event.on, sentences.FEE_PAID_NO_RESTART, rule)
        return
    n = course.rules.days("payment")
    if course.book.is_over(asked.event.on, n, event.on):
        limit = in_words(course.book.nth(asked.event.on, n))
        course.breach(BreachCode.FEE_PAID_LATE, "payment", limit=limit)
    course.tell(event.on, sentences.FEE_PAID, "fee_restart")
    course.restart(event.on, index)
