"""An independent solver of the door's puzzles."""

import hashlib


def solved(token: str) -> str:
    """The solution of a puzzle, by trying every number."""
    _kind, _salt, _until, most, inner, target, _signature = solved_parts(token)
    for number in range(int(most)):
        if hashlib.sha256(f"{inner}.{number}".encode()).hexdigest() == target:
            return f"{token}.{number}"
    raise AssertionError("no number fits")


def solved_parts(token: str) -> list[str]:
    """What a puzzle says; the kind, salt and end come first."""
    kind, salt, until, most, inner, target, signature = token.split(".")
    return [kind, salt, until, most, inner, target, signature]
