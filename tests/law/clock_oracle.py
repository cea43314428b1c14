"""A second clock for the tests: walks every day of a case with flags and counters, and shares no rule code.

It takes its working days from another calendar, and from the clock only the form of a story.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

import chinese_calendar

from gongkai.law.clock import Event, Story

DAY = timedelta(days=1)
#: Long enough for a lapse, a period and its extension after the last thing that happened.
HORIZON = 130
#: The statutory days of 2027 that fall on a weekday; no notice is out for that year.
OFF_2027 = {
    date(2027, 1, 1), date(2027, 2, 5), date(2027, 2, 8), date(2027, 4, 5), date(2027, 6, 9),
    date(2027, 9, 15), date(2027, 10, 1),
}  # fmt: skip


@cache
def is_workday(day: date) -> bool:
    """Whether the day is worked, by a calendar that is not ours."""
    if day.year <= 2026:
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < 5 and day not in OFF_2027


@dataclass
class Letter:
    """A consultation under way."""

    name: str
    sent: date
    runs_from: date
    in_period: bool = True
    answered: bool = False
    left: int = 15
    lapsed_on: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the letter keeps that day from counting."""
        return self.in_period and not self.answered and self.sent < day and self.lapsed_on is None


@dataclass
class Walk:
    """Everything that is true at the end of the day the walk has reached."""

    lenient: bool
    day0: date | None
    as_of: date
    start: date | None = None
    restarted: date | None = None
    counted: int = 0
    plain: int = 0
    bonus: int = 0
    extended: bool = False
    own: date | None = None
    own_length: int = 0
    first_due: date | None = None
    due: date | None = None
    out: set[date] = field(default_factory=set)
    since_receipt: int = 0
    seventh: date | None = None
    notice: Event | None = None
    notice_counts: bool = False
    notices: int = 0
    bill: Event | None = None
    bill_counts: bool = False
    bills: int = 0
    bill_days: int = 0
    bill_last: date | None = None
    asked_why: bool = False
    letters: list[Letter] = field(default_factory=list)
    end: Event | None = None
    breaches: list[str] = field(default_factory=list)
    impossible: list[str] = field(default_factory=list)
    snapshot: dict[str, Any] = field(default_factory=dict)

    # -- one day -----------------------------------------------------------------------------

    def count(self, day: date) -> None:
        """Let the day pass, before anything happens on it."""
        work = is_workday(day)
        held = self.due is None and any(letter.holds(day) for letter in self.letters)
        if work:
            if self.start and day > self.start:
                self.plain += 1
                if held:
                    self.out.add(day)
                else:
                    self.counted += 1
                    if self.counted == 20 and self.first_due is None:
                        self.first_due = day
                    if self.counted == 20 + self.bonus:
                        self.due = day
            if self.day0 and day > self.day0:
                self.since_receipt += 1
                if self.since_receipt == 7:
                    self.seventh = day
            if self.bill and self.bill_counts and day > self.bill.on:
                self.bill_days += 1
                if self.bill_days == 20:
                    self.bill_last = day
            for letter in self.letters:
                if day > letter.runs_from and letter.lapsed_on is None:
                    letter.left -= 1
                    if letter.left == 0:
                        letter.lapsed_on = day
        if self.own and self.start and self.start < day <= self.own and work:
            self.own_length += 1

    def begin(self, day: date) -> None:
        """Start a period: everything of an earlier one is forgotten."""
        self.start, self.counted, self.plain, self.bonus = day, 0, 0, 0
        self.extended, self.own, self.own_length = False, None, 0
        self.first_due = self.due = None
        self.out = set()
        for letter in self.letters:
            letter.in_period = False

    def restart(self, day: date) -> None:
        if self.day0 is None or day >= self.day0:
            self.begin(day)
            self.restarted = day

    # -- what is true now --------------------------------------------------------------------

    def waiting(self) -> str | None:
        if self.notice and self.notice_counts:
            return "awaiting_correction"
        return "awaiting_fee" if self.bill and self.bill_counts else None

    def given_up(self, day: date) -> bool:
        if self.notice and self.notice_counts and self.notice.respond_by and day > self.notice.respond_by:
            return True
        return bool(self.bill and self.bill_counts and self.bill_last and day > self.bill_last)

    def passed(self, day: date) -> bool:
        """Whether the last day lies before this one."""
        last = self.own or self.due
        return last is not None and last < day

    # -- what happens ------------------------------------------------------------------------

    def happen(self, event: Event) -> None:
        getattr(self, "on_" + event.type.value)(event)

    def on_correction_requested(self, event: Event) -> None:
        if event.respond_by and event.respond_by < event.on:
            self.impossible.append("ends_before_it_begins")
            event = Event(event.on, event.type)
        late = self.seventh is not None and self.seventh < event.on
        second = self.notices > 0
        self.breaches += ["correction_notice_late"] * late + ["correction_notice_second"] * second
        self.notices += 1
        if (late or second) and not self.lenient:
            if self.notice is None:
                self.notice, self.notice_counts = event, False
        else:
            self.notice, self.notice_counts = event, True

    def on_correction_received(self, event: Event) -> None:
        if self.notice is None:
            self.impossible.append("answer_without_question")
            return
        limit, counts = self.notice.respond_by, self.notice_counts
        self.notice = None
        if counts:
            if limit and event.on > limit:
                self.breaches.append("correction_received_late")
            self.restart(event.on)

    def on_consultation_sent(self, event: Event) -> None:
        if event.id and any(letter.name == event.id for letter in self.letters):
            self.impossible.append("repeated")
            return
        letter = Letter(event.id, event.on, self.runs_from[id(event)])
        letter.in_period = self.start is not None and event.on >= self.start
        self.letters.append(letter)

    def _letter(self, event: Event) -> Letter | None:
        if event.id:
            found = [letter for letter in self.letters if letter.name == event.id]
        else:
            found = [letter for letter in self.letters if not letter.answered] or self.letters[-1:]
        if len(found) != 1:
            self.impossible.append("ambiguous" if found else "answer_without_question")
            return None
        return found[0]

    def on_consultation_received(self, event: Event) -> None:
        letter = self._letter(event)
        if letter is None:
            return
        if letter.answered:
            self.impossible.append("received_after_answer")
        elif id(event) not in self.first_receipts:
            self.impossible.append("repeated")

    def on_consultation_answered(self, event: Event) -> None:
        letter = self._letter(event)
        if letter is None:
            return
        if letter.answered:
            self.impossible.append("repeated")
        letter.answered = True

    def on_extended(self, event: Event) -> None:
        if event.working_days is None or event.working_days < 1:
            self.impossible.append("detail_missing")
            return
        if event.working_days > 20:
            self.breaches.append("extension_too_long")
        if self.given_up(event.on) or self.waiting() or self.own or self.start is None:
            self.breaches.append("extension_out_of_place")
            return
        late = self.first_due is not None and self.first_due < event.on
        self.breaches += ["extension_second"] * self.extended + ["extension_late"] * late
        if not self.extended and not late:
            self.extended, self.bonus, self.due = True, min(event.working_days, 20), None

    def on_reasons_requested(self, _event: Event) -> None:
        self.asked_why = True

    def on_reasons_given(self, _event: Event) -> None:
        if not self.asked_why:
            self.impossible.append("answer_without_question")
        self.asked_why = False

    def on_own_period(self, event: Event) -> None:
        if event.until is None:
            self.impossible.append("detail_missing")
        elif event.until < event.on:
            self.impossible.append("ends_before_it_begins")
        else:
            if self.given_up(event.on) or self.waiting() or self.start is None:
                self.breaches.append("own_period_out_of_place")
                return
            second = self.own is not None
            late = self.passed(event.on)
            self.breaches += ["own_period_second"] * second + ["own_period_late"] * late
            if not second and not late:
                self.own = event.until
                told = [self.start + n * DAY for n in range(1, 400)] if self.start else []
                self.own_length = sum(is_workday(d) for d in told if d <= min(event.on, event.until))

    def on_fee_noticed(self, event: Event) -> None:
        late = self.given_up(event.on) or (not self.waiting() and self.passed(event.on))
        second = self.bills > 0
        self.breaches += ["fee_notice_late"] * late + ["fee_notice_second"] * second
        self.bills += 1
        if (late or second) and not self.lenient:
            if self.bill is None:
                self.bill, self.bill_counts = event, False
        else:
            self.bill, self.bill_counts, self.bill_days, self.bill_last = event, True, 0, None

    def on_fee_paid(self, event: Event) -> None:
        if self.bill is None:
            self.impossible.append("answer_without_question")
            return
        counts, last = self.bill_counts, self.bill_last
        self.bill = None
        if counts:
            if last and event.on > last:
                self.breaches.append("fee_paid_late")
            self.restart(event.on)

    def on_replied(self, event: Event) -> None:
        if not self.waiting() and self.passed(event.on):
            self.breaches.append("replied_late")
        self.end = event

    def on_withdrawn(self, event: Event) -> None:
        self.end = event

    # -- what is seen on the as-of day -------------------------------------------------------

    def look(self) -> None:
        """Note how things stand at the end of the as-of day (or of the day the case ended)."""
        if self.end:
            state = self.end.type.value
        elif self.given_up(self.as_of):
            state = "lapsed"
        elif self.waiting():
            state = str(self.waiting())
        elif self.own:
            state = "own_period"
        else:
            running = [
                letter
                for letter in self.letters
                if letter.in_period and not letter.answered and letter.lapsed_on in (None, self.as_of)
            ]
            state = "suspended" if running and self.due is None else "open"
        self.snapshot = {"state": state, "used": self.plain if self.own else self.counted}


def answer(story: Story, as_of: date, lenient: bool = False) -> dict[str, Any]:
    """The reading of a story on a day, walked day by day."""
    received = story.received
    by_confirmation = received.channel.value in ("post", "online", "fax")
    day0 = received.confirmed if by_confirmation else (received.submitted or received.confirmed)
    arrival = min([d for d in (received.submitted, received.confirmed) if d], default=date.min)
    walk = Walk(lenient, day0, as_of)
    if received.submitted and received.confirmed and received.confirmed < received.submitted:
        walk.impossible.append("confirmed_before_submitted")
    waiting_events = _possible(story, as_of, arrival, walk)
    walk.runs_from, walk.first_receipts = _receipts(waiting_events)  # type: ignore[attr-defined]
    dates = [e.on for e in waiting_events] + [d for d in (day0, as_of) if d]
    day, last = min(dates), max(dates) + HORIZON * DAY
    looked = False
    while day <= last:
        walk.count(day)
        if day == day0:
            walk.begin(day)
        while waiting_events and waiting_events[0].on == day and walk.end is None:
            walk.happen(waiting_events.pop(0))
        if not looked and (day == as_of or walk.end):
            walk.look()
            looked = True
        day += DAY
    return _result(walk, story, as_of)


def _possible(story: Story, as_of: date, arrival: date, walk: Walk) -> list[Event]:
    kept: list[Event] = []
    ended = False
    for event in sorted(story.events, key=lambda e: e.on):
        if event.on > as_of:
            continue
        if event.on < arrival:
            walk.impossible.append("before_receipt")
        elif ended:
            if event.type.value not in ("consultation_received", "consultation_answered"):
                walk.impossible.append("after_the_end")
        else:
            kept.append(event)
            ended = event.type.value in ("replied", "withdrawn")
    return kept


def _receipts(events: list[Event]) -> tuple[dict[int, date], set[int]]:
    """From when each letter's fifteen days run: a receipt that is known later counts from the start."""
    open_letters: list[dict[str, Any]] = []
    first: set[int] = set()
    for event in events:
        kind = event.type.value
        if kind == "consultation_sent":
            if not (event.id and any(o["name"] == event.id for o in open_letters)):
                open_letters.append(
                    {"name": event.id, "event": event, "from": event.on, "got": False, "done": False}
                )
        elif kind in ("consultation_received", "consultation_answered"):
            if event.id:
                fits = [o for o in open_letters if o["name"] == event.id]
            else:
                fits = [o for o in open_letters if not o["done"]] or open_letters[-1:]
            if len(fits) != 1 or fits[0]["done"]:
                continue
            if kind == "consultation_answered":
                fits[0]["done"] = True
            elif not fits[0]["got"]:
                fits[0]["got"], fits[0]["from"] = True, event.on
                first.add(id(event))
    return {id(o["event"]): o["from"] for o in open_letters}, first


def _result(walk: Walk, story: Story, as_of: date) -> dict[str, Any]:
    stopped = walk.waiting() is not None
    due = None if stopped else (walk.own or walk.due)
    state = walk.snapshot["state"]
    if due and as_of > due and state not in ("replied", "withdrawn", "lapsed"):
        walk.breaches.append("overdue")
    used = None if due is None or walk.start is None else walk.snapshot["used"]
    length = walk.own_length if walk.own else 20 + walk.bonus
    other = None
    disputed = {"correction_notice_late", "correction_notice_second", "fee_notice_late", "fee_notice_second"}
    if not walk.lenient and disputed & set(walk.breaches):
        other = answer(story, as_of, lenient=True)["due"]
    return {
        "state": state,
        "day0": walk.day0,
        "restarted_on": walk.restarted,
        "first_due": None if stopped or walk.start is None else walk.first_due,
        "due": due,
        "due_if_restarted": None if other == due else other,
        "respond_by": walk.notice.respond_by if walk.notice and not walk.end else None,
        "pay_by": walk.bill_last if walk.bill and walk.bill_counts and not walk.end else None,
        "used": used,
        "remaining": None if used is None else length - used,
        "excluded": frozenset() if due is None or walk.own else frozenset(walk.out),
        "breaches": sorted(walk.breaches),
        "impossible": sorted(walk.impossible),
    }
