"""Keyset paging by publication: drafts, which have no date, stand first by id."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.http import QueryDict

from gongkai.desk.dates import FIRST_YEAR, LAST_YEAR
from gongkai.desk.ids import read_id
from gongkai.desk.paging import PAGE_SIZE, KeysetPage, page_by_id
from gongkai.disclosure.models import Item

_BEFORE, _AFTER = "before", "after"


@dataclass(frozen=True)
class Mark:
    """The place of an item in the order: its publication, if any, and its id."""

    at: datetime | None
    pk: int

    @property
    def text(self) -> str:
        """The mark as it stands in an address."""
        return f"{self.at.isoformat() if self.at else 'none'}~{self.pk}"


def mark_of(item: Item) -> Mark:
    """Where the item stands."""
    return Mark(item.published_at, item.pk)


def read_mark(text: str | None) -> Mark | None:
    """The mark an address names, None when it is none."""
    at, _, pk = (text or "").rpartition("~")
    number = read_id(pk)
    if number is None:
        return None
    if at == "none":
        return Mark(None, number)
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    if not moment.tzinfo or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    return Mark(moment, number)


def page_of(
    items: QuerySet[Item], params: QueryDict, sort: str, *, size: int = PAGE_SIZE
) -> KeysetPage[Item]:
    """The page the address asks for in the chosen order; every page costs the same."""
    return (
        _by_publication(items, params, size) if sort == "published" else page_by_id(items, params, size=size)
    )


def _by_publication(items: QuerySet[Item], params: QueryDict, size: int) -> KeysetPage[Item]:
    before, after = read_mark(params.get(_BEFORE)), read_mark(params.get(_AFTER))
    if after is not None:
        backwards = items.filter(_newer_than(after)).order_by(F("published_at").asc(nulls_last=True), "pk")
        rows = list(backwards[: size + 1])
        has_newer, has_older = len(rows) > size, True
        rows = rows[:size][::-1]
    else:
        bounded = items if before is None else items.filter(_older_than(before))
        rows = list(bounded.order_by(F("published_at").desc(nulls_first=True), "-pk")[: size + 1])
        has_newer, has_older = before is not None, len(rows) > size
        rows = rows[:size]
    return KeysetPage(
        rows=rows,
        newer=_address(params, _AFTER, mark_of(rows[0])) if rows and has_newer else "",
        older=_address(params, _BEFORE, mark_of(rows[-1])) if rows and has_older else "",
        head=_address(params, "", None) if has_newer else "",
    )


def _older_than(mark: Mark) -> Q:
    if mark.at is None:
        return Q(published_at=None, pk__lt=mark.pk) | Q(published_at__isnull=False)
    return Q(published_at__lt=mark.at) | Q(published_at=mark.at, pk__lt=mark.pk)


def _newer_than(mark: Mark) -> Q:
    if mark.at is None:
        return Q(published_at=None, pk__gt=mark.pk)
    return Q(published_at=None) | Q(published_at__gt=mark.at) | Q(published_at=mark.at, pk__gt=mark.pk)


def _address(params: QueryDict, name: str, mark: Mark | None) -> str:
    changed = params.copy()
    for key in (_BEFORE, _AFTER, "picked"):
        changed.pop(key, None)
    if name and mark:
        changed[name] = mark.text
    return f"?{changed.urlencode()}"
