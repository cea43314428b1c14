"""Random stories for comparing the two clocks: plausible cases, and cases nobody should ever have."""

from __future__ import annotations

import random
from datetime import date, timedelta

from gongkai.law.clock import Channel, Event, EventType, Party, Received, Story

FIRST, LAST = date(2021, 1, 4), date(2026, 12, 31)
E = EventType
#: How often each thing happens; questions more often than answers, so that some stay open.
WEIGHTS = {
    E.CORRECTION_REQUESTED: 8, E.CORRECTION_RECEIVED: 8, E.CONSULTATION_SENT: 14, E.CONSULTATION_RECEIVED: 8,
    E.CONSULTATION_ANSWERED: 10, E.EXTENDED: 9, E.REASONS_REQUESTED: 3, E.REASONS_GIVEN: 2, E.OWN_PERIOD: 4,
    E.FEE_NOTICED: 6, E.FEE_PAID: 6, E.REPLIED: 5, E.WITHDRAWN: 1,
}  # fmt: skip

ANSWERS = {
    E.CORRECTION_REQUESTED: E.CORRECTION_RECEIVED, E.FEE_NOTICED: E.FEE_PAID,
    E.REASONS_REQUESTED: E.REASONS_GIVEN, E.CONSULTATION_SENT: E.CONSULTATION_RECEIVED,
}  # fmt: skip


def random_story(chance: random.Random) -> tuple[Story, date]:
    """A story and the day on which it is read."""
    submitted = FIRST + timedelta(days=chance.randrange((LAST - FIRST).days))
    if chance.random() < 0.15:
        submitted = date(2026, 11, 1) + timedelta(days=chance.randrange(60))
    channel = chance.choice(list(Channel))
    confirmed = submitted + timedelta(days=chance.choice((0, 0, 1, 2, 5, -1)))
    received = Received(
        channel,
        submitted if chance.random() < 0.95 else None,
        confirmed if chance.random() < 0.85 else None,
    )
    day = submitted - timedelta(days=chance.random() < 0.03)
    events = []
    for _ in range(chance.choice((0, 1, 2, 2, 3, 3, 4, 5, 6, 8, 10))):
        day += timedelta(days=chance.choice((0, 0, 1, 1, 2, 3, 4, 5, 7, 9, 12, 16, 22, 30)))
        answers = ANSWERS.get(events[-1].type) if events and chance.random() < 0.4 else None
        events.append(random_event(chance, day, answers))
    as_of = max(day, submitted) + timedelta(days=chance.choice((-20, -3, 0, 0, 1, 2, 5, 10, 20, 40, 80)))
    if chance.random() < 0.2:
        chance.shuffle(events)
    return Story(received, tuple(events)), as_of


def random_event(chance: random.Random, day: date, answer: EventType | None = None) -> Event:
    """One event with plausible, sometimes faulty, details."""
    kind = answer or chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    later = day + timedelta(days=chance.choice((-1, 0, 3, 7, 14, 21, 30, 60)))
    is_letter = kind in (E.CONSULTATION_SENT, E.CONSULTATION_RECEIVED, E.CONSULTATION_ANSWERED)
    return Event(
        on=day,
        type=kind,
        id=chance.choice(("甲", "乙", "丙", "")) if is_letter else "",
        party=chance.choice((*Party, None)) if kind is E.CONSULTATION_SENT else None,
        respond_by=later if kind is E.CORRECTION_REQUESTED and chance.random() < 0.85 else None,
        until=later if kind is E.OWN_PERIOD and chance.random() < 0.9 else None,
        working_days=chance.choice((20, 20, 15, 10, 1, 21, 60, 0, None)) if kind is E.EXTENDED else None,
    )
