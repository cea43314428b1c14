"""Ids as they come in from addresses and forms."""

from __future__ import annotations

#: What a database holds as an id: no more digits than this are ever one.
MOST_DIGITS = 18


def read_id(text: str | None) -> int | None:
    """The id a text names; None for anything that cannot be one, however long or in whatever digits."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None


def read_ids(texts: list[str]) -> list[int]:
    """The ids among the texts, in their order; what is none is left out."""
    return [found for text in texts if (found := read_id(text)) is not None]
