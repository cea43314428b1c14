"""Reviewing: a second person looks, and what he looked at is on record (article 17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai.disclosure.acts.opening import announce, open_item, record, require
from gongkai.disclosure.editions import make_edition
from gongkai.disclosure.fingerprint import content_digest
from gongkai.disclosure.models import Item, ReviewRecord, WorkState
from gongkai.disclosure.models.review import ReviewResult
from gongkai.disclosure.rules import LIGHT_KINDS, Act, Step, settles_findings, steps_of
from gongkai.kernel.errors import InputRefused, StaleEdit
from gongkai.kernel.models import Person, StoredFile

DEFAULT_GROUND = "《中华人民共和国政府信息公开条例》第十三条、第十七条，经审查可以公开"


def review(
    *, actor: Person, item_id: int, now: datetime, note: str = "", ground: str = DEFAULT_GROUND,
    seen_digest: str | None = None,
) -> Item:  # fmt: skip
    """Pass the present step. After the last one the item is approved; a light round goes out at once.

    The reviewer neither drafted nor last edited; the record holds the digest of what was looked at. With
    `seen_digest`, the digest of what the reviewer had before him, anything else is refused.
    """
    with transaction.atomic():
        item = open_item(actor, item_id, Act.REVIEW).item
        if not ground.strip():
            raise InputRefused("请填写审查依据。", fields={"ground": "写明依据的条款"})
        require(item, approving=settles_findings(item), now=now)
        digest = content_digest(item)
        if seen_digest is not None and seen_digest != digest:
            raise StaleEdit("内容在您打开之后有改动，没有审核。请重新阅读后再审核。")
        pass_step(item, digest, actor=actor, look=Look(actor.pk, note, ground), now=now)
    return item


@dataclass(frozen=True)
class Look:
    """One reviewer's look: who, what was said, and the paper when it was taken there."""

    reviewer_id: int
    note: str = ""
    ground: str = DEFAULT_GROUND
    signed_on: date | None = None
    paper: StoredFile | None = None


def pass_step(item: Item, digest: str, *, actor: Person, look: Look, now: datetime) -> None:
    """Keep the look as the record of the item's present step and go on to the next; the item is locked.

    The one place where a step is passed, whichever way it was taken. `actor` is who enters it here.
    """
    step = Step(item.review_step)
    ReviewRecord.objects.create(
        item=item, step=step, reviewer_id=look.reviewer_id, result=ReviewResult.APPROVED,
        ground=look.ground.strip()[:200], note=look.note.strip()[:500], digest=digest, at=now,
        signed_on=look.signed_on, paper=look.paper, entered_by=actor if look.paper else None,
    )  # fmt: skip
    _advance(item, step, digest, actor=actor, now=now)
    detail: dict[str, object] = {"step": step, "digest": digest}
    if look.paper:
        detail |= {"reviewer": look.reviewer_id, "paper": look.paper.pk}
    record("reviewed", actor=actor, item=item, now=now, detail=detail)


def _advance(item: Item, step: Step, digest: str, *, actor: Person, now: datetime) -> None:
    steps = steps_of(item)
    # A column's route may have changed since the submission: go on from where the step stands now.
    following = steps[steps.index(step) + 1 :] if step in steps else steps
    item.changed_at = now
    item.revision += 1
    if following:
        item.review_step = following[0]
        item.save()
    elif item.work_kind in LIGHT_KINDS:
        _, places = make_edition(item, kind=item.work_kind, publisher=actor, now=now, reason=item.work_reason)
        announce(item, now=now, slots=places)
    else:
        item.work_state, item.review_step, item.approved_digest = WorkState.APPROVED, "", digest
        item.save()
