"""Telling the stories: each step through the real act, by the right person, all in the order of time."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial

from gongkai.demo import reading
from gongkai.demo.aftermath import aftermath
from gongkai.demo.attachments import make_file
from gongkai.demo.cast import Cast
from gongkai.demo.office_hours import SHANGHAI
from gongkai.demo.plan import Plan, Planned, plan
from gongkai.demo.reading import Story
from gongkai.demo.texts import to_html
from gongkai.disclosure.acts.attach import attach
from gongkai.disclosure.acts.draft import draft
from gongkai.disclosure.acts.expedite import expedite
from gongkai.disclosure.acts.link import link_interpretation
from gongkai.disclosure.acts.publish import publish, schedule, withhold
from gongkai.disclosure.acts.return_ import return_
from gongkai.disclosure.acts.review import review
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.rules import Step
from gongkai.kernel.models import Person
from gongkai.law.calendar import Calendar

#: A scheduled item of the demo comes out tomorrow at this hour.
OPENING_HOUR = 9


@dataclass(order=True)
class Event:
    """Something that happens at a time."""

    at: datetime
    order: int
    act: Callable[[datetime], object] = field(compare=False)


@dataclass
class Telling:
    """One story being told: who acts in it, and the item once it is drafted."""

    story: Story
    plan: Plan
    cast: Cast
    turn: int
    items: dict[str, int]
    today: date
    item_id: int = 0

    @property
    def drafter(self) -> Person:
        """Who writes it."""
        return self.cast.who(f"drafter@{self.story.department}")

    @property
    def reviewer(self) -> Person:
        """Who looks at it in the office, and publishes."""
        return self.cast.who("reviewer", turn=self.turn)

    def step(self, planned: Planned, now: datetime) -> None:
        """Do one step."""
        verb = getattr(self, "_" + planned.verb)
        if planned.step:
            verb(planned.step, now)
        else:
            verb(now)

    def _draft(self, now: datetime) -> None:
        story = self.story
        values = {name: self._filled(value) for name, value in story.values.items()}
        item = draft(
            actor=self.drafter,
            column_id=self.cast.columns[story.column].pk,
            department_id=self.cast.departments[story.department].pk,
            values={
                "title": self.plan.fill(story.title),
                "body_html": to_html(self.plan.fill(story.text)),
                "formed_on": story.formed or self.plan.drafted_on,
                **values,
            },
            now=now,
        )
        self.item_id = item.pk
        self.items[story.more.get("key", story.title)] = item.pk
        sheets = reading.sheets()
        for file in story.more.get("files", ()):
            content = make_file(file["kind"], sheets[file["source"]])
            attach(
                actor=self.drafter, item_id=item.pk, name=file["name"], stream=io.BytesIO(content), now=now
            )
        if "interprets" in story.more:
            link_interpretation(
                actor=self.drafter, policy_id=self.items[story.more["interprets"]], interpretation_id=item.pk,
                now=now,
            )  # fmt: skip

    def _filled(self, value: object) -> object:
        return self.plan.fill(value) if isinstance(value, str) else value

    def _submit(self, now: datetime) -> None:
        submit(actor=self.drafter, item_id=self.item_id, now=now)

    def _review(self, step: Step, now: datetime) -> None:
        actor = {
            Step.SECOND: self.cast.who(f"head@{self.story.department}"),
            Step.HEAD: self.cast.who(f"head@{self.story.department}"),
            Step.OFFICE: self.reviewer,
            Step.LEADER: self.cast.who("signer"),
        }[step]
        review(actor=actor, item_id=self.item_id, now=now)

    def _publish(self, now: datetime) -> None:
        publish(actor=self.reviewer, item_id=self.item_id, now=now)

    def _schedule(self, now: datetime) -> None:
        tomorrow = self.today + timedelta(days=1)
        at = datetime(tomorrow.year, tomorrow.month, tomorrow.day, OPENING_HOUR, tzinfo=SHANGHAI)
        schedule(actor=self.reviewer, item_id=self.item_id, at=at, now=now)

    def _withhold(self, now: datetime) -> None:
        withhold(actor=self.reviewer, item_id=self.item_id, now=now)

    def _return(self, now: datetime) -> None:
        more = self.story.more
        return_(actor=self.cast.people[more["by"]], item_id=self.item_id, reason=more["reason"], now=now)

    def _expedite(self, now: datetime) -> None:
        more = self.story.more
        expedite(
            actor=self.reviewer, item_id=self.item_id, approver=self.cast.people[more["approver"]],
            how=more["how"], reason=more["reason"], now=now,
        )  # fmt: skip


def events(
    stories: Iterable[Story], cast: dict[str, Cast], calendar: Calendar, *, today: date
) -> list[Event]:
    """Every step of every story, in the order of time."""
    items: dict[str, int] = {}
    found: list[Event] = []
    for turn, story in enumerate(stories):
        found += _events_of(story, cast[story.organ], calendar, turn=turn, items=items, today=today)
    for order, event in enumerate(found):
        event.order = order
    return sorted(found)


def _events_of(
    story: Story, cast: Cast, calendar: Calendar, *, turn: int, items: dict[str, int], today: date
) -> Iterator[Event]:
    laid_out = plan(story, cast.columns[story.column].route, calendar, today=today)
    telling = Telling(story, laid_out, cast, turn, items, today)
    for planned in laid_out.steps:
        yield Event(planned.at, 0, partial(telling.step, planned))
    for at, act in aftermath(story, cast):
        yield Event(at, 0, lambda now, act=act: act(telling.item_id, now))  # type: ignore[misc]
