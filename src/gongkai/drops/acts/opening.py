"""How every act on a drop begins and ends: row locked, right and state proved; audit row written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from gongkai.drops import queries
from gongkai.drops.models import Drop, DropDocument, DropState
from gongkai.drops.rules import why_not_settle
from gongkai.kernel import audit
from gongkai.kernel.errors import ActRefused, NotVisible
from gongkai.kernel.models import Person
from gongkai.kernel.rights import standing_of

_STILL_READING = "这次投放还在读取，请稍后刷新本页。"


def locked_drop(actor: Person, drop_id: int) -> Drop:
    """The drop under a row lock when it is the actor's; raises NotVisible."""
    drops = queries.visible_to(standing_of(actor)).filter(pk=drop_id)
    if drops.select_for_update().values_list("pk", flat=True).first() is None:
        raise NotVisible
    return Drop.objects.select_related("organ", "department").get(pk=drop_id)


def open_document(actor: Person, document_id: int) -> DropDocument:
    """The document under its drop's lock, still waiting for a look; raises NotVisible or ActRefused."""
    document = queries.visible_document(standing_of(actor), document_id)
    drop = locked_drop(actor, document.drop_id)
    document = queries.visible_document(standing_of(actor), document_id)
    if drop.state == DropState.READING:
        raise ActRefused(_STILL_READING)
    reason = why_not_settle(document)
    if reason:
        raise ActRefused(reason)
    return document


def record(
    act: str, *, actor: Person | None, document: DropDocument, now: datetime,
    detail: Mapping[str, object] | None = None,
) -> None:  # fmt: skip
    """The act's audit row on the organ's chain."""
    audit.record(
        organ=document.drop.organ, actor=actor, act=f"drops.{act}", subject="drop_document",
        subject_id=document.pk, now=now, detail=detail,
    )  # fmt: skip
