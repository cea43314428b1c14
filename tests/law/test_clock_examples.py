"""Worked examples of the clock, written for a lawyer to read, held against both clocks."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.cli.clock import table_of
from gongkai.law.calendar import Calendar
from gongkai.law.clock import clock, lamp, rules_on, story_from_mapping
from tests.law.clock_oracle import answer
from tests.support.schemas import problems

FOLDER = Path(__file__).parent / "examples" / "clock"
CALENDAR = Calendar.builtin()
#: What each example says beside the expectation itself.
KEYS = {"title", "article", "received", "events", "as_of", "expect", "why"}


def examples() -> list[Any]:
    """Every example of every file, named by file and title."""
    return [
        pytest.param(example, id=f"{path.stem}-{example['title']}")
        for path in sorted(FOLDER.glob("*.yaml"))
        for example in yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    ]


def is_of_one_version(example: dict[str, Any]) -> bool:
    """Whether the example is of the version the second clock knows."""
    return all(day >= "2021" for key, day in example["received"].items() if key != "channel")


def as_written(value: Any) -> Any:
    """A value of the reading as the file writes it."""
    if isinstance(value, list):
        return [as_written(part) for part in value]
    if isinstance(value, dict):
        return {key: as_written(part) for key, part in value.items() if key != "why"}
    if isinstance(value, bool):
        return str(value).lower()
    return "null" if value is None else str(value)


def told(example: dict[str, Any]) -> dict[str, Any]:
    """What the command would print for the example, with codes in place of sentences."""
    story = story_from_mapping({"received": example["received"], "events": example.get("events")})
    as_of = date.fromisoformat(example["as_of"])
    rules = rules_on(story.received.day0 or as_of)
    reading = clock(story, calendar=CALENDAR, rules=rules, as_of=as_of)
    table = table_of(reading, lamp(reading, as_of, CALENDAR))
    assert problems("clock", table) == []
    codes = {key: [row["code"] for row in table[key]] for key in ("breaches", "impossible")}
    return table | codes


@pytest.mark.parametrize("example", examples())
def test_the_clock_reads_the_example_as_a_lawyer_does(example: dict[str, Any]) -> None:
    table, expected = told(example), dict(example["expect"])
    says, lacks = expected.pop("trace_says", ""), expected.pop("trace_lacks", None)

    assert {key: as_written(table[key]) for key in expected} == expected
    assert any(says in line["text"] for line in table["trace"])
    assert lacks is None or not any(lacks in line["text"] for line in table["trace"])


@pytest.mark.parametrize("example", [e for e in examples() if is_of_one_version(e.values[0])])
def test_the_second_clock_agrees(example: dict[str, Any]) -> None:
    story = story_from_mapping({"received": example["received"], "events": example.get("events")})
    second = answer(story, date.fromisoformat(example["as_of"]))
    plain = {key: value for key, value in example["expect"].items() if key in second and key != "excluded"}

    written = {key: as_written(second[key]) for key in plain}
    assert written == {key: sorted(v) if isinstance(v, list) else v for key, v in plain.items()}


@pytest.mark.parametrize("example", examples())
def test_an_example_says_all_a_reader_needs(example: dict[str, Any]) -> None:
    assert set(example) | {"events"} == KEYS
    assert all(example[key] for key in KEYS - {"events"})


def test_there_are_enough_examples_and_each_has_a_title_of_its_own() -> None:
    titles = [example.values[0]["title"] for example in examples()]

    assert len(titles) >= 120
    assert len(set(titles)) == len(titles)
