"""Lists of published titles on other platforms, and how they compare with ours.

The names below are what others use:

    reading.read_listing(recipe, fetch, *, since, most_pages, most_entries, rows_before) -> Listing
    proposing.propose_recipe(address, fetch) -> Proposal(recipe | None, notes, sample)
    comparing.compare(ours, theirs, *, today, since, known, fetch, most_checks) -> Comparison
    fingerprints.page_fingerprint(html) -> str
    fetching.fetcher_for(address, *, private_hosts=…, most_seconds=…) -> a context manager giving a Fetch;
        the only part that reaches the network
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
