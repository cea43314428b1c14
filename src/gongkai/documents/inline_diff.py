"""What was put in and taken out inside one paragraph, in pieces that a person can read."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from gongkai.documents.results import Change, Segment

# A Chinese character is a unit; so is a number, a Latin word, and a run of blanks.
_UNITS = re.compile(r"[0-9]+(?:\.[0-9]+)?|[A-Za-z]+|[ \t]+|.", re.S)
# An equal piece this short between two changes is chance, not something kept.
_CHANCE = 1
_MOST_UNITS = 6000


def inline_diff(old: str, new: str) -> tuple[Segment, ...]:
    """Return segments that give ``old`` without the added ones and ``new`` without the removed ones."""
    if old == new:
        return (Segment(Change.SAME, old),) if old else ()
    before, after = _UNITS.findall(old), _UNITS.findall(new)
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    lead, trail = "".join(before[:head]), "".join(before[len(before) - tail :])
    middle = _middle(before[head : len(before) - tail], after[head : len(after) - tail])
    return tuple(_joined([(lead, lead), *middle, (trail, trail)]))


def _common(before: list[str], after: list[str]) -> int:
    count = 0
    for one, other in zip(before, after, strict=False):
        if one != other:
            break
        count += 1
    return count


def _middle(before: list[str], after: list[str]) -> list[tuple[str, str]]:
    """Return pairs of old and new text, in order; equal pairs are what stayed."""
    if len(before) + len(after) > _MOST_UNITS:
        return [("".join(before), "".join(after))]
    pairs: list[tuple[str, str]] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        pair = "".join(before[old_from:old_to]), "".join(after[new_from:new_to])
        by_chance = kind == "equal" and old_to - old_from <= _CHANCE and old_from > 0 and old_to < len(before)
        swallow = pairs and pairs[-1][0] != pairs[-1][1] and (by_chance or kind != "equal")
        if swallow:
            pairs[-1] = pairs[-1][0] + pair[0], pairs[-1][1] + pair[1]
        else:
            pairs.append(pair)
    return pairs


def _joined(pairs: list[tuple[str, str]]) -> list[Segment]:
    segments: list[Segment] = []
    for old, new in pairs:
        pieces = [(Change.SAME, old)] if old == new else [(Change.REMOVED, old), (Change.ADDED, new)]
        for change, text in pieces:
            if not text:
                continue
            if segments and segments[-1].change is change:
                segments[-1] = Segment(change, segments[-1].text + text)
            else:
                segments.append(Segment(change, text))
    return segments
