"""What must hold of the clock for every story, whatever happened in it."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from gongkai.law.calendar import Calendar, RegionalOverlay
from gongkai.law.clock import (
    Channel,
    Event,
    EventType,
    Party,
    Reading,
    Received,
    State,
    Story,
    clock,
    rules_on,
)
from tests.law.clock_stories import random_story

E = EventType
CALENDAR = Calendar.builtin()
DAY = timedelta(days=1)
FIRST, LAST = date(2021, 1, 4), date(2026, 9, 30)
RESTARTING = {E.CORRECTION_REQUESTED, E.CORRECTION_RECEIVED, E.FEE_NOTICED, E.FEE_PAID}


def read(story: Story, as_of: date, calendar: Calendar = CALENDAR) -> Reading:
    """The clock's reading by the rules of the day of receipt."""
    day = story.received.day0 or story.received.arrived_on or as_of
    return clock(story, calendar=calendar, rules=rules_on(day), as_of=as_of)


def last_day(story: Story) -> date:
    """The day of the last thing that happened."""
    days = [event.on for event in story.events]
    return max(
        [*days, *(d for d in (story.received.submitted, story.received.confirmed) if d)], default=FIRST
    )


@st.composite
def any_story(draw: st.DrawFn) -> tuple[Story, date]:
    """A story as people write them, faults included, and a day to read it on."""
    return random_story(random.Random(draw(st.integers(0, 10**9))))  # noqa: S311


@st.composite
def letters(draw: st.DrawFn, opened: date, name: str) -> list[Event]:
    """One consultation: sent, perhaps received, perhaps answered, in that order."""
    days = sorted(opened + n * DAY for n in draw(st.lists(st.integers(0, 60), min_size=3, max_size=3)))
    told = [Event(days[0], E.CONSULTATION_SENT, name, draw(st.sampled_from(Party)))]
    if draw(st.booleans()):
        told.append(Event(days[1], E.CONSULTATION_RECEIVED, name))
    if draw(st.booleans()):
        told.append(Event(days[2], E.CONSULTATION_ANSWERED, name))
    return told


@st.composite
def sound_stories(draw: st.DrawFn) -> Story:
    """A story without restarts: consultations with names, at most an extension and reasons asked."""
    opened = FIRST + draw(st.integers(0, (LAST - FIRST).days)) * DAY
    events = [
        event
        for name in draw(st.sampled_from(["", "甲", "甲乙", "甲乙丙"]))
        for event in draw(letters(opened, name))
    ]
    if draw(st.booleans()):
        events.append(
            Event(opened + draw(st.integers(0, 40)) * DAY, E.EXTENDED, working_days=draw(st.integers(1, 20)))
        )
    if draw(st.booleans()):
        events.append(Event(opened + draw(st.integers(0, 40)) * DAY, E.REASONS_REQUESTED))
    return Story(Received(Channel.COUNTER, opened), tuple(sorted(events, key=lambda event: event.on)))


@given(any_story())
def test_every_story_gets_an_account_in_whole_sentences(told: tuple[Story, date]) -> None:
    reading = read(*told)
    lines = [*reading.breaches, *reading.impossible, *reading.trace]

    assert all(line.text and not set("{}") & set(line.text) and "None" not in line.text for line in lines)
    assert all(line.basis for line in [*reading.breaches, *reading.trace])
    assert all(part.why and part.basis for part in reading.excluded)


@given(any_story())
def test_no_fact_is_passed_over(told: tuple[Story, date]) -> None:
    """Whatever happened by the day stands in the account, also what cannot have been so."""
    story, as_of = told
    reading = read(story, as_of)
    accounted = [line.date for line in reading.trace]

    for day in {event.on for event in story.events if event.on <= as_of}:
        assert accounted.count(day) >= sum(event.on == day for event in story.events)
    assert {part.text for part in reading.impossible} <= {line.text for line in reading.trace}


@given(any_story())
def test_what_is_still_to_come_changes_nothing(told: tuple[Story, date]) -> None:
    story, as_of = told
    known = replace(story, events=tuple(event for event in story.events if event.on <= as_of))

    assert read(story, as_of) == read(known, as_of)


@given(any_story())
def test_the_days_add_up(told: tuple[Story, date]) -> None:
    assume(read(*told).days)
    check_days(*told)


def check_days(story: Story, as_of: date) -> None:
    """Each day of the count has its number or its reason, and the numbers are what is said to be used."""
    reading = read(story, as_of)
    stands = reading.used is not None and not reading.state.is_ended
    assert any("已用" in line.text for line in reading.trace) is stands
    if not reading.days:
        return
    numbers = [day.counted for day in reading.days if day.counted]
    arrived = story.received.arrived_on or FIRST
    ends = (event.on for event in story.events if event.type.ends_the_case and event.on >= arrived)
    ended = min(ends, default=date.max)
    through = min(as_of, ended) if reading.state.is_ended else as_of

    assert numbers == list(range(1, len(numbers) + 1))
    assert reading.used is not None and reading.remaining is not None
    assert reading.used + reading.remaining == len(numbers)
    assert reading.days[-1].date == reading.due
    if reading.due and through <= reading.due:
        assert reading.used == sum(day.counted is not None and day.date <= through for day in reading.days)
    taken_out = [day for day in reading.days if not day.counted and CALENDAR.is_workday(day.date)]
    within = sum(
        CALENDAR.count(part.from_ - DAY, min(part.to, reading.due or part.to)) for part in reading.excluded
    )
    assert len(taken_out) == within


@given(any_story())
def test_a_count_that_stands_is_a_line_of_the_account(told: tuple[Story, date]) -> None:
    reading = read(*told)
    assume(reading.used is not None and not reading.state.is_ended)

    words = f"已用{reading.used}个工作日，剩余{reading.remaining}个工作日"
    assert any(words in line.text for line in reading.trace)


@given(sound_stories(), st.data())
def test_one_more_consultation_never_brings_the_last_day_forward(story: Story, data: st.DataObject) -> None:
    opened = story.received.submitted or FIRST
    more = data.draw(letters(opened, "丁"))
    longer = replace(story, events=(*story.events, *more))
    as_of = last_day(longer)
    before, after = read(story, as_of), read(longer, as_of)

    assert before.due and after.due and after.due >= before.due


@given(any_story(), st.data())
def test_nor_does_it_in_any_other_story(told: tuple[Story, date], data: st.DataObject) -> None:
    story, as_of = told
    assume(all(event.id for event in story.events if event.type.value.startswith("consultation")))
    opened = story.received.arrived_on or FIRST
    longer = replace(story, events=(*story.events, *data.draw(letters(opened, "丁"))))
    before, after = read(story, as_of), read(longer, as_of)

    assert not (before.due and after.due) or after.due >= before.due


@given(sound_stories(), st.integers(1, 90))
def test_a_day_off_more_never_brings_the_last_day_forward(story: Story, days_later: int) -> None:
    off = (story.received.submitted or FIRST) + days_later * DAY
    assume(CALENDAR.is_workday(off))
    overlay = RegionalOverlay("local", "某地", "某地的通知", ((off, "停电检修"),))
    as_of = last_day(story)
    before, after = read(story, as_of), read(story, as_of, CALENDAR.with_overlay(overlay))

    assert before.due and after.due and after.due >= before.due
    assert after.due > before.due or all(day.date != off or day.counted is None for day in before.days)


@given(sound_stories(), st.randoms(use_true_random=False))
def test_the_order_within_a_day_does_not_matter_where_the_law_does_not_care(
    story: Story, chance: random.Random
) -> None:
    """Letters to different parties, extension and reasons of one day may stand in any order."""
    threads: dict[str, list[Event]] = {}
    for event in story.events:
        threads.setdefault(event.id or event.type.value, []).append(event)
    mixed: list[Event] = []
    while threads:
        name = chance.choice(sorted(threads))
        mixed.append(threads[name].pop(0))
        threads = {key: rest for key, rest in threads.items() if rest}
    as_of = last_day(story)
    one, other = read(story, as_of), read(replace(story, events=tuple(mixed)), as_of)

    same = ("state", "first_due", "due", "used", "remaining", "breaches", "impossible")
    assert [getattr(one, name) for name in same] == [getattr(other, name) for name in same]
    assert counted(one) == counted(other)


def counted(reading: Reading) -> list[tuple[object, ...]]:
    """The days counted and the days taken out, without the words."""
    days: list[tuple[object, ...]] = [(day.date, day.counted) for day in reading.days]
    return [*days, *((part.from_, part.to, part.working_days) for part in reading.excluded)]


@given(any_story(), st.integers(1, 200))
def test_time_alone_moves_no_date(told: tuple[Story, date], days: int) -> None:
    """Without anything new the last day stays; a case can only run out."""
    story = told[0]
    early = last_day(story)
    before, after = read(story, early), read(story, early + days * DAY)

    if after.state is not State.LAPSED or before.state is State.LAPSED:
        assert (after.first_due, after.due) == (before.first_due, before.due)
    if before.used is not None and after.used is not None:
        assert after.used >= before.used
        assert after.used + after.remaining == before.used + before.remaining  # type: ignore[operator]


@given(sound_stories(), st.integers(25, 60), st.integers(0, 10))
def test_a_late_notice_and_its_answer_leave_the_safe_date_alone(story: Story, late: int, more: int) -> None:
    opened = story.received.submitted or FIRST
    asked, answered = opened + late * DAY, opened + (late + more) * DAY
    notice = (Event(asked, E.CORRECTION_REQUESTED), Event(answered, E.CORRECTION_RECEIVED))
    disputed = replace(story, events=(*story.events, *notice))
    as_of = last_day(disputed)
    safe, other = read(story, as_of), read(disputed, as_of)

    assert (other.state, other.due, other.used) == (safe.state, safe.due, safe.used)
    assert "correction_notice_late" in {breach.code.value for breach in other.breaches}
    assert other.due_if_restarted is None or other.due_if_restarted > answered


@given(any_story())
def test_no_last_day_while_the_applicant_has_the_ball(told: tuple[Story, date]) -> None:
    reading = read(*told)

    if reading.state in (State.AWAITING_CORRECTION, State.AWAITING_FEE, State.LAPSED):
        assert reading.due is reading.first_due is reading.used is reading.due_if_restarted is None
        assert reading.days == () and reading.excluded == ()
