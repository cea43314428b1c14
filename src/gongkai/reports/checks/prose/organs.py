"""Tells whether a clause speaks of the organ as a whole or of some office under or beside it."""

from __future__ import annotations

from gongkai.reports.checks.prose.wordlists import scope_pattern

_SHORTEST = 3


def speaks_of_the_whole(text: str, organ: str) -> bool:
    """Whether the clause names the organ itself, or all of it."""
    return bool(scope_pattern("scope", "whole").search(text)) or bool(organ and organ in text)


def speaks_of_a_part(text: str, organ: str) -> bool:
    """Whether the clause names an office that is not the organ of the report."""
    if scope_pattern("scope", "part").search(text):
        return True
    return any(not _is_the_organ(name, organ) for name in _offices(text))


def without_organ(text: str, organ: str) -> str:
    """The text without the words that only say whose figures these are."""
    for name in _offices(text):
        if _is_the_organ(name, organ):
            text = text.replace(_own_end(name, organ), "")
    return scope_pattern("scope", "whole").sub("", text.replace(organ, "") if organ else text)


def _offices(text: str) -> list[str]:
    names = scope_pattern("scope", "organ").findall(text)
    return [name for name in names if not scope_pattern("scope", "not_organ").search(name)]


def _is_the_organ(name: str, organ: str) -> bool:
    return not organ or len(name) < _SHORTEST or bool(_own_end(name, organ))


def _own_end(name: str, organ: str) -> str:
    """The longest end of the name that abbreviates the organ's; empty if none of three characters does."""
    for start in range(len(name) - _SHORTEST + 1):
        if _in_order(name[start:], organ):
            return name[start:]
    return ""


def _in_order(short: str, full: str) -> bool:
    remaining = iter(full)
    return all(char in remaining for char in short)
