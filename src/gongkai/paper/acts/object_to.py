"""Objecting to a signature that was entered in one's name, and the office's answer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.disclosure.acts.opening import read_under_lock
from gongkai.disclosure.acts.return_ import give_back
from gongkai.disclosure.models import Item, ReviewRecord, WorkState
from gongkai.disclosure.models.review import ReviewResult
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import Person, Role
from gongkai.kernel.rights import standing_of
from gongkai.paper.acts.opening import record
from gongkai.paper.models import Objection

_REASON = "请写明哪里不对，例如没有签过这张表、签的不是这个意见。"
_TWICE = "这一条已经提出过异议。"
_OUTCOME = "请写明怎样处理的，例如已撤回、已与本人核实。"
_SETTLED = "这条异议已经处理过。"
_RETURNED = "{name}对纸面审签提出异议：{reason}"
_GIVEN_BACK = "信息没有发布，已退回起草"
_SUBMITTED = (WorkState.IN_REVIEW, WorkState.REFERRED, WorkState.APPROVED, WorkState.SCHEDULED)


def object_to(*, actor: Person, record_id: int, reason: str, now: datetime) -> Objection:
    """The person named on a sheet says it is not so (article 17's review needs a real second person).

    What is not yet published goes back to its drafter; what is published becomes the office's urgent work.
    """
    with transaction.atomic():
        looked = ReviewRecord.objects.filter(pk=record_id, reviewer=actor, paper__isnull=False).first()
        if looked is None:
            raise NotVisible
        item = read_under_lock(Item.objects.all(), looked.item_id)
        if item is None:
            raise NotVisible
        if Objection.objects.filter(record=looked).exists():
            raise ActRefused(_TWICE)
        text = reason.strip()
        if not text:
            raise InputRefused(_REASON, fields={"reason": _REASON})
        objection = Objection.objects.create(record=looked, by=actor, at=now, reason=text[:500])
        if _is_of_this_round(looked, item):
            words = _RETURNED.format(name=actor.name, reason=text)
            give_back(item, actor=actor, reason=words, now=now)
            objection.settled_at, objection.outcome = now, _GIVEN_BACK
            objection.save(update_fields=("settled_at", "outcome"))
        record(
            "objected", actor=actor, organ=item.organ, subject="item", subject_id=item.pk, now=now,
            detail={"record": looked.pk, "given_back": objection.settled_at is not None},
        )  # fmt: skip
    return objection


def settle_objection(*, actor: Person, objection_id: int, outcome: str, now: datetime) -> Objection:
    """The office writes down what came of an objection to something already published."""
    with transaction.atomic():
        organs = standing_of(actor).organs(Role.REVIEWER)
        rows = Objection.objects.select_for_update(of=("self",)).select_related("record__item__organ")
        objection = rows.filter(pk=objection_id, record__item__organ__in=organs).first()
        if objection is None:
            raise NotVisible
        if objection.settled_at is not None:
            raise ActRefused(_SETTLED)
        if not outcome.strip():
            raise InputRefused(_OUTCOME, fields={"outcome": _OUTCOME})
        objection.settled_at, objection.settled_by = now, actor
        objection.outcome = outcome.strip()[:500]
        objection.save(update_fields=("settled_at", "settled_by", "outcome"))
        item = objection.record.item
        record(
            "objection_settled", actor=actor, organ=item.organ, subject="item", subject_id=item.pk, now=now,
            detail={"record": objection.record_id},
        )  # fmt: skip
    return objection


def _is_of_this_round(looked: ReviewRecord, item: Item) -> bool:
    """Whether the look is one of those that lead to a publication that has not happened yet."""
    return (
        looked.result == ReviewResult.APPROVED
        and item.work_state in _SUBMITTED
        and item.submitted_at is not None
        and looked.at >= item.submitted_at
    )
