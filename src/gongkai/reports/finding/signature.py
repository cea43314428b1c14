"""Who signed a report, and when: the last lines of its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.reports.finding.dates import DATE, compact, date_of
from gongkai.reports.finding.labels import fold
from gongkai.reports.finding.organs import is_organ
from gongkai.reports.finding.sections import Entry

_NO_SUCH_DATE = "落款日期“{text}”不是日历上的日期。"


@dataclass(frozen=True, slots=True)
class Signature:
    """The organ and the date; `first` is the place of the first of its lines, `gap` what is wrong with it."""

    organ: str
    on: date | None
    first: int
    gap: str = ""


def find_signature(entries: Sequence[Entry], begin: int, organ: str) -> Signature | None:
    """The signature after `begin`: an organ and a date, or a date alone, or the report's organ alone."""
    lines = [(at, compact(entry.text)) for at, entry in enumerate(entries) if entry and at > begin]
    lines = [(at, text) for at, text in lines if text]
    dated = [found for place in range(len(lines)) if (found := _dated(lines, place))]
    signed = [found for found in dated if found.organ]
    if dated:
        return signed[0] if signed else dated[-1]
    alone = [at for at, text in lines if organ and fold(text) == fold(organ)]
    return Signature(organ, None, alone[-1]) if alone else None


def _dated(lines: Sequence[tuple[int, str]], place: int) -> Signature | None:
    at, text = lines[place]
    found = DATE.search(text)
    if found is None or found.end() != len(text):
        return None
    before = text[: found.start()]
    if before and not is_organ(before):
        return None
    first, organ = at, before
    if not organ and place and is_organ(lines[place - 1][1]):
        first, organ = lines[place - 1]
    on = date_of(found)
    return Signature(organ, on, first, "" if on else _NO_SUCH_DATE.format(text=found[0]))
