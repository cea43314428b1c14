"""A policy document and its interpretation, linked both ways."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.disclosure.acts.edit import back_to_draft
from gongkai.disclosure.acts.opening import announce, locked_item, open_item, record
from gongkai.disclosure.models import Item, PublicState, Relation, WorkState
from gongkai.disclosure.rules import TABLE, Act, has_role
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import Person


def link_interpretation(*, actor: Person, policy_id: int, interpretation_id: int, now: datetime) -> Relation:
    """Link the two; each page shows the other once both are public.

    Reviews vouch for the interpretation together with what it interprets, so one under review goes back.
    """
    with transaction.atomic():
        policy, interpretation = _both(actor, policy_id, interpretation_id)
        if policy.pk == interpretation.pk:
            raise InputRefused("不能把一条信息关联到它自己。")
        if policy.organ_id != interpretation.organ_id:
            raise NotVisible
        relation, made = Relation.objects.get_or_create(
            policy=policy, interpretation=interpretation, defaults={"since": now}
        )
        if made:
            _tell(actor, policy, interpretation, "linked", now)
    return relation


def unlink_interpretation(*, actor: Person, policy_id: int, interpretation_id: int, now: datetime) -> None:
    """Undo the link."""
    with transaction.atomic():
        policy, interpretation = _both(actor, policy_id, interpretation_id)
        gone, _ = Relation.objects.filter(policy=policy, interpretation=interpretation).delete()
        if gone:
            _tell(actor, policy, interpretation, "unlinked", now)


def _both(actor: Person, policy_id: int, interpretation_id: int) -> tuple[Item, Item]:
    """Both items locked, the lower id first so that two people linking at once never wait for each other."""
    ids = sorted({policy_id, interpretation_id})
    items = {pk: locked_item(actor, pk).item for pk in ids}
    opened = open_item(actor, interpretation_id, Act.LINK)
    if items[policy_id].public_state not in TABLE[Act.LINK].public:
        raise ActRefused("撤下、不公开的信息不能关联。")
    if opened.item.public_state == PublicState.LIVE and not has_role(
        opened.standing, opened.item, TABLE[Act.PUBLISH].roles
    ):
        raise ActRefused("解读已经公开，关联会立即改变公开的网页，请由公开办办理。")
    return items[policy_id], items[interpretation_id]


def _tell(actor: Person, policy: Item, interpretation: Item, verb: str, now: datetime) -> None:
    if interpretation.work_state in {WorkState.IN_REVIEW, WorkState.APPROVED, WorkState.SCHEDULED}:
        back_to_draft(interpretation, actor=actor, now=now)
        interpretation.save()
    for item in (policy, interpretation):
        if item.public_state == PublicState.LIVE:
            announce(item, now=now)
    record(verb, actor=actor, item=interpretation, now=now, detail={"policy": policy.pk})
