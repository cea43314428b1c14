"""The clock against a second one that walks day by day, on random stories."""

from __future__ import annotations

import os
import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from gongkai.law.calendar import Calendar
from gongkai.law.clock import (
    BreachCode,
    ImpossibleCode,
    Reading,
    State,
    Story,
    clock,
    rules_by_version,
)
from tests.law.clock_oracle import answer, is_workday
from tests.law.clock_stories import random_story

CALENDAR = Calendar.builtin()
RULES = rules_by_version("2021-01-01")
SEED = int(os.environ.get("GONGKAI_CAMPAIGN_SEED", "20260302"))


def days_out(reading: Reading) -> frozenset[date]:
    """The working days the reading says it took out, by the other calendar."""
    return frozenset(
        day
        for part in reading.excluded
        for n in range((part.to - part.from_).days + 1)
        if is_workday(day := part.from_ + timedelta(days=n))
    )


def first(story: Story, as_of: date) -> dict[str, Any]:
    """The clock's reading in the form the second one answers in."""
    reading = clock(story, calendar=CALENDAR, rules=RULES, as_of=as_of)
    dates = ("day0", "restarted_on", "first_due", "due", "due_if_restarted", "respond_by", "pay_by")
    assert sum(part.working_days for part in reading.excluded) == len(days_out(reading))
    return {
        "state": reading.state.value,
        **{name: getattr(reading, name) for name in (*dates, "used", "remaining")},
        "excluded": days_out(reading),
        "breaches": sorted(breach.code.value for breach in reading.breaches),
        "impossible": sorted(part.code.value for part in reading.impossible),
    }


def compare(number: int) -> Counter[str]:
    """Read that many stories both ways; says what occurred in them."""
    seen: Counter[str] = Counter()
    for n in range(number):
        story, as_of = random_story(random.Random(f"{SEED}-{n}"))  # noqa: S311
        one, two = first(story, as_of), answer(story, as_of)
        assert one == two, f"story {n} of seed {SEED}, as of {as_of}: {story}"
        seen.update([one["state"], *one["breaches"], *one["impossible"]])
        seen.update(key for key in ("due_if_restarted", "restarted_on", "excluded") if one[key])
    return seen


def test_two_clocks_agree_on_2000_stories() -> None:
    seen = compare(2_000)

    # The rules before 2021 are a version of their own; the second clock knows the present one.
    everything = {*State, *BreachCode, *ImpossibleCode} - {BreachCode.FEE_WITHOUT_RULE}
    assert {name for name in everything if not seen[name]} == set(), "the stories miss something"
    assert min(seen["due_if_restarted"], seen["restarted_on"], seen["excluded"]) > 50


@pytest.mark.campaign
def test_two_clocks_agree_on_100000_stories() -> None:
    print(compare(100_000).most_common())


def test_the_comparison_can_find_a_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second clock shares no number with the first: one day less for the third party, and they part."""
    third = replace(RULES.rules["third_party"], workdays=14)
    altered = replace(RULES, rules={**RULES.rules, "third_party": third})
    monkeypatch.setattr(f"{__name__}.RULES", altered)

    with pytest.raises(AssertionError, match="story"):
        compare(300)
