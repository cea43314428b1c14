"""Reading items for their pages: a fixed number of queries for any number of items."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from gongkai.disclosure.addresses import file_path, page_path
from gongkai.disclosure.models import (
    Edition,
    EditionAttachment,
    EditionKind,
    Outlet,
    PublicState,
    Relation,
)
from gongkai.disclosure.queries import with_page

_KINDS = {str(kind.value): str(kind.label) for kind in EditionKind}


class ItemFacts(NamedTuple):
    """An item and its live edition as one flat row; times are aware, dates local."""

    pk: int
    organ_id: int
    public_state: str
    first_published_at: datetime
    withdrawn_at: datetime | None
    withdrawn_reason: str
    index_number: str
    edition_id: int | None
    number: int
    organ_name: str
    department_name: str
    column_id: int
    published_at: datetime
    title: str
    summary: str
    doc_number: str
    issuer: str
    formed_on: date | None
    origin: str
    topic: str
    genre: str
    statutory_class: str
    keywords: str
    audience: str
    validity: str
    validity_note: str
    effective_on: date | None
    expires_on: date | None
    mode: str
    time_class: str
    body_html: str


_OWN = (
    "pk", "organ_id", "public_state", "first_published_at", "withdrawn_at", "withdrawn_reason",
    "index_number", "live_edition_id",
)  # fmt: skip
_FIELDS = (*_OWN, *(f"live_edition__{name}" for name in ItemFacts._fields[len(_OWN) :]))


class CarriedFile(NamedTuple):
    """A file of a live edition; one that was purged is not among them."""

    edition_id: int
    name: str
    is_picture: bool
    digest: str
    size: int
    extension: str
    label: str


class Linked(NamedTuple):
    """A live item at the other end of a policy–interpretation link."""

    url: str
    title: str
    published_at: datetime


@dataclass
class ItemReading:
    """Everything the pages of some items need."""

    facts: dict[int, ItemFacts] = field(default_factory=dict)
    files: dict[int, list[CarriedFile]] = field(default_factory=lambda: defaultdict(list))
    editions: dict[int, list[tuple[str, datetime]]] = field(default_factory=lambda: defaultdict(list))
    policies: dict[int, list[Linked]] = field(default_factory=lambda: defaultdict(list))
    interpretations: dict[int, list[Linked]] = field(default_factory=lambda: defaultdict(list))


def read_items(item_ids: Sequence[int]) -> ItemReading:
    """Read the items that have a page: live ones and withdrawn ones."""
    found = ItemReading()
    for row in with_page().filter(pk__in=item_ids).values_list(*_FIELDS):
        found.facts[row[0]] = ItemFacts._make(row)
    live = [facts for facts in found.facts.values() if facts.public_state == PublicState.LIVE]
    _read_files(found, [facts.edition_id for facts in live])
    _read_editions(found, [facts.pk for facts in live if facts.number > 1])
    _read_links(found, [facts.pk for facts in live])
    return found


def _read_files(found: ItemReading, edition_ids: list[int | None]) -> None:
    carried = EditionAttachment.objects.filter(edition__in=edition_ids, file__purged_at=None)
    rows = carried.order_by("edition_id", "position", "pk").values_list(
        "edition_id", "name", "is_picture", "file__digest", "file__size", "file__extension", "file__label"
    )
    for row in rows:
        found.files[row[0]].append(CarriedFile._make(row))


def _read_editions(found: ItemReading, item_ids: list[int]) -> None:
    if not item_ids:
        return
    rows = Edition.objects.filter(item__in=item_ids, purged_at=None).order_by("item_id", "number")
    for item_id, kind, at in rows.values_list("item_id", "kind", "published_at"):
        found.editions[item_id].append((_KINDS[kind], at))


def _read_links(found: ItemReading, item_ids: list[int]) -> None:
    for here, there, kept in (
        ("interpretation", "policy", found.policies),
        ("policy", "interpretation", found.interpretations),
    ):
        pairs = Relation.objects.filter(
            **{f"{here}__in": item_ids, f"{there}__public_state": PublicState.LIVE}
        ).exclude(**{f"{there}__live_edition__outlet": Outlet.THERE})
        rows = pairs.order_by("pk").values_list(
            f"{here}_id", f"{there}__organ__code", f"{there}__first_published_at", f"{there}_id",
            f"{there}__live_edition__title",
        )  # fmt: skip
        for item_id, code, first, other_id, title in rows:
            kept[item_id].append(Linked("/" + page_path(code, first, other_id), title, first))


def file_url(page: str, carried: CarriedFile) -> str:
    """The address of a file beside the page at `page` (a path without a leading slash)."""
    return "/" + file_path(page, carried.digest, carried.extension)
