"""Text with named spans, «⟦name|text⟧», so that a defect can be put exactly where it belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPEN = re.compile(r"⟦([\w:.]+)\|")


@dataclass(frozen=True, slots=True)
class Span:
    """A named span: `start` and `end` bound it with its brackets, `inner_start` and `inner_end` its text."""

    name: str
    start: int
    end: int
    inner_start: int
    inner_end: int


def spans(text: str) -> Iterator[Span]:
    """Every named span, inner ones before the one around them."""
    opened: list[tuple[str, int, int]] = []
    at = 0
    while at < len(text):
        found = _OPEN.match(text, at)
        if found:
            opened.append((found[1], at, found.end()))
            at = found.end()
            continue
        if text[at] == "⟧":
            name, start, inner = opened.pop()
            yield Span(name, start, at + 1, inner, at)
        at += 1
    assert not opened, text


def plain(text: str) -> str:
    """The text as printed."""
    return _OPEN.sub("", text).replace("⟧", "")


def replaced(text: str, span: Span, by: str) -> str:
    """The text with a whole span exchanged."""
    return text[: span.start] + by + text[span.end :]
