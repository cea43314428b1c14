"""Returning with a reason, referring to the secrecy authority, and entering its answer."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from gongkai.disclosure.acts.opening import open_item, record
from gongkai.disclosure.fingerprint import content_digest
from gongkai.disclosure.models import Item, ReviewRecord, WorkState
from gongkai.disclosure.models.review import ReviewResult
from gongkai.disclosure.rules import Act
from gongkai.kernel.errors import InputRefused
from gongkai.kernel.models import Person, StoredFile

_GROUND = "《中华人民共和国政府信息公开条例》第十七条"
_REFERRAL_GROUND = "《中华人民共和国政府信息公开条例》第十七条第三款"


def return_(
    *, actor: Person, item_id: int, reason: str, now: datetime, paper: StoredFile | None = None,
    signer: Person | None = None, signed_on: date | None = None,
) -> Item:  # fmt: skip
    """Give the item back to its drafter with the reason; what was approved so far no longer counts.

    With `paper`, the no stands on a signed sheet: it is `signer`'s word, and `actor` enters it.
    """
    with transaction.atomic():
        item = open_item(actor, item_id, Act.RETURN).item
        reason = _required(reason, "请写明退回理由，起草人才知道怎么改。")
        give_back(item, actor=actor, reason=reason, now=now, paper=paper, signer=signer, signed_on=signed_on)
    return item


def give_back(
    item: Item, *, actor: Person, reason: str, now: datetime, paper: StoredFile | None = None,
    signer: Person | None = None, signed_on: date | None = None,
) -> None:  # fmt: skip
    """What returning does to a locked item that was submitted; the caller has proved the right to it."""
    _keep_record(
        item, actor, ReviewResult.RETURNED, note=reason, now=now, ground=_GROUND, paper=paper, signer=signer,
        signed_on=signed_on,
    )  # fmt: skip
    item.work_state = WorkState.DRAFT
    item.review_step = item.approved_digest = item.schedule_error = ""
    item.scheduled_for = None
    item.returned_reason, item.changed_at = reason[:500], now
    item.revision += 1
    item.save()
    record("returned", actor=actor, item=item, now=now)


def refer(*, actor: Person, item_id: int, to: str, note: str, now: datetime) -> Item:
    """The organ cannot decide whether it may be opened: put the question to the competent body."""
    with transaction.atomic():
        item = open_item(actor, item_id, Act.REFER).item
        to = _required(to, "请写明报送的主管部门或保密行政管理部门。")
        _keep_record(item, actor, ReviewResult.REFERRED, note=note, now=now, referred_to=to[:100])
        item.work_state, item.changed_at = WorkState.REFERRED, now
        item.revision += 1
        item.save()
        record("referred", actor=actor, item=item, now=now)
    return item


def answer_referral(*, actor: Person, item_id: int, answer: str, may_open: bool, now: datetime) -> Item:
    """Enter the answer: review goes on where it stood, or the item goes back to be changed or withheld."""
    with transaction.atomic():
        item = open_item(actor, item_id, Act.ANSWER_REFERRAL).item
        answer = _required(answer, "请登记答复的文号或要点。")
        result = ReviewResult.REFERRED if may_open else ReviewResult.RETURNED
        asked = item.reviews.filter(result=ReviewResult.REFERRED).exclude(referred_to="").last()
        _keep_record(
            item, actor, result, note=answer, now=now, referred_to=asked.referred_to if asked else ""
        )
        if may_open:
            item.work_state = WorkState.IN_REVIEW
        else:
            item.work_state, item.review_step = WorkState.DRAFT, ""
            item.returned_reason = answer[:500]
        item.changed_at = now
        item.revision += 1
        item.save()
        record("referral_answered", actor=actor, item=item, now=now, detail={"may_open": may_open})
    return item


def _required(text: str, message: str) -> str:
    if not text.strip():
        raise InputRefused(message, fields={"reason": message})
    return text.strip()


def _keep_record(
    item: Item, actor: Person, result: str, *, note: str, now: datetime, referred_to: str = "",
    ground: str = _REFERRAL_GROUND, paper: StoredFile | None = None, signer: Person | None = None,
    signed_on: date | None = None,
) -> None:  # fmt: skip
    ReviewRecord.objects.create(
        item=item, step=item.review_step or "office", reviewer=signer or actor, result=result, ground=ground,
        note=note.strip()[:500], referred_to=referred_to, digest=content_digest(item), at=now, paper=paper,
        entered_by=actor if paper else None, signed_on=signed_on,
    )  # fmt: skip
