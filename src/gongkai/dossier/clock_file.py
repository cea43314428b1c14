"""`clock.json`: the story as the clock command reads it, with what the clock said."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from gongkai.law.clock import Event, Reading, Story

CLOCK_FILE = "clock.json"


def clock_table(story: Story, reading: Reading, as_of: date) -> dict[str, object]:
    """The file's content."""
    return {**story_table(story), "as_of": as_of.isoformat(), "reading": reading_table(reading)}


def story_table(story: Story) -> dict[str, object]:
    """The story in the form of a case file."""
    received = story.received
    return {
        "received": _without_none(
            {
                "channel": str(received.channel),
                "submitted": _iso(received.submitted),
                "confirmed": _iso(received.confirmed),
            }
        ),
        "events": [_event(event) for event in story.events],
    }


def _event(event: Event) -> dict[str, object]:
    return _without_none(
        {
            "on": event.on.isoformat(),
            "type": str(event.type),
            "id": event.id or None,
            "party": str(event.party) if event.party else None,
            "respond_by": _iso(event.respond_by),
            "until": _iso(event.until),
            "working_days": event.working_days,
        }
    )


def reading_table(reading: Reading) -> dict[str, Any]:
    """The whole reading, each day of the count with its reason and source."""
    return {
        "state": str(reading.state),
        "day0": _iso(reading.day0),
        "restarted_on": _iso(reading.restarted_on),
        "first_due": _iso(reading.first_due),
        "due": _iso(reading.due),
        "due_if_restarted": _iso(reading.due_if_restarted),
        "respond_by": _iso(reading.respond_by),
        "pay_by": _iso(reading.pay_by),
        "provisional": reading.provisional,
        "used": reading.used,
        "remaining": reading.remaining,
        "excluded": [
            {
                "from": _iso(e.from_), "to": _iso(e.to), "working_days": e.working_days, "why": e.why,
                "basis": e.basis,
            }
            for e in reading.excluded
        ],
        "breaches": [{"code": str(b.code), "text": b.text, "basis": b.basis} for b in reading.breaches],
        "impossible": [
            {"code": str(i.code), "date": _iso(i.date), "text": i.text} for i in reading.impossible
        ],
        "trace": [{"date": _iso(t.date), "text": t.text, "basis": t.basis} for t in reading.trace],
        "days": [
            {
                "date": _iso(d.date), "counted": d.counted, "why": d.why, "source": d.source,
                "provisional": d.provisional,
            }
            for d in reading.days
        ],
        "calendar_version": reading.calendar_version,
        "rules_version": reading.rules_version,
    }  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _without_none(table: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in table.items() if value is not None}
