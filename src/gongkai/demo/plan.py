"""When each step of a story happens: drafted, submitted, looked at, published, each on its working day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from gongkai.demo.office_hours import moments, workday_before
from gongkai.demo.reading import Story
from gongkai.disclosure.models import Route
from gongkai.disclosure.rules import ROUTE_STEPS, Step
from gongkai.law.calendar import Calendar

#: How a story ends in each state: the verb after the looks, if any.
LAST_VERB = {"published": "publish", "returned": "return", "scheduled": "schedule", "withheld": "withhold"}
#: What is withheld comes up again after a year; the demo's comes up within the month.
ALMOST_A_YEAR = timedelta(days=355)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Planned:
    """A verb at a time; a look names its step."""

    at: datetime
    verb: str
    step: Step | None = None


@dataclass(frozen=True)
class Plan:
    """The steps of a story in order, and the local days its text may name."""

    steps: tuple[Planned, ...]
    drafted_on: date
    ends_on: date

    def fill(self, text: str) -> str:
        """The text with its days put in."""
        words = {
            "{day}": f"{self.ends_on.month}月{self.ends_on.day}日",
            "{drafted}": f"{self.drafted_on.month}月{self.drafted_on.day}日",
            "{year}": str(self.ends_on.year),
            "{month}": str((self.ends_on.month - 2) % 12 + 1),
        }
        for mark, word in words.items():
            text = text.replace(mark, word)
        return text


def plan(story: Story, route: str, calendar: Calendar, *, today: date) -> Plan:
    """Lay the story's steps on working days up to its last, none before the day its document bears.

    Raises ValueError when the story says it was published on a day off.
    """
    ends_on = _last_day(story, calendar, today)
    looks = _looks(story, route)
    verbs = _verbs(story, looks)
    begins = workday_before(calendar, ends_on, len(looks) if story.days is None else story.days)
    if story.formed:
        begins = max(begins, min(story.formed, ends_on))
    days = [_day_of(n, verbs, len(looks), begins, ends_on, calendar) for n in range(len(verbs))]
    times = moments(days, seed=f"{story.organ}/{story.title}")
    reviewed = iter(looks)
    steps = tuple(
        Planned(at, verb, next(reviewed) if verb == "review" else None)
        for at, verb in zip(times, verbs, strict=True)
    )
    return Plan(steps, begins, ends_on)


def _day_of(
    number: int, verbs: Sequence[str], looks: int, begins: date, ends_on: date, calendar: Calendar
) -> date:
    """One look a working day; the last look and what follows it share the last day."""
    if verbs[number] in {"draft", "submit"}:
        return begins
    if verbs[number] != "review":
        return ends_on
    after = looks - 1 - (number - verbs.index("review"))
    return max(begins, workday_before(calendar, ends_on, after))


def _last_day(story: Story, calendar: Calendar, today: date) -> date:
    if story.on:
        if not calendar.is_workday(story.on):
            raise ValueError(f"{story.title}: {story.on} is a day off")
        return story.on
    if story.more.get("on_year_ago"):
        return workday_before(calendar, today - ALMOST_A_YEAR, 0)
    return workday_before(calendar, today - _ONE_DAY, max(0, story.ago - 1))


def _looks(story: Story, route: str) -> Sequence[Step]:
    steps = ROUTE_STEPS[Route(route)]
    if story.state in {"draft", "returned", "expedited"}:
        return ()
    return steps[: story.more.get("steps", 0)] if story.state == "in_review" else steps


def _verbs(story: Story, looks: Sequence[Step]) -> list[str]:
    if story.state == "draft":
        return ["draft"]
    if story.state == "expedited":
        return ["draft", "expedite"]
    last = [LAST_VERB[story.state]] if story.state in LAST_VERB else []
    return ["draft", "submit", *("review" for _ in looks), *last]
