"""How every act on places begins and ends: row locked, right proved; audit row written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from gongkai.kernel import audit
from gongkai.kernel.errors import InputRefused, NotVisible
from gongkai.kernel.models import Organ, Person
from gongkai.kernel.rights import standing_of
from gongkai.places import queries
from gongkai.places.models import Place, Posting

_WEB = URLValidator(schemes=("http", "https"))
MOST_ADDRESS = 500


def opened_place(actor: Person, place_id: int) -> Place:
    """The place, locked, when the actor's office keeps it; raises NotVisible."""
    queries.visible_place(standing_of(actor), place_id)
    return Place.objects.select_for_update(of=("self",)).select_related("organ").get(pk=place_id)


def opened_posting(actor: Person, item_id: int, place_id: int) -> Posting:
    """The item's posting in the place, locked, when the actor's office keeps the place; raises NotVisible."""
    queries.visible_place(standing_of(actor), place_id)
    rows = Posting.objects.filter(item=item_id, place=place_id).select_for_update(of=("self",))
    if rows.values_list("pk", flat=True).first() is None:
        raise NotVisible
    joined = Posting.objects.select_related("item__live_edition", "item__organ", "place__organ")
    return joined.get(item=item_id, place=place_id)


def record(
    act: str, *, organ: Organ, actor: Person | None, subject: str, subject_id: int, now: datetime,
    detail: Mapping[str, object] | None = None,
) -> None:  # fmt: skip
    """The act's audit row on the organ's chain."""
    audit.record(
        organ=organ, actor=actor, act=f"places.{act}", subject=subject, subject_id=subject_id, now=now,
        detail=detail,
    )  # fmt: skip


def checked_address(place: Place, address: str) -> str:
    """The address when it is one of the place's host; raises InputRefused."""
    plain = address.strip()
    try:
        _WEB(plain)
    except ValidationError:
        raise _refused("这不是完整的网址，请从浏览器地址栏整行复制，以 http 开头。") from None
    if len(plain) > MOST_ADDRESS:
        raise _refused(f"网址超过 {MOST_ADDRESS} 个字符，请核对后再填。")
    host, home = urlsplit(plain).hostname or "", urlsplit(place.home).hostname or ""
    if not _belongs(host, home):
        raise _refused(f"这个网址不在“{place.name}”（{home}）上，请核对是不是复制错了。")
    return plain


def _belongs(host: str, home: str) -> bool:
    """The same host or one below or beside it: «www.» in front does not matter."""
    plain = home.removeprefix("www.")
    return bool(plain) and (host == plain or host.endswith("." + plain))


def _refused(message: str) -> InputRefused:
    return InputRefused(message, fields={"address": message})
