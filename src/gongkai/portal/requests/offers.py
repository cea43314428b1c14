"""What is already published on the matter, offered before a request is sent."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.disclosure import queries
from gongkai.disclosure.addresses import item_url
from gongkai.disclosure.models import Item
from gongkai.kernel import search
from gongkai.kernel.models import Organ
from gongkai.portal.templating import day
from gongkai.requests.personal import Asked

MOST_SHOWN = 5
_CANDIDATES = 200
#: So much of a title must stand in the request, and so many pairs of characters at least.
_SHARE, _PAIRS = 0.5, 4
_PLAIN = str.maketrans("", "", "〔〕[]［］（）() 　")


@dataclass(frozen=True)
class Offer:
    """A published item that may be what is wanted."""

    item_id: int
    title: str
    number: str
    published_on: str


def offers_for(organ: Organ, asked: Asked) -> list[Offer]:
    """Live items of the organ that resemble what is asked for, best first; one with its number before all."""
    told = " ".join((asked.description, asked.doc_number, asked.features))
    candidates = search.alike(queries.PUBLIC_SCOPE, told, most=_CANDIDATES)
    items = queries.live_items().filter(organ=organ, pk__in=candidates).select_related("live_edition")
    wanted = {pair for pair in search.grams(told) if not pair.isdigit()}
    number = asked.doc_number.translate(_PLAIN)
    scored = [(_score(item, wanted, number), item) for item in items]
    best = sorted((pair for pair in scored if pair[0]), key=lambda pair: (-pair[0], -pair[1].pk))
    return [_offer(item) for _, item in best[:MOST_SHOWN]]


def address_of_offer(organ: Organ, item_id: int) -> str | None:
    """Where the item stands; None when it is not public any more."""
    item = queries.live_items().filter(organ=organ, pk=item_id).select_related("organ").first()
    return item_url(item) if item else None


def _score(item: Item, wanted: set[str], number: str) -> float:
    edition = item.live_edition
    if edition is None:
        return 0
    if number and edition.doc_number.translate(_PLAIN) == number:
        return 2
    pairs = {pair for pair in search.grams(edition.title) if not pair.isdigit()}
    shared = len(pairs & wanted)
    share = shared / len(pairs) if pairs else 0
    return share if share >= _SHARE and shared >= _PAIRS else 0


def _offer(item: Item) -> Offer:
    edition = item.live_edition
    assert edition is not None  # noqa: S101  # a score was given for it
    return Offer(item.pk, edition.title, edition.doc_number, day(item.first_published_at))
