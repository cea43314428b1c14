"""Setting a place up: what it is called, where it is, what its form asks, which columns are followed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models, transaction

from gongkai.disclosure.models import Column
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import Organ, Person
from gongkai.kernel.rights import standing_of
from gongkai.places.acts.opening import checked_address, opened_place, record
from gongkai.places.following import catch_up
from gongkai.places.models import Place, PlaceColumn, Posting, PostingState
from gongkai.places.rules import OFFICE_ROLES

EDITABLE = frozenset({"name", "home", "form_order", "since", "grace_days", "takes_addresses"})
MOST_GRACE = 60


def save_place(
    *, actor: Person, organ_id: int, values: Mapping[str, object], now: datetime, place_id: int | None = None
) -> Place:
    """Set a place up or change it; items published since the stated day begin to wait for it.

    Raises NotVisible, InputRefused by field.
    """
    with transaction.atomic():
        if place_id is None:
            if organ_id not in standing_of(actor).organs(*OFFICE_ROLES):
                raise NotVisible
            place = Place(organ=Organ.objects.get(pk=organ_id))
        else:
            place = opened_place(actor, place_id)
        since = place.since
        for name in EDITABLE & values.keys():
            setattr(place, name, values[name])
        _require_fit(place)
        place.save()
        if since != place.since:
            place.columns.update(rows_read=0)
        record(
            "place.saved", organ=place.organ, actor=actor, subject="place", subject_id=place.pk, now=now,
            detail={"name": place.name, "home": place.home},
        )  # fmt: skip
    catch_up(now)
    return place


def _require_fit(row: Place) -> None:
    if not 0 <= row.grace_days <= MOST_GRACE:
        message = f"请填 0 到 {MOST_GRACE} 之间的工作日数。"
        raise InputRefused(message, fields={"grace_days": message})
    if urlsplit(row.home).scheme not in {"http", "https"}:
        message = "请填登载平台的网址，以 http 开头。"
        raise InputRefused(message, fields={"home": message})
    _clean(row)


def _clean(row: models.Model) -> None:
    try:
        row.full_clean(exclude=("recipe", "form_order"))
    except ValidationError as error:
        fields = {name: " ".join(texts) for name, texts in error.message_dict.items()}
        twice = "__all__" in fields
        message = "这个名称或者栏目已经设过了，请改原来的那一个。" if twice else "请改正标出的各项。"
        raise InputRefused(message, fields=fields) from None


def save_place_column(
    *, actor: Person, place_id: int, column_id: int, label: str, address: str, now: datetime,
    recipe: Mapping[str, Any] | None = None,
) -> PlaceColumn:  # fmt: skip
    """Follow a column of ours in the place, or change how; one row for the two, taken up again if dropped.

    Without an address it is posted by hand and not compared. Raises NotVisible, InputRefused by field.
    """
    with transaction.atomic():
        place = opened_place(actor, place_id)
        column = Column.objects.filter(organ=place.organ_id, pk=column_id).first()
        if column is None:
            raise InputRefused("请选择本机关的栏目。", fields={"column": "请选择本机关的栏目"})
        row = place.columns.filter(column=column).first() or PlaceColumn(place=place, column=column)
        row.label = label.strip() or column.name
        row.address = checked_address(place, address) if address.strip() else ""
        row.recipe = dict(recipe or {}) if row.address else {}
        row.rows_read, row.is_active = 0, True
        _clean(row)
        row.save()
        record(
            "column.saved", organ=place.organ, actor=actor, subject="place", subject_id=place.pk, now=now,
            detail={"column": column.pk, "address": row.address},
        )  # fmt: skip
    catch_up(now)
    return row


def drop_place_column(*, actor: Person, place_column_id: int, now: datetime) -> None:
    """Follow the column there no more: what waits to be posted need not be, what stands there stays.

    Raises NotVisible.
    """
    with transaction.atomic():
        row = PlaceColumn.objects.filter(pk=place_column_id, is_active=True).first()
        if row is None:
            raise NotVisible
        place = opened_place(actor, row.place_id)
        row.is_active = False
        row.save(update_fields=("is_active",))
        _let_go(Posting.objects.filter(place_column=row), now)
        record(
            "column.dropped", organ=place.organ, actor=actor, subject="place", subject_id=place.pk, now=now,
            detail={"column": row.column_id},
        )  # fmt: skip


def _let_go(postings: models.QuerySet[Posting], now: datetime) -> None:
    waiting = postings.filter(state=PostingState.TO_POST)
    waiting.update(state=PostingState.NOT_NEEDED, since=now)


def close_place(*, actor: Person, place_id: int, now: datetime) -> Place:
    """Post there no more: nothing waits, nothing is compared; addresses are kept. Raises NotVisible."""
    with transaction.atomic():
        place = opened_place(actor, place_id)
        if not place.is_active:
            raise ActRefused("这个登载平台已经停用。")
        place.is_active = False
        place.save(update_fields=("is_active",))
        _let_go(Posting.objects.filter(place=place), now)
        record("place.closed", organ=place.organ, actor=actor, subject="place", subject_id=place.pk, now=now)
    return place


def reopen_place(*, actor: Person, place_id: int, now: datetime) -> Place:
    """Post there again; what was published meanwhile waits. Raises NotVisible, ActRefused."""
    with transaction.atomic():
        place = opened_place(actor, place_id)
        if place.is_active:
            raise ActRefused("这个登载平台正在使用。")
        place.is_active = True
        place.save(update_fields=("is_active",))
        record(
            "place.reopened", organ=place.organ, actor=actor, subject="place", subject_id=place.pk, now=now
        )
    catch_up(now)
    return place
