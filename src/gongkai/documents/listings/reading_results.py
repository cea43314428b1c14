"""What is fetched, what a list of published titles comes to, and how it is said that it could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer of a web server, whatever its status; `final_url` is where redirects ended."""

    status: int
    final_url: str
    content_type: str
    body: bytes


class FetchFailed(Exception):
    """No answer, or one that must not be read. `sentence` is Chinese, for the person who set the place up."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Fetch(Protocol):
    """How a page is got: GET, or POST of a url-encoded form when `form` is given. Raises `FetchFailed`."""

    def __call__(self, url: str, form: str | None = None, /) -> Fetched: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of their list: `url` is absolute; `title` ends with «…» when the page shows only its beginning.

    `published_on` is the date shown (in an instant with a time zone: the day in Beijing), None when there is
    none; `where` says on which page of the list it stood.
    """

    title: str
    url: str
    published_on: date | None
    where: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Their list as far as it was read; `notes` are Chinese sentences for people.

    `complete`: everything they list (with `since`: everything dated since then) is in `entries`.
    `covers_from`: also when not complete, every listed entry dated later than this day is in `entries`; None:
    nothing is certain beyond `complete`.
    `readable`: False when nothing could be read at all, `notes` say why; never an empty list in disguise.
    """

    entries: tuple[Entry, ...]
    complete: bool
    notes: tuple[str, ...] = ()
    covers_from: date | None = None
    readable: bool = True

    def covers(self, day: date | None) -> bool:
        """Whether something they dated `day` would be among the entries if they listed it."""
        if not self.readable:
            return False
        return self.complete or (day is not None and self.covers_from is not None and day > self.covers_from)


def unreadable(*notes: str) -> Listing:
    """A list nothing of which could be read, and why."""
    return Listing(entries=(), complete=False, notes=notes, readable=False)
