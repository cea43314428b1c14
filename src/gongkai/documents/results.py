"""What reading a file gives back: extracted text, converted HTML, plain text and differences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class TextPart:
    """A stretch of a file's text; ``where`` names its place for people («页眉», «工作表“名单”（隐藏）»)."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything that could be read of a file.

    ``complete`` is False whenever something could not be read; ``note`` then says what, in Chinese. An empty
    ``parts`` with ``complete`` True means that the file really holds no text.
    """

    parts: list[TextPart]
    complete: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture taken out of a document; ``name`` is what ``src="picture:<name>"`` in the HTML refers to."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Converted:
    """A document as clean HTML, its pictures, and what the reader should look at before relying on it."""

    html: str
    pictures: list[Picture]
    notes: list[str]


@dataclass(frozen=True, slots=True)
class PlainText:
    """A body for the plain editor; ``lost`` names in Chinese what plain text cannot carry."""

    text: str
    lost: tuple[str, ...] = ()


class Change(StrEnum):
    """What happened to a block or a segment between two editions."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text inside a block: SAME, ADDED (``<ins>``) or REMOVED (``<del>``)."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class DiffBlock:
    """One paragraph, heading, list item, picture or table row of a difference.

    ``kind`` is a tag name (p, h2, li …), "row" or "picture". A row has its segments cell by cell in
    ``cells`` and ``segments`` is empty; every other block is the other way round.
    """

    kind: str
    change: Change
    segments: tuple[Segment, ...] = ()
    cells: tuple[tuple[Segment, ...], ...] = ()
