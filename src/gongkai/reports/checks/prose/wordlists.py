"""The word lists by which the prose of a report is read, compiled for the year it is on."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_HERE = files("gongkai.reports.checks.prose")
_NO_YEAR = "（未知）"


@cache
def read_words(name: str) -> dict[str, Any]:
    """A table of this package, read once. Callers must not change what they get."""
    return tomllib.loads((_HERE / name).read_text(encoding="utf-8"))


@lru_cache(maxsize=4096)
def pattern(words: str, year: int | None) -> re.Pattern[str]:
    """The pattern with the names of the years filled in."""
    names = (_NO_YEAR,) * 3 if year is None else (str(year), str(year - 1), str(year + 1))
    for name, text in zip(("{year}", "{previous}", "{next}"), names, strict=True):
        words = words.replace(name, text)
    return re.compile(words)


def scope_pattern(group: str, name: str, year: int | None = None) -> re.Pattern[str]:
    """A pattern of the word lists by its name."""
    return pattern(read_words("scope.toml")[group][name], year)


def sums_pattern(group: str, name: str, year: int | None = None) -> re.Pattern[str]:
    """A pattern of the lists for sums, shares, contradictions and repeats by its name."""
    return pattern(read_words("sums.toml")[group][name], year)
