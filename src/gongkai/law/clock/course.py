"""The course of a case while its events are gone through, one after the other."""

from dataclasses import dataclass, field
from datetime import date

from gongkai.law.clock.consultations import Consultations, spans_of
from gongkai.law.clock.counting import DayBook, Span
from gongkai.law.clock.facts import Event
from gongkai.law.clock.reading import (
    Breach,
    BreachCode,
    Impossibility,
    ImpossibleCode,
    State,
    TraceLine,
)
from gongkai.law.clock.rules import ClockRules
from gongkai.law.clock.sentences import BREACHES, IMPOSSIBLE, RESTART_CLEARS, THE_RECORD


@dataclass(frozen=True, slots=True)
class Period:
    """One period for the reply. `index` is the place of the event that started it, -1 for the receipt.

    A restart makes a new period: extension, delay and consultations of the old one stay behind.
    """

    start: date | None
    index: int
    extension: int = 0
    own_until: date | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A correction or fee notice that waits for its answer; `restarts` tells whether it may restart."""

    event: Event
    restarts: bool


@dataclass
class Course:
    """Where the case stands after the events seen so far.

    `lenient` follows the other opinion, by which late and second notices restart the count, too.
    """

    rules: ClockRules
    book: DayBook
    day0: date | None
    period: Period
    consultations: Consultations
    lenient: bool
    correction: Asked | None = None
    corrections: int = 0
    fee: Asked | None = None
    fees: int = 0
    reasons_asked: bool = False
    restarted_on: date | None = None
    ended: Event | None = None
    disputed: bool = False
    breaches: list[Breach] = field(default_factory=list)
    impossible: list[Impossibility] = field(default_factory=list)
    trace: list[TraceLine] = field(default_factory=list)
    _spans: dict[tuple[date, int], tuple[Span, ...]] = field(default_factory=dict)

    def tell(self, on: date, text: str, rule: str) -> None:
        """Add a line to the account."""
        self.trace.append(TraceLine(on, text, self.rules.article(rule)))

    def breach(self, code: BreachCode, rule: str, **facts: object) -> None:
        """Record a breach; the fact itself is never refused."""
        self.breaches.append(Breach(code, BREACHES[code].format(**facts), self.rules.article(rule)))

    def refuse(self, code: ImpossibleCode, event: Event, **facts: object) -> None:
        """Name an event that cannot have been so."""
        text = IMPOSSIBLE[code].format(event=event.type.label, id=event.id or "未写", **facts)
        self.name_impossible(code, event.on, text)

    def name_impossible(self, code: ImpossibleCode, on: date, text: str) -> None:
        """Name what cannot have been so; it stands in the account, too."""
        self.impossible.append(Impossibility(code, on, text))
        self.trace.append(TraceLine(on, text, THE_RECORD))

    def restart(self, on: date, index: int) -> None:
        """Begin a new period, counted from the day after `on`; none begins before day 0."""
        if self.day0 and on < self.day0:
            return
        if self._leaves_behind(index):
            self.tell(on, RESTART_CLEARS, "restart_clears")
        self.period = Period(on, index)
        self.restarted_on = on

    def _leaves_behind(self, index: int) -> bool:
        """Whether the period that ends with that event held anything that moved its last day."""
        old = self.period
        if old.extension or old.own_until:
            return True
        letters = self.consultations.in_period(old.start, old.index) if old.start else ()
        return any(letter.index < index for letter in letters)

    @property
    def spans(self) -> tuple[Span, ...]:
        """The days taken out of the present period."""
        start, index = self.period.start, self.period.index
        if start is None:
            return ()
        if (start, index) not in self._spans:
            letters = self.consultations.in_period(start, index)
            self._spans[start, index] = spans_of(letters, self.book, self.rules)
        return self._spans[start, index]

    def spans_until(self, due: date) -> tuple[Span, ...]:
        """The days taken out up to the last day; what is sent on that day or later takes nothing out."""
        return tuple(span for span in self.spans if span.first <= due)

    @property
    def waits_for(self) -> State | None:
        """What stops the period from running: a correction or a fee that may restart it."""
        if self.correction and self.correction.restarts:
            return State.AWAITING_CORRECTION
        return State.AWAITING_FEE if self.fee and self.fee.restarts else None

    def has_lapsed(self, on: date) -> bool:
        """Whether on that day the request counts as given up: no correction or no payment in time."""
        if self.correction and self.correction.restarts:
            respond_by = self.correction.event.respond_by
            if respond_by and on > respond_by:
                return True
        if self.fee and self.fee.restarts:
            return self.book.is_over(self.fee.event.on, self.rules.days("payment"), on)
        return False

    def why_no_period(self, on: date) -> State | None:
        """The state in which no period runs that could be moved on that day; None where one runs."""
        if self.has_lapsed(on):
            return State.LAPSED
        if self.waits_for:
            return self.waits_for
        start = self.period.start
        return State.OPEN if start is None or on < start else None

    def first_due(self) -> date | None:
        """The last day of the present period without extension or delay."""
        if self.period.start is None:
            return None
        return self.book.nth(self.period.start, self.rules.days("reply"), self.spans)

    def due(self) -> date | None:
        """The last day of the present period; None while its start is not known."""
        if self.period.own_until:
            return self.period.own_until
        if self.period.start is None:
            return None
        return self.book.nth(self.period.start, self.length, self.spans)

    @property
    def length(self) -> int:
        """The working days of the present period."""
        return self.rules.days("reply") + self.period.extension

    def first_is_over(self, on: date) -> bool:
        """Whether the period without extension ended before that day."""
        start = self.period.start
        return start is not None and self.book.is_over(start, self.rules.days("reply"), on, self.spans)

    def is_over(self, on: date) -> bool:
        """Whether the period, extension and delay included, ended before that day."""
        if self.period.own_until:
            return on > self.period.own_until
        start = self.period.start
        return start is not None and self.book.is_over(start, self.length, on, self.spans)
