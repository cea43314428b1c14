"""docs/features/clock.md: its example is run as it stands there, its tables are those of the program."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from gongkai.law.calendar.notices import notice_to_table
from gongkai.law.clock import BreachCode, Channel, EventType, ImpossibleCode, Lamp, Party, State
from tests.law.test_clock_new_year import made_up_notice
from tests.support.commands import gongkai
from tools.tracked import ROOT

PAGE = (ROOT / "docs" / "features" / "clock.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", PAGE, re.M | re.S)
COMMANDS = [line for kind, text in BLOCKS if kind == "sh" for line in text.splitlines()]


def block(kind: str) -> str:
    """The page's only block of that kind."""
    (text,) = (text for told, text in BLOCKS if told == kind)
    return text


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with the files the page speaks of."""
    (tmp_path / "案件.yaml").write_text(block("yaml"), "utf-8")
    notice = json.dumps(notice_to_table(made_up_notice()), ensure_ascii=False)
    (tmp_path / "2027.json").write_text(notice, "utf-8")
    return tmp_path


def run(command: str, desk: Path) -> str:
    """What a command of the page prints, its files lying in that folder."""
    words = [str(desk / word) if (desk / word).exists() else word for word in shlex.split(command)[1:]]
    done = gongkai(*words)
    assert (done.returncode in (0, 1), done.stderr) == (True, ""), command
    return done.stdout


def test_the_example_says_what_the_page_says(desk: Path) -> None:
    assert run(COMMANDS[0], desk) == block("text")


@pytest.mark.parametrize("command", COMMANDS[1:])
def test_every_command_of_the_page_runs(command: str, desk: Path) -> None:
    assert run(command, desk)


def test_the_days_of_the_page_are_the_days_of_the_count(desk: Path) -> None:
    told = re.findall(r"^\| (\d{4}-\d\d-\d\d) \| (\d*) ?\| (.+?) \|$", PAGE, re.M)
    days = json.loads(run("gongkai clock 案件.yaml --as-of 2026-03-05 --days --json", desk))["days"]

    assert told == [(day["date"], str(day["counted"] or ""), day["why"]) for day in days]


def test_every_word_a_file_or_an_answer_may_hold_is_explained() -> None:
    words = (*Channel, *EventType, *Party, *State, *Lamp, *BreachCode, *ImpossibleCode)

    assert [word.value for word in words if f"`{word.value}`" not in PAGE] == []
