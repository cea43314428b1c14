"""What goes into a package: the story and its reading, tables, documents, and the lines of the index page."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from gongkai.law.calendar import Calendar
from gongkai.law.clock import Reading, Story

Chunks = Callable[[], Iterable[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file of the case. Without `read` it was erased by retention, and `erased_on` says when.

    `internal` marks what was never given to the applicant.
    """

    title: str
    kind: str
    extension: str
    on: date | None
    read: Chunks | None
    internal: bool = False
    note: str = ""
    erased_on: date | None = None


@dataclass(frozen=True, slots=True)
class FactLine:
    """Something that happened: the day, what, by whom, when it was entered; `stands` unless corrected."""

    on: date
    what: str
    who: str
    recorded_at: datetime
    stands: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLine:
    """A service of a letter with its proof."""

    letter: str
    number: str
    channel: str
    on: date
    received_on: date | None
    returned_on: date | None
    tracking: str
    proof: str


@dataclass(frozen=True, slots=True)
class DueMove:
    """A due date that became another one, with the reason."""

    old: date | None
    new: date | None
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Everything of one case. Equal contents give equal bytes."""

    organ: str
    organ_code: str
    number: str
    made_at: datetime
    as_of: date
    story: Story
    reading: Reading
    calendar: Calendar
    rules: Mapping[str, str]
    facts: tuple[tuple[str, str], ...] = ()
    lines: tuple[FactLine, ...] = ()
    services: tuple[ServiceLine, ...] = ()
    due_moves: tuple[DueMove, ...] = ()
    events: tuple[Mapping[str, object], ...] = ()
    decision: Mapping[str, object] = field(default_factory=dict)
    record: Mapping[str, object] = field(default_factory=dict)
    audit: tuple[Mapping[str, object], ...] = ()
    documents: tuple[Document, ...] = ()
