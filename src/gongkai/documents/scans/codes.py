"""The number of a printed sheet: short, easily told apart, with a character that proves the others."""

from __future__ import annotations

import re
from collections.abc import Callable

#: Without 0, O, 1, I and L, which hands and eyes mix up. A prime number of characters, so that the check
#: finds every single wrong character and every two that changed places.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
MARK = "GK"
_FREE = 9
_PART = 5
_SHAPE = re.compile(rf"{MARK}-?([{ALPHABET}]{{{_PART}}})-?([{ALPHABET}]{{{_PART}}})")
_AS_TYPED = str.maketrans({"－": "-", "—": "-", "–": "-", "　": "", " ": "", "\t": "", "_": "-"})
_WIDE = {ord("！") + offset: ord("!") + offset for offset in range(94)}


def new_code(choose: Callable[[str], str]) -> str:
    """A new number whose free characters `choose` picks out of the alphabet, such as `secrets.choice`."""
    free = "".join(choose(ALPHABET) for _ in range(_FREE))
    return format_code(free + _check(free))


def format_code(characters: str) -> str:
    """The number as it is printed: GK-7F3KQ-9TX2M."""
    return f"{MARK}-{characters[:_PART]}-{characters[_PART:]}"


def is_code(text: str) -> bool:
    """Whether a text, as a scan gives it, is a number of this kind."""
    return bool(text) and read_typed(text) == text


def read_typed(text: str) -> str:
    """The number somebody typed, in its printed form; an empty text when it is none or has a wrong character.

    Small letters, wide characters, spaces and missing dashes are taken.
    """
    plain = text.translate(_WIDE).translate(_AS_TYPED).upper().strip()
    # Without the mark, the number's own characters may begin like it.
    found = _SHAPE.fullmatch(plain) or _SHAPE.fullmatch(MARK + plain)
    if found is None:
        return ""
    characters = found[1] + found[2]
    return format_code(characters) if _check(characters[:_FREE]) == characters[_FREE] else ""


def _check(free: str) -> str:
    total = sum((place + 2) * ALPHABET.index(one) for place, one in enumerate(free))
    return ALPHABET[total % len(ALPHABET)]
