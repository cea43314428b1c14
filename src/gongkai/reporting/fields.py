"""Figures inside the prose: which names a text holds, and the text with them filled in. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_FIELD = re.compile(r"\{\{\s*([\w./]+)\s*\}\}")
_MISSING = "［待填：{label}］"
_MARK = "［待填："
_BRACES = re.compile(r"[{｛]\s*[{｛]|[}｝]\s*[}｝]")
_CONDITION = re.compile(r"([\w./]+)([=>])(\d+)")


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with its figures; `missing` names those nobody has provided yet."""

    text: str
    missing: tuple[str, ...]


def names_in(text: str) -> tuple[str, ...]:
    """The names of the figures in a text, in order, each once."""
    return tuple(dict.fromkeys(_FIELD.findall(text)))


def has_loose_braces(text: str, *, fields: bool) -> bool:
    """Whether double braces stand in the text that would be printed; well-formed fields may be allowed."""
    return _BRACES.search(_FIELD.sub("", text) if fields else text) is not None


def fill(text: str, values: Mapping[str, str | None], labels: Mapping[str, str]) -> Filled:
    """Put the figures in. One that is missing or unknown leaves a visible mark that no check lets pass."""
    missing: list[str] = []

    def put(found: re.Match[str]) -> str:
        value = values.get(found[1])
        if value is not None:
            # A value of several sentences may itself lack a part.
            if _MARK in value:
                missing.append(found[1])
            return value
        missing.append(found[1])
        return _MISSING.format(label=labels.get(found[1], found[1]))

    return Filled(_FIELD.sub(put, text), tuple(dict.fromkeys(missing)))


def holds(condition: str, numbers: Mapping[str, int | None]) -> bool:
    """Whether «name=0» or «name>0» is true; never for a figure that is missing.

    Raises ValueError for a condition that is neither.
    """
    found = _CONDITION.fullmatch(condition)
    if not found:
        raise ValueError(condition)
    value = numbers.get(found[1])
    if value is None:
        return False
    return value == int(found[3]) if found[2] == "=" else value > int(found[3])
