"""The one JSON text of a value, and reading it back without trusting it."""

import json
from collections.abc import Mapping
from typing import Any


def text_of(value: object) -> bytes:
    """The value as UTF-8 JSON that people can read: sorted names, one space of indent, a last newline."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    return (text + "\n").encode()


def read(raw: bytes) -> Any:
    """The value of a JSON text; ValueError for a double name, a number that is none, or no JSON."""
    return json.loads(raw.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refuse)


def read_object(raw: bytes) -> Mapping[str, Any]:
    """The same for a text that must be an object."""
    value = read(raw)
    if not isinstance(value, Mapping):
        raise ValueError("not an object")
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _refuse(text: str) -> Any:
    raise ValueError(text)
