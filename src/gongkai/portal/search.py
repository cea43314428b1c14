"""Searching what is public: title, numbers, summary and key words of live items, newest first."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from gongkai.disclosure import queries
from gongkai.disclosure.addresses import page_path
from gongkai.disclosure.models import Item
from gongkai.kernel.search import normalise
from gongkai.portal.templating import day

RESULTS_ON_PAGE = 20
#: A search shows no more than this: whoever has found so much needs another word.
MOST_PAGES = 50
SHORTEST = 2
LONGEST = 50


@dataclass(frozen=True)
class Hit:
    """One result; `pieces` is the title cut into (text, was searched for)."""

    url: str
    pieces: list[tuple[str, bool]]
    organ_name: str
    column_name: str
    doc_number: str
    index_number: str
    summary: str
    published_on: str


@dataclass(frozen=True)
class Found:
    """A page of results. `total` counts all of them, `pages` those that can be turned to."""

    hits: list[Hit]
    total: int
    page: int
    pages: int


def is_searchable(words: str) -> bool:
    """Whether the query is long enough: one Chinese character finds everything or nothing."""
    return len(normalise(words)) >= SHORTEST


def find(words: str, *, organ_id: int | None, page: int) -> Found:
    """The `page`-th results for the words (white space separates, all must be there), one organ's or all."""
    items = queries.found_by(queries.live_items(), words, scope=queries.PUBLIC_SCOPE)
    if organ_id is not None:
        items = items.filter(organ=organ_id)
    total = items.count()
    pages = min(-(-total // RESULTS_ON_PAGE), MOST_PAGES)
    page = min(max(page, 1), max(pages, 1))
    first = (page - 1) * RESULTS_ON_PAGE
    return Found(_hits(items, words, first), total, page, pages)


def _hits(items: QuerySet[Item], words: str, first: int) -> list[Hit]:
    ordered = queries.ordered_by_publication(items).select_related("live_edition__column", "organ")
    return [_hit(item, words) for item in ordered[first : first + RESULTS_ON_PAGE]]


def _hit(item: Item, words: str) -> Hit:
    edition = item.live_edition
    if edition is None or item.first_published_at is None:
        raise ValueError("a live item has a live edition")
    return Hit(
        url="/" + page_path(item.organ.code, item.first_published_at, item.pk),
        pieces=pieces(edition.title, words.split()),
        organ_name=item.organ.name,
        column_name=edition.column.name,
        doc_number=edition.doc_number,
        index_number=edition.index_number,
        summary=edition.summary,
        published_on=day(item.first_published_at),
    )


def pieces(text: str, words: list[str]) -> list[tuple[str, bool]]:
    """The text cut where a word was found, case ignored; joined again it is the text."""
    lowered, hit = text.lower(), [False] * len(text)
    if len(lowered) != len(text):
        return [(text, False)]
    for word in (word.lower() for word in words):
        at = lowered.find(word)
        while word and at >= 0:
            hit[at : at + len(word)] = [True] * len(word)
            at = lowered.find(word, at + 1)
    found: list[tuple[str, bool]] = []
    for character, is_hit in zip(text, hit, strict=True):
        if found and found[-1][1] == is_hit:
            found[-1] = (found[-1][0] + character, is_hit)
        else:
            found.append((character, is_hit))
    return found
