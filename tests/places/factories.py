"""A place to test with, and items that are meant for it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from gongkai.disclosure.acts.correct import correct
from gongkai.disclosure.acts.edit import edit
from gongkai.disclosure.acts.publish import publish
from gongkai.disclosure.acts.review import review
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.models import Item
from gongkai.places.acts.save_place import save_place, save_place_column
from gongkai.places.form_fields import usual_order
from gongkai.places.models import Place, PlaceColumn, Posting
from tests.factories import NOW, Bureau, make_live

HOME = "https://www.wenchuan.example/"


def make_place(bureau: Bureau, *, now: datetime = NOW, **values: object) -> Place:
    """A place of the bureau's, since the beginning of the year."""
    filled: dict[str, object] = {
        "name": "区政府门户·部门专栏", "home": HOME, "since": date(2026, 1, 1), "grace_days": 2,
        "form_order": usual_order(),
    } | values  # fmt: skip
    return save_place(actor=bureau.reviewer, organ_id=bureau.organ.pk, values=filled, now=now)


def make_column(bureau: Bureau, place: Place, code: str = "tzgg", **values: Any) -> PlaceColumn:
    """A column followed there; without an address it is not compared."""
    filled: dict[str, Any] = {"label": "通知公告", "address": ""} | values
    return save_place_column(
        actor=bureau.reviewer, place_id=place.pk, column_id=bureau.columns[code].pk, now=NOW, **filled
    )


def make_posting(bureau: Bureau, place: Place, *, now: datetime = NOW, **values: object) -> Posting:
    """A live item of the first column that waits to be posted."""
    item = make_live(bureau, now=now, **({"outlet": "both"} | values))
    return Posting.objects.get(item=item, place=place)


def correct_live(bureau: Bureau, item: Item, *, now: datetime, **values: object) -> Item:
    """The item after another round of full work that changed these fields."""
    correct(actor=bureau.drafter, item_id=item.pk, reason="更正", now=now)
    edit(actor=bureau.drafter, item_id=item.pk, values=values, now=now)
    submit(actor=bureau.drafter, item_id=item.pk, now=now)
    review(actor=bureau.reviewer, item_id=item.pk, now=now)
    publish(actor=bureau.reviewer, item_id=item.pk, now=now)
    return Item.objects.get(pk=item.pk)
