"""How many characters differ between two texts: the measure behind «a wrong character may be corrected»."""

from __future__ import annotations


def changed_characters(old_text: str, new_text: str) -> int:
    """Return the least number of characters put in, taken out or replaced to get from one text to the other.

    Exact (Levenshtein), symmetric, zero only for equal texts. Blanks count like any character.
    """
    start = 0
    shorter = min(len(old_text), len(new_text))
    while start < shorter and old_text[start] == new_text[start]:
        start += 1
    end = 0
    while end < shorter - start and old_text[-1 - end] == new_text[-1 - end]:
        end += 1
    old, new = old_text[start : len(old_text) - end], new_text[start : len(new_text) - end]
    return _distance(old, new) if old and new else len(old) + len(new)


def _distance(old: str, new: str) -> int:
    """Myers' bit-vector method: one whole number stands for a column of the table."""
    places: dict[str, int] = {}
    for index, char in enumerate(old):
        places[char] = places.get(char, 0) | 1 << index
    mask = (1 << len(old)) - 1
    last = 1 << (len(old) - 1)
    rises, falls, score = mask, 0, len(old)
    for char in new:
        matches = places.get(char, 0)
        across = (((matches & rises) + rises) ^ rises) | matches | falls
        up = falls | ~(across | rises) & mask
        down = across & rises
        score += bool(up & last) - bool(down & last)
        up = (up << 1 | 1) & mask
        rises = (down << 1 & mask) | ~(across | up) & mask
        falls = up & across
    return score
