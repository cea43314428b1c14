"""What a file gives before it is understood: lines, pictures, notes, and text that stands beside them."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.documents.official.lines import Line
from gongkai.documents.results import Picture


@dataclass(frozen=True, slots=True)
class Sourced:
    """The lines of a document; ``beside`` is text of heads and feet of pages, which no body shows.

    ``is_unreliable`` is set where the text was recognised from pictures by some other program.
    """

    lines: list[Line]
    pictures: tuple[Picture, ...] = ()
    notes: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    is_unreliable: bool = False
