"""What the clock answers: state, dates, what was taken out, breaches, and the account of all of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class State(StrEnum):
    """Where a case stands on a day."""

    OPEN = "open"
    AWAITING_CORRECTION = "awaiting_correction"
    SUSPENDED = "suspended"
    AWAITING_FEE = "awaiting_fee"
    OWN_PERIOD = "own_period"
    REPLIED = "replied"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return _STATES[self]

    @property
    def is_ended(self) -> bool:
        """Whether no reply is due any more."""
        return self in (State.REPLIED, State.WITHDRAWN, State.LAPSED)


class BreachCode(StrEnum):
    """What was done against the rules, or not done in time."""

    CORRECTION_NOTICE_LATE = "correction_notice_late"
    CORRECTION_NOTICE_SECOND = "correction_notice_second"
    CORRECTION_RECEIVED_LATE = "correction_received_late"
    EXTENSION_LATE = "extension_late"
    EXTENSION_TOO_LONG = "extension_too_long"
    EXTENSION_SECOND = "extension_second"
    EXTENSION_OUT_OF_PLACE = "extension_out_of_place"
    OWN_PERIOD_LATE = "own_period_late"
    OWN_PERIOD_SECOND = "own_period_second"
    OWN_PERIOD_OUT_OF_PLACE = "own_period_out_of_place"
    FEE_WITHOUT_RULE = "fee_without_rule"
    FEE_NOTICE_LATE = "fee_notice_late"
    FEE_NOTICE_SECOND = "fee_notice_second"
    FEE_PAID_LATE = "fee_paid_late"
    REPLIED_LATE = "replied_late"
    OVERDUE = "overdue"


class ImpossibleCode(StrEnum):
    """What cannot have been so; an event named here has no effect on the count."""

    CONFIRMED_BEFORE_SUBMITTED = "confirmed_before_submitted"
    BEFORE_RECEIPT = "before_receipt"
    AFTER_THE_END = "after_the_end"
    ANSWER_WITHOUT_QUESTION = "answer_without_question"
    RECEIVED_AFTER_ANSWER = "received_after_answer"
    REPEATED = "repeated"
    AMBIGUOUS = "ambiguous"
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    DETAIL_MISSING = "detail_missing"


class Lamp(StrEnum):
    """How near the last day is."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    BLACK = "black"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return _LAMPS[self]


_STATES: Mapping[State, str] = {
    State.OPEN: "办理中",
    State.AWAITING_CORRECTION: "等待补正",
    State.SUSPENDED: "征求意见中",
    State.AWAITING_FEE: "等待缴费",
    State.OWN_PERIOD: "延迟答复",
    State.REPLIED: "已答复",
    State.WITHDRAWN: "已撤回",
    State.LAPSED: "不再处理",
}
_LAMPS: Mapping[Lamp, str] = {
    Lamp.GREEN: "正常",
    Lamp.AMBER: "将到期",
    Lamp.RED: "即将到期",
    Lamp.BLACK: "已逾期",
}


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Days taken out of the count: first and last day, both included, and the working days among them."""

    from_: date
    to: date
    working_days: int
    why: str
    basis: str


@dataclass(frozen=True, slots=True)
class Breach:
    """One breach, as a Chinese sentence with its article."""

    code: BreachCode
    text: str
    basis: str


@dataclass(frozen=True, slots=True)
class Impossibility:
    """One thing in the story that cannot have been so, on which date, as a Chinese sentence."""

    code: ImpossibleCode
    date: date
    text: str


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One step of the account: a date, what happened or follows, and the article."""

    date: date
    text: str
    basis: str


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day of the count: its number, or None if it does not count; why; by which document."""

    date: date
    counted: int | None
    why: str
    source: str
    provisional: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """The clock's answer for one case on one day.

    `first_due` is the last day without extension or delay; `due` the safe last day, None while no
    period runs. `due_if_restarted` is the other reading where a disputed notice is said to restart.
    `provisional` tells that a date rests on a year whose notice is not out. `used` and `remaining`
    add up to the working days of the period and are None while none runs.
    """

    state: State
    day0: date | None
    restarted_on: date | None
    first_due: date | None
    due: date | None
    due_if_restarted: date | None
    respond_by: date | None
    pay_by: date | None
    provisional: bool
    used: int | None
    remaining: int | None
    excluded: tuple[Exclusion, ...]
    breaches: tuple[Breach, ...]
    impossible: tuple[Impossibility, ...]
    trace: tuple[TraceLine, ...]
    days: tuple[CountedDay, ...]
    calendar_version: str
    rules_version: str
