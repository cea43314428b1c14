"""The system's own linking: what was surely published for a term is filed, the rest is proposed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.disclosure.models import Item, PublicState
from gongkai.duty_list import queries
from gongkai.duty_list.acts.file import link
from gongkai.duty_list.models import DutyFiling, DutyLine
from gongkai.duty_list.month import duties
from gongkai.duty_list.reckoning import term_by_key
from gongkai.kernel.errors import Refused
from gongkai.law.duty_list import Term, names_period, series_of

#: Terms due this long ago or in this long are looked at.
BACK, AHEAD = timedelta(days=100), timedelta(days=100)
MOST_CANDIDATES = 200
_ALIKE = 0.6
_HOLDS_NAME = 0.8


@dataclass(frozen=True)
class Candidate:
    """An item that may answer a term: how alike its title is, whether the system would link it itself."""

    item: Item
    likeness: float
    is_sure: bool


def match_published(now: datetime) -> int:
    """Link what was surely published for a term nobody has answered; returns how many were linked.

    Looks at the present state each time, so nothing depends on when it runs or how often.
    """
    today, linked = localdate(now), 0
    lines = queries.in_force(DutyLine.objects.filter(column__isnull=False))
    by_organ: dict[int, list[DutyLine]] = {}
    for line in lines.select_related("organ", "department", "column", "template"):
        by_organ.setdefault(line.organ_id, []).append(line)
    for rows in by_organ.values():
        for duty in duties(rows, today - BACK, today + AHEAD, today=today):
            if not duty.filings and duty.term.opens_on <= today:
                linked += _link_sure(duty.line, duty.term, now)
    return linked


def _link_sure(line: DutyLine, term: Term, now: datetime) -> int:
    sure = [one for one in _published(line, term) if _is_sure(line, term, one, _series(line))]
    if len(sure) != 1:
        return 0
    with transaction.atomic():
        locked = DutyLine.objects.select_for_update(of=("self",)).select_related("organ").get(pk=line.pk)
        if DutyFiling.objects.filter(line=line, period=term.key).exists():
            return 0
        try:
            link(locked, term, sure[0].pk, actor=None, now=now)
        except Refused:
            return 0
    return 1


def _published(line: DutyLine, term: Term) -> Iterable[Item]:
    items = queries.candidates_for(line).filter(
        public_state=PublicState.LIVE, first_published_at__date__gte=term.opens_on, is_legacy=False
    )
    return items.exclude(duty_filings__line=line)[:MOST_CANDIDATES]


def _series(line: DutyLine) -> str:
    last = queries.last_issue(line)
    return series_of(last[0].title) if last else ""


def _is_sure(line: DutyLine, term: Term, item: Item, series: str) -> bool:
    """Same series as the last issue, and the very period in the title; in the line's own column."""
    if not series or item.column_id != line.column_id:
        return False
    return series_of(item.title) == series and names_period(item.title, term)


def _likeness(title: str, series: str, name: str) -> float:
    """How alike a title is to the last issue's; one that holds the line's whole name is alike."""
    ratio = SequenceMatcher(None, title, series, autojunk=False).ratio()
    return max(ratio, _HOLDS_NAME) if name and name in title else ratio


def proposals(line: DutyLine, period: str, *, everything: bool = False) -> list[Candidate]:
    """Items that may answer the term, the likeliest first; with `everything`, also those little alike."""
    term = term_by_key(line, period)
    if term is None:
        return []
    series = _series(line) or series_of(line.level2)
    filed = set(DutyFiling.objects.filter(line=line).exclude(item=None).values_list("item", flat=True))
    found = []
    for item in queries.candidates_for(line)[:MOST_CANDIDATES]:
        if item.pk in filed:
            continue
        likeness = _likeness(series_of(item.title), series, series_of(line.level2))
        likeness += 0.3 if names_period(item.title, term) else 0
        if everything or likeness >= _ALIKE:
            found.append(Candidate(item, likeness, _is_sure(line, term, item, _series(line))))
    return sorted(found, key=lambda one: (-one.likeness, -one.item.pk))
