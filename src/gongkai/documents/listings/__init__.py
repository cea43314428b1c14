"""Lists of published titles on other platforms, and how they compare with ours.

read_listing(recipe, fetch, *, since=None, most_pages=50, most_entries=5000, rows_before=0) -> Listing
propose_recipe(address, fetch) -> Proposal(recipe | None, notes, sample)
compare(ours, theirs, *, today, since=None, known={}, fetch=None, most_checks=20) -> Comparison
page_fingerprint(html) -> str
fetching.fetcher_for(address, ...) -> Fetch, a context manager; the only part that reaches the network
"""

from gongkai.documents.listings.findings import Comparison, Difference, Ours, Pair
from gongkai.documents.listings.reading_results import Entry, Fetch, Fetched, FetchFailed, Listing
from gongkai.documents.listings.recipe import KIND_WORDS, Kind, Recipe, Wrapper

__all__ = [
    "KIND_WORDS",
    "Comparison",
    "Difference",
    "Entry",
    "Fetch",
    "FetchFailed",
    "Fetched",
    "Kind",
    "Listing",
    "Ours",
    "Pair",
    "Recipe",
    "Wrapper",
]
