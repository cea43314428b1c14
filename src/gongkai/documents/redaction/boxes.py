"""The areas to be blacked out, and what stands on a page, in points from the top left as shown."""

from __future__ import annotations

from dataclasses import dataclass, field


class RedactionFailed(ValueError):
    """The redacted file could not be made or did not pass its own check; nothing was written.

    ``message`` is Chinese and says what to do.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class Box:
    """An area of page ``page`` (from 1) to black out; ``label`` is printed on it in white, if it fits."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    reason: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Rectangle:
    """An area on a page as shown."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def area(self) -> float:
        """The area; nothing for one that is turned inside out."""
        return max(0.0, self.x1 - self.x0) * max(0.0, self.y1 - self.y0)

    def shared_with(self, other: Rectangle) -> Rectangle:
        """What two areas have in common; without area when they do not touch."""
        return Rectangle(
            max(self.x0, other.x0), max(self.y0, other.y0), min(self.x1, other.x1), min(self.y1, other.y1)
        )

    def grown(self, by: float) -> Rectangle:
        """The area with a margin all around."""
        return Rectangle(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)

    def touches(self, other: Rectangle) -> bool:
        """Whether two areas have any area in common; one without area touches where it lies."""
        shared = self.shared_with(other)
        if self.area and other.area:
            return shared.area > 0
        return shared.x0 <= shared.x1 and shared.y0 <= shared.y1


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character on a page: the area of its ink, and that of its place in the line.

    ``drawn`` is false for text that is laid under a scanned page to be searched: it may lie a little beside
    what it says.
    """

    char: str = field(repr=False)
    ink: Rectangle
    place: Rectangle
    offset: int
    drawn: bool = True


@dataclass(frozen=True, slots=True)
class Word:
    """Characters that stand together."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of a page; ``glyphs[n].offset`` is the place of a character in ``text``."""

    number: int
    width: float
    height: float
    text: str
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What was blacked out still stands in another place, where nobody marked it."""

    box: int
    page: int
    count: int


@dataclass(frozen=True, slots=True)
class RedactionReport:
    """What a redaction did. ``characters`` counts the characters taken out, box by box.

    ``pictured_pages`` are unmarked pages that became pictures as well: they held text that cannot be seen
    (under earlier black bars, white on white) or stamps and form values, or their fonts would have told
    which characters were covered. ``removed`` names in Chinese what
    else was taken out of the file.
    """

    pages: int
    redacted_pages: tuple[int, ...]
    pictured_pages: tuple[int, ...]
    kept_pages: tuple[int, ...]
    characters: tuple[int, ...]
    elsewhere: tuple[Elsewhere, ...]
    removed: tuple[str, ...]
