"""The pieces (件) of a year's folder: which items, under which numbers, kept how long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, QuerySet
from django.utils.timezone import get_default_timezone

from gongkai.disclosure.models import Column, Edition, Item, PublicState
from gongkai.handover.models import ColumnRetention, FolderPiece
from gongkai.kernel.models import Organ
from gongkai.law.archive import RETENTIONS, retention_of

_PUBLISHED = (PublicState.LIVE, PublicState.WITHDRAWN)


@dataclass(frozen=True)
class Piece:
    """An item of the folder with what it said last, its number and the code of its retention."""

    number: int
    item: Item
    edition: Edition
    retention: str


def number_pieces(organ: Organ, year: int) -> int:
    """Give every item first published in that year (local time) a number that it has not yet; how many."""
    taken = FolderPiece.objects.filter(organ=organ, year=year)
    last = taken.aggregate(last=Max("number"))["last"] or 0
    fresh = _published_in(organ, year).filter(folder_piece=None).order_by("first_published_at", "pk")
    rows = [
        FolderPiece(organ=organ, year=year, number=number, item_id=item)
        for number, item in enumerate(fresh.values_list("pk", flat=True), start=last + 1)
    ]
    FolderPiece.objects.bulk_create(rows)
    return len(rows)


def pieces_of(organ: Organ, year: int) -> list[Piece]:
    """The pieces in the order of their numbers; what was taken down as a leak is not among them."""
    decided = dict(ColumnRetention.objects.filter(column__organ=organ).values_list("column_id", "retention"))
    rows = FolderPiece.objects.filter(organ=organ, year=year, item__public_state__in=_PUBLISHED)
    rows = rows.select_related(
        "item__live_edition__column", "item__organ", "item__department", "item__column", "item__drafter"
    ).order_by("number")
    return [
        Piece(row.number, row.item, row.item.live_edition, _retention(row.item.live_edition, decided))
        for row in rows
        if row.item.live_edition is not None
    ]


@dataclass(frozen=True)
class RetentionRow:
    """A column with what the organ decided for it (empty: nothing) and what would hold by default."""

    column: Column
    decided: str
    default: str


def retention_rows(columns: QuerySet[Column]) -> list[RetentionRow]:
    """The columns with how long what stands in them is kept."""
    rows = list(columns.select_related("organ").order_by("organ__path", "position", "pk"))
    found = ColumnRetention.objects.filter(column__in=[column.pk for column in rows])
    decided = dict(found.values_list("column_id", "retention"))
    return [RetentionRow(one, decided.get(one.pk, ""), RETENTIONS.label(_default_of(one))) for one in rows]


def _default_of(column: Column) -> str:
    return retention_of(statutory_class=column.default_class, column_type=column.column_type)


def _retention(edition: Edition, decided: dict[int, str]) -> str:
    return decided.get(edition.column_id) or retention_of(
        statutory_class=edition.statutory_class, column_type=edition.column.column_type
    )


def _published_in(organ: Organ, year: int) -> QuerySet[Item]:
    zone = get_default_timezone()
    first, end = datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)
    published = Item.objects.filter(organ=organ, public_state__in=_PUBLISHED, is_legacy=False)
    return published.filter(first_published_at__gte=first, first_published_at__lt=end)
