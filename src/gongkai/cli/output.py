"""What a command says: lines and tables for people, JSON for programs, one exception for failure."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Sequence

#: Exit codes, the same for every command.
FINE, FINDINGS, FAILED = 0, 1, 2


class CommandFailed(Exception):
    """A command that could not do its work; the text is one Chinese line: why, and what to do."""


def say(line: str = "") -> None:
    """Print one line and let it be seen at once, also through a pipe."""
    print(line, flush=True)


def complain(line: str) -> None:
    """Print one line to the error stream."""
    print(line, file=sys.stderr, flush=True)


def say_json(value: object) -> None:
    """Print a value as JSON."""
    print(json.dumps(value, ensure_ascii=False, indent=2), flush=True)


def say_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print columns that line up although Chinese characters are two places wide."""
    widths = [max(width_of(row[i]) for row in [head, *rows]) for i in range(len(head))]
    for row in [head, ["-" * width for width in widths], *rows]:
        cells = (cell + " " * (width - width_of(cell)) for cell, width in zip(row, widths, strict=True))
        say("  " + "  ".join(cells).rstrip())


def width_of(text: str) -> int:
    """How many places a text takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
