"""The lamp of a case: how many working days are left before the last day."""

from datetime import date

from gongkai.law.calendar import Calendar
from gongkai.law.clock.reading import Lamp, Reading
from gongkai.law.clock.rules import rules_by_version


def lamp(reading: Reading, as_of: date, calendar: Calendar) -> Lamp | None:
    """The colour on a local date; None when no reply is due or no last day is known."""
    if reading.due is None or reading.state.is_ended:
        return None
    if as_of > reading.due:
        return Lamp.BLACK
    rules = rules_by_version(reading.rules_version)
    left = calendar.count(as_of, reading.due)
    if left <= rules.days("lamp_red"):
        return Lamp.RED
    return Lamp.AMBER if left <= rules.days("lamp_amber") else Lamp.GREEN
