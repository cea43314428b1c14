"""Read a list of published titles as its recipe says."""

from __future__ import annotations

from datetime import date

from gongkai.documents.listings.feeds import read_feed
from gongkai.documents.listings.pages import read_pages
from gongkai.documents.listings.reading_results import Fetch, Listing
from gongkai.documents.listings.recipe import Kind, Recipe
from gongkai.documents.listings.scripted import read_scripted

MOST_PAGES, MOST_ENTRIES = 50, 5000


def read_listing(
    recipe: Recipe, fetch: Fetch, *, since: date | None = None, most_pages: int = MOST_PAGES,
    most_entries: int = MOST_ENTRIES, rows_before: int = 0,
) -> Listing:  # fmt: skip
    """Read their list, at most so many pages and entries, back to `since` (a day in Beijing) if given.

    Never raises for what a site answers: what could not be read is in the notes, in whole sentences, and the
    listing is then incomplete or not readable at all. `rows_before`: how many entries it used to have; with
    fewer than half as many it counts as unreadable, for it is probably another list that was found.
    `complete` is claimed only when the end was seen.
    """
    if recipe.kind == Kind.RSS:
        return read_feed(recipe, fetch, since=since, most_entries=most_entries, rows_before=rows_before)
    read = read_pages if recipe.kind == Kind.PAGES else read_scripted
    return read(
        recipe, fetch, since=since, most_pages=most_pages, most_entries=most_entries, rows_before=rows_before
    )
