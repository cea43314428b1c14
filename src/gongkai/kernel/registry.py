"""Where duties and doors announce themselves to the floors below: handlers, ticks, home counts, figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from gongkai.kernel.models import Department, Organ, Person, StoredFile
from gongkai.kernel.rights import Standing

Payload = dict[str, object]


@dataclass(frozen=True)
class Handler:
    """What runs a kind of outbox job. A batching one gets several payloads of its kind at once."""

    kind: str
    run: Callable[[Sequence[Payload], datetime], None]
    label: str
    batch: int = 1


@dataclass(frozen=True)
class Tick:
    """Work that comes round by itself; `run` gets the time and returns how many things it did."""

    name: str
    every: timedelta
    run: Callable[[datetime], int]


@dataclass(frozen=True)
class HomeCount:
    """One line of «what must I do today»: how many, where to."""

    key: str
    label: str
    count: int
    url: str
    urgent: bool = False
    hint: str = ""


@dataclass(frozen=True)
class Handing:
    """What passes from a leaver to a successor in one duty: its name, where it is seen, how it is moved.

    `run` gets leaver, successor, organ and time, inside the transaction of the act; it returns how many
    pieces moved.
    """

    label: str
    url: str
    run: Callable[[Person, Person, Organ, datetime], int]


@dataclass
class Registry:
    """All announcements of this process."""

    handlers: dict[str, Handler] = field(default_factory=dict)
    ticks: dict[str, Tick] = field(default_factory=dict)
    #: Asked with the person's standing, which is read once however many duties answer.
    home_counts: list[Callable[[Standing, datetime], list[HomeCount]]] = field(default_factory=list)
    #: Lines of a reminder beyond the counts: ids and dates, never who somebody is or what they asked.
    reminder_lines: list[Callable[[Person, datetime], list[str]]] = field(default_factory=list)
    #: Lines of the summary that leaders get once a week.
    summary_lines: list[Callable[[Person, datetime], list[str]]] = field(default_factory=list)
    figures: dict[str, Callable[[Organ, int], int]] = field(default_factory=dict)
    #: Whether something public stands under the department's code, which is part of its address.
    department_users: list[Callable[[Department], bool]] = field(default_factory=list)
    #: Told, inside the act's transaction, of an item whose public face may have changed: its id and the time.
    after_publication: list[Callable[[int, datetime], None]] = field(default_factory=list)
    #: What else holds an item's content when it is taken down as a leak, by duty. Each is called inside the
    #: act's transaction with the item's id and the time, empties its own texts and gives the files to purge.
    purges: dict[str, Callable[[int, datetime], Iterable[StoredFile]]] = field(default_factory=dict)
    #: What passes on when somebody leaves, by label.
    handovers: dict[str, Handing] = field(default_factory=dict)

    def add_handler(self, handler: Handler) -> None:
        """Announce a handler; one per kind."""
        if handler.kind in self.handlers and self.handlers[handler.kind] is not handler:
            raise ValueError(f"two handlers for {handler.kind}")
        self.handlers[handler.kind] = handler

    def add_tick(self, tick: Tick) -> None:
        """Announce recurring work; one per name."""
        self.ticks[tick.name] = tick

    def add_handing(self, handing: Handing) -> None:
        """Announce what a leaver's successor takes over in a duty; one per label."""
        self.handovers[handing.label] = handing

    def add_figure(self, name: str, count: Callable[[Organ, int], int]) -> None:
        """Announce a named figure of an organ's year, which the annual report quotes."""
        self.figures[name] = count


registry = Registry()
