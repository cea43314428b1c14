"""Which entry of their list is which of ours: by address, title, cut title, or a title nearly the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from gongkai.documents.distance import changed_characters
from gongkai.documents.listings.addresses import same_address
from gongkai.documents.listings.findings import Ours, Pair
from gongkai.documents.listings.reading_results import Entry
from gongkai.documents.listings.titles import begins, is_cut, normal_title

#: Without an address registered, an equal title so many days before or after ours is another thing's title.
DAYS_BEFORE, DAYS_AFTER = 7, 31
#: More pairs of leftovers than this are not looked at for slips; they stay what they are, each by itself.
_MOST_LOOKS = 400_000
_COUNTING = re.compile("[0-9〇零一二两三四五六七八九十百千甲乙丙丁上中下春夏秋冬]")


@dataclass(slots=True)
class Matching:
    """What was paired, what may be the same, and what was left on either side (by position)."""

    pairs: list[Pair] = field(default_factory=list)
    maybe: list[Pair] = field(default_factory=list)
    ours_left: dict[int, Ours] = field(default_factory=dict)
    theirs_left: dict[int, Entry] = field(default_factory=dict)

    def take(self, our: int, their: int, by: str, *, certain: bool = True) -> None:
        """Pair what stood at the two positions and strike both off what is left."""
        pair = Pair(self.ours_left.pop(our), self.theirs_left.pop(their), by)
        (self.pairs if certain else self.maybe).append(pair)


def match(ours: Sequence[Ours], theirs: Sequence[Entry]) -> Matching:
    """Pair each of ours with at most one entry and each entry with at most one of ours; wanted ones first."""
    found = Matching(ours_left=dict(enumerate(ours)), theirs_left=dict(enumerate(theirs)))
    titles = [normal_title(entry.title) for entry in theirs]
    _by_address(found)
    for wanted in (True, False):
        _by_title(found, titles, wanted)
        _by_cut_title(found, titles, wanted)
    _by_near_title(found, titles)
    return found


def gap(our: Ours, entry: Entry) -> int | None:
    """Days from our date to theirs, the nearer of our two dates; None when one side has none."""
    if entry.published_on is None:
        return None
    days = [(entry.published_on - day).days for day in (our.published_on, our.changed_on) if day]
    return min(days, key=abs) if days else None


def is_near_in_time(our: Ours, entry: Entry) -> bool:
    """Whether the dates let the two be one thing. An unknown date does."""
    days = gap(our, entry)
    if days is None or -DAYS_BEFORE <= days <= DAYS_AFTER:
        return True
    late: date | None = our.due_on
    return days > 0 and late is not None and entry.published_on is not None and entry.published_on <= late


def _by_address(found: Matching) -> None:
    places: dict[str, list[int]] = defaultdict(list)
    for place, entry in found.theirs_left.items():
        places[same_address(entry.url)].append(place)
    for index, our in list(found.ours_left.items()):
        here = places.get(same_address(our.url), []) if our.url else []
        if here:
            best = min(
                here,
                key=lambda place: normal_title(found.theirs_left[place].title) != normal_title(our.title),
            )
            here.remove(best)
            found.take(index, best, "url")


def _by_title(found: Matching, titles: Sequence[str], wanted: bool) -> None:
    by_title: dict[str, list[int]] = defaultdict(list)
    for place in found.theirs_left:
        by_title[titles[place]].append(place)
    candidates = [
        (index, place)
        for index, our in found.ours_left.items()
        if our.wanted == wanted
        for place in by_title.get(normal_title(our.title), ())
    ]
    _take_nearest(found, candidates, "title")


def _by_cut_title(found: Matching, titles: Sequence[str], wanted: bool) -> None:
    cut = [place for place, entry in found.theirs_left.items() if is_cut(entry.title)]
    ours = [
        (index, normal_title(our.title)) for index, our in found.ours_left.items() if our.wanted == wanted
    ]
    candidates = [(index, place) for place in cut for index, title in ours if begins(titles[place], title)]
    _take_nearest(found, candidates, "cut")


def _take_nearest(found: Matching, candidates: Iterable[tuple[int, int]], by: str) -> None:
    """Pair the candidates nearest in time first; what is far apart in time is only perhaps the same."""
    ranked = sorted(
        candidates,
        key=lambda both: (abs(gap(found.ours_left[both[0]], found.theirs_left[both[1]]) or 0), both),
    )
    far = []
    for index, place in ranked:
        if index not in found.ours_left or place not in found.theirs_left:
            continue
        if is_near_in_time(found.ours_left[index], found.theirs_left[place]):
            found.take(index, place, by)
        else:
            far.append((index, place))
    for index, place in far:
        if index in found.ours_left and place in found.theirs_left and found.ours_left[index].wanted:
            found.take(index, place, by, certain=False)


def _by_near_title(found: Matching, titles: Sequence[str]) -> None:
    candidates = []
    looked = 0
    for index, our in found.ours_left.items():
        mine = normal_title(our.title)
        looked += len(found.theirs_left)
        if not our.wanted or looked > _MOST_LOOKS:
            continue
        for place, entry in found.theirs_left.items():
            off = _off(mine, titles[place])
            if off is not None and is_near_in_time(our, entry):
                candidates.append((off, abs(gap(our, entry) or 0), index, place))
    for _off_by, days, index, place in sorted(candidates):
        if index not in found.ours_left or place not in found.theirs_left:
            continue
        if not _counts_differ(normal_title(found.ours_left[index].title), titles[place]):
            found.take(index, place, "near")
        elif days == 0 and found.theirs_left[place].published_on is not None:
            found.take(index, place, "near", certain=False)


def _off(one: str, other: str) -> int | None:
    """How many characters are wrong, when so few that it is a slip: one of six, two of sixteen; else None."""
    length = min(len(one), len(other))
    allowed = 2 if length >= 16 else 1 if length >= 6 else 0
    if not allowed or abs(len(one) - len(other)) > allowed:
        return None
    off = changed_characters(one, other)
    return off if off <= allowed else None


def _counts_differ(one: str, other: str) -> bool:
    """Whether numbers or the like differ: «第1号» and «第2号» are two things, not one with a slip."""
    return _COUNTING.findall(one) != _COUNTING.findall(other)
