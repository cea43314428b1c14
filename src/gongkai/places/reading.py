"""Reaching the other platform: the only part of this duty that does, always outside of transactions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from gongkai.documents.listings import KIND_WORDS, Entry, Fetch, FetchFailed, Kind, Listing, Recipe
from gongkai.documents.listings.fetching import fetcher_for
from gongkai.documents.listings.proposing import propose_recipe
from gongkai.documents.listings.reading import read_listing
from gongkai.documents.listings.reading_results import unreadable
from gongkai.places.models import PlaceColumn

#: A page of the desk waits no longer than this for a test reading; a comparison runs in the background.
TRIAL_SECONDS, COMPARE_SECONDS = 15, 90
#: Between two requests to the same platform, and for one page of it.
PAUSE_SECONDS, PAGE_SECONDS = 0.5, 20.0
_SAMPLE = 10
#: How a platform is reached: its address and the seconds it may take in all give a way to get its pages.
Reach = Callable[[str, float], AbstractContextManager[Fetch]]
_RECIPE_BROKEN = "保存的读取方法已经不能用，请到设置里重新试读。"


@dataclass(frozen=True)
class Trial:
    """What a test reading shows: how it would be read, the first entries, and what to know about it."""

    recipe: dict[str, Any]
    kind: str
    entries: tuple[Entry, ...]
    total: int
    notes: tuple[str, ...]

    @property
    def is_readable(self) -> bool:
        """Whether there is a way to read the list."""
        return bool(self.recipe)


@contextmanager
def reaching(address: str, seconds: float) -> Iterator[Fetch]:
    """A way to get pages from the host of the address and from no other, for so many seconds in all."""
    with fetcher_for(
        address, private_hosts=frozenset(settings.GONGKAI_PLACES_PRIVATE_HOSTS), most_seconds=seconds,
        delay=PAUSE_SECONDS, page_seconds=PAGE_SECONDS,
    ) as fetch:  # fmt: skip
        yield fetch


def try_reading(address: str) -> Trial:
    """Look at the address and say how its list can be read; bounded, and no site makes it raise."""
    try:
        with reaching(address, TRIAL_SECONDS) as fetch:
            proposal = propose_recipe(address, fetch)
    except FetchFailed as failure:
        return Trial({}, "", (), 0, (failure.sentence,))
    recipe = proposal.recipe
    entries = tuple(proposal.sample)
    if recipe is None:
        return Trial({}, "", entries[:_SAMPLE], len(entries), tuple(proposal.notes))
    words = KIND_WORDS[Kind(recipe.kind)]
    return Trial(recipe.as_dict(), words, entries[:_SAMPLE], len(entries), tuple(proposal.notes))


def read_column(row: PlaceColumn, fetch: Fetch, *, since: date) -> Listing:
    """Their list as far as it reaches back to `since`; unreadable ones say why, nothing is raised.

    One with far fewer entries than the column used to have counts as unreadable.
    """
    try:
        recipe = Recipe.from_dict(row.recipe)
    except (ValueError, TypeError):
        return unreadable(_RECIPE_BROKEN)
    return read_listing(recipe, fetch, since=since, rows_before=row.rows_read)
