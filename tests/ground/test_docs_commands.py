"""Every command the documents tell a reader to type exists."""

import argparse
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai.cli.main import build_parser
from tools.tracked import ROOT, tracked_files

FENCE = re.compile(r"^```(?P<language>\w*)[^\n]*\n(?P<code>.*?)^```", re.MULTILINE | re.DOTALL)
SHELLS = {"", "sh", "bash", "shell", "console"}
MAKE_TARGET = re.compile(r"^(?P<names>[a-z][a-z-]*(?: [a-z-]+)*):(?!=)", re.MULTILINE)
ASSIGNMENT = re.compile(r"^\w+=")


def documents() -> list[Path]:
    """README and everything under docs/."""
    return [
        path
        for path in tracked_files()
        if path.suffix == ".md" and (path == ROOT / "README.md" or (ROOT / "docs") in path.parents)
    ]


def commands(text: str) -> Iterator[list[str]]:
    """The words of every `make …` and `gongkai …` command in the shell blocks of a Markdown text."""
    for block in FENCE.finditer(text):
        if block["language"] not in SHELLS:
            continue
        for line in block["code"].replace("\\\n", " ").splitlines():
            for part in re.split(r"&&|\|\||[|;]", line.split(" #")[0].strip().removeprefix("$ ")):
                yield from _command(part)


def _command(part: str) -> Iterator[list[str]]:
    try:
        words = shlex.split(part)
    except ValueError:
        return
    while words and (ASSIGNMENT.match(words[0]) or words[0] == "sudo"):
        words = words[1:]
    if words and Path(words[0]).name in {"make", "gongkai"}:
        yield [Path(words[0]).name, *words[1:]]


def make_targets() -> set[str]:
    """The targets of the Makefile."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    return {name for rule in MAKE_TARGET.finditer(makefile) for name in rule["names"].split()}


def unknown(words: list[str]) -> str | None:
    """The make target, sub-command or option of a command that does not exist; None when all of it does."""
    if words[0] == "make":
        strange = [word for word in words[1:] if not ASSIGNMENT.match(word) and word not in make_targets()]
        return strange[0] if strange else None
    parser = build_parser()
    for word in words[1:]:
        if word.startswith("-") and word != "-":
            if word.split("=")[0] not in parser._option_string_actions:
                return word
            continue
        children = _sub_commands(parser)
        if children:
            if word not in children:
                return word
            parser = children[word]
    return None


def _sub_commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


@pytest.mark.parametrize("document", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_in_the_document_exist(document: Path):
    told = list(commands(document.read_text("utf-8")))

    assert [(" ".join(words), unknown(words)) for words in told if unknown(words)] == []


def test_the_readme_tells_how_to_start():
    told = [words[:2] for words in commands((ROOT / "README.md").read_text("utf-8"))]

    assert ["make", "demo"] in told


def test_commands_are_read_from_shell_blocks_only():
    shell = "```sh\n$ make demo && cd x  # start\nA=1 .venv/bin/gongkai serve --port 1\n```\n"
    text = shell + "```python\nmake nothing\n```\n"

    assert list(commands(text)) == [["make", "demo"], ["gongkai", "serve", "--port", "1"]]


@pytest.mark.parametrize(
    "words", [["make", "no-such-target"], ["gongkai", "no-such-command"], ["gongkai", "--no-such"]]
)
def test_a_command_that_does_not_exist_is_found(words: list[str]):
    assert unknown(words) == words[1]
