"""How every act begins and ends: row locked, right proved; audit row and outbox row written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from gongkai.disclosure import listing, queries
from gongkai.disclosure.checks import blocking, check_item
from gongkai.disclosure.models import Item, Relation
from gongkai.disclosure.rules import Act, is_second_person, why_not
from gongkai.kernel import audit, outbox
from gongkai.kernel.calendars import calendar_for
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible, SamePersonMayNotApprove
from gongkai.kernel.models import Person
from gongkai.kernel.registry import registry
from gongkai.kernel.rights import Standing, standing_of


@dataclass(frozen=True)
class Opened:
    """A locked item and what the actor may be."""

    item: Item
    standing: Standing


def locked_item(actor: Person, item_id: int) -> Opened:
    """The item under a row lock when the actor may see it; raises NotVisible."""
    standing = standing_of(actor)
    item = read_under_lock(queries.visible_to(standing), item_id)
    if item is None:
        raise NotVisible
    return Opened(item, standing)


def read_under_lock(items: QuerySet[Item], item_id: int) -> Item | None:
    """The item of the selection with what acts need, its row locked first; None when it is not among them.

    The row is locked by itself and read afterwards: PostgreSQL joins a row it had to wait for with what the
    other tables held before the wait, and so would lose it or show an edition that is no longer the live one.
    """
    if items.filter(pk=item_id).select_for_update().values_list("pk", flat=True).first() is None:
        return None
    return Item.objects.select_related(
        "organ", "department", "column", "live_edition__column", "drafter", "last_editor"
    ).get(pk=item_id)


def open_item(actor: Person, item_id: int, act: Act) -> Opened:
    """The locked item, the act being allowed now; raises NotVisible or ActRefused."""
    opened = locked_item(actor, item_id)
    reason = why_not(act, opened.item, opened.standing)
    if reason:
        if act in {Act.REVIEW, Act.OVERRIDE} and not is_second_person(actor.pk, opened.item):
            raise SamePersonMayNotApprove(reason + "。")
        raise ActRefused(reason + "。")
    return opened


def require(item: Item, *, approving: bool, now: datetime) -> None:
    """Raise InputRefused with every blocking issue by field."""
    issues = check_item(item, today=localdate(now), calendar=calendar_for(item.organ))
    stops = blocking(issues, approving=approving)
    if stops:
        fields: dict[str, str] = {}
        for issue in stops:
            fields[issue.field] = "；".join(filter(None, (fields.get(issue.field), issue.message)))
        raise InputRefused(f"还有 {len(stops)} 处须先处理：{stops[0].message}", fields=fields)


def record(
    act: str, *, actor: Person | None, item: Item, now: datetime, detail: Mapping[str, object] | None = None
) -> None:
    """The act's audit row on the organ's chain."""
    audit.record(
        organ=item.organ, actor=actor, act=f"disclosure.item.{act}", subject="item", subject_id=item.pk,
        now=now, detail=detail,
    )  # fmt: skip


def announce(item: Item, *, now: datetime, slots: Iterable[tuple[str, int]] | None = None) -> None:
    """Leave word: the item's public files, its places in lists and its linked items may have changed."""
    places = listing.slots_of(item) if slots is None else list(slots)
    payload: dict[str, object] = {
        "item": item.pk,
        "organ": item.organ_id,
        "also": linked_live_items(item),
        "slots": [list(place) for place in places],
    }
    outbox.enqueue("release.item", payload, now=now, organ=item.organ)
    tell(item, now=now)


def tell(item: Item, *, now: datetime) -> None:
    """Let the floors above know, inside the act's transaction, what the public sees of the item now."""
    for told in registry.after_publication:
        told(item.pk, now)


def linked_live_items(item: Item) -> list[int]:
    """Items whose pages show this one as policy or interpretation."""
    pairs = Relation.objects.filter(Q(policy=item) | Q(interpretation=item))
    ids = {pk for pair in pairs.values_list("policy_id", "interpretation_id") for pk in pair}
    return sorted(ids - {item.pk})
