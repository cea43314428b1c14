"""Small changes to the clock's code are noticed by the worked examples or by the second clock."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

import pytest

from tests.campaigns.clock_mutant import Mutant, mutants
from tools.tracked import ROOT

#: Changes after which the clock answers the same, by kind and line, and why it does.
SAME = {
    ("Compare", "return (c for c in self.all if c.index > after_index and c.sent >= start)"): (
        "no letter stands at the place of a restart"
    ),
    ("Compare", "return any(letter.index < index for letter in letters)"): "the same",
    ("Compare", "if letter.index <= course.period.index or letter.sent < start:"): "the same",
    ("Constant", "period=Period(day0, -1),"): "any place before the first event will do",
    ("Constant", "course.corrections += 1"): "only whether there was one is asked",
    ("Constant", "course.fees += 1"): "only whether there was one is asked",
    ("Compare", "while current < on and counted < n:"): "it only looks further than it must",
    ("Constant", "disputed: bool = False"): "it saves reading undisputed stories twice",
    ("Compare", "return tuple(span for span in self.spans if span.first <= due)"): (
        "no span begins on the last day, for that day counts"
    ),
    ("Constant", "_ONE_DAY = timedelta(days=1)"): (
        "in telling of letters: a letter of the day before last has moved the last day already"
    ),
}


def unnoticed(chosen: Sequence[int]) -> list[Mutant]:
    """Which of these changes nothing notices, each tried in a process of its own."""
    every = mutants()
    found = []
    for number in chosen:
        command = [sys.executable, "-m", "tests.campaigns.clock_mutant", str(number)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode in (0, 1), done.stderr
        if done.returncode == 0:
            found.append(every[number])
    return found


def test_a_few_changes_are_noticed() -> None:
    places = [number for number, mutant in enumerate(mutants()) if (mutant.kind, mutant.line) not in SAME]

    assert len(places) > 180
    assert unnoticed(places[:: len(places) // 5]) == []


def test_a_change_that_changes_nothing_is_not_noticed() -> None:
    """Otherwise the campaign would call everything noticed, for instance because it cannot run at all."""
    lines = [mutant.line for mutant in mutants()]

    assert len(unnoticed([lines.index("period=Period(day0, -1),")])) == 1


@pytest.mark.campaign
def test_every_change_is_noticed_but_those_that_change_nothing() -> None:
    left = unnoticed(range(len(mutants())))
    print("\n".join(f"{mutant.module}: {mutant.line}" for mutant in left))

    assert [mutant for mutant in left if (mutant.kind, mutant.line) not in SAME] == []
