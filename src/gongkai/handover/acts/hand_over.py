"""Handing over in one act: roles, open work, contacts, and a page for the successor's first day."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.handover.models import Handover
from gongkai.kernel import audit
from gongkai.kernel.acts import people
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import Person
from gongkai.kernel.registry import registry


def hand_over(
    *, actor: Person, organ_id: int, leaver_id: int, successor_id: int, now: datetime, note: str = "",
    leaves: bool = True,
) -> Handover:  # fmt: skip
    """Pass everything the leaver holds in the organ to the successor and keep what it was.

    Refuses as the kernel's act does. After it the successor's home page leads to his first day.
    """
    with transaction.atomic():
        counts = people.hand_over(
            actor=actor, organ_id=organ_id, leaver_id=leaver_id, successor_id=successor_id, now=now,
            leaves=leaves,
        )  # fmt: skip
        moved = [
            {"label": label, "url": registry.handovers[label].url, "count": count}
            for label, count in counts.items()
        ]
        return Handover.objects.create(
            organ_id=organ_id, leaver_id=leaver_id, successor_id=successor_id, by=actor, at=now,
            note=note.strip()[:4000], moved=moved, leaves=leaves,
        )  # fmt: skip


def mark_seen(*, actor: Person, handover_id: int, now: datetime) -> Handover:
    """The successor has been through the page; it no longer stands on his home page. Safe to do twice."""
    with transaction.atomic():
        found = Handover.objects.select_for_update().filter(pk=handover_id, successor=actor).first()
        if found is None:
            raise NotVisible
        if found.seen_at is None:
            found.seen_at = now
            found.save(update_fields=("seen_at",))
            audit.record(
                organ=found.organ, actor=actor, act="handover.seen", subject="handover", subject_id=found.pk,
                now=now,
            )  # fmt: skip
    return found
