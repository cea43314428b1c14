"""What is already published on the matter, offered before a request is sent."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.disclosure import queries
from gongkai.disclosure.addresses import item_url
from gongkai.disclosure.models import Item
from gongkai.kernel.models import Organ
from gongkai.portal.templating import day
from gongkai.requests.hints import published_on
from gongkai.requests.personal import Asked


@dataclass(frozen=True)
class Offer:
    """A published item that may be what is wanted."""

    item_id: int
    title: str
    number: str
    published_on: str


def offers_for(organ: Organ, asked: Asked) -> list[Offer]:
    """What the organ has published that resembles what is asked for, best first."""
    return [_offer(item) for item in published_on(organ, asked)]


def address_of_offer(organ: Organ, item_id: int) -> str | None:
    """Where the item stands; None when it is not public any more."""
    item = queries.live_items().filter(organ=organ, pk=item_id).select_related("organ").first()
    return item_url(item) if item else None


def _offer(item: Item) -> Offer:
    edition = item.live_edition
    assert edition is not None  # noqa: S101  # a score was given for it
    return Offer(item.pk, edition.title, edition.doc_number, day(item.first_published_at))
