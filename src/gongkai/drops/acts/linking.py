"""The link of a policy and its interpretation, made by the act that confirms the second of the two."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.disclosure.acts.link import link_interpretation
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.models import Item, WorkState
from gongkai.drops.links import interpreting_of
from gongkai.drops.models import DropDocument
from gongkai.kernel.errors import InputRefused, Refused
from gongkai.kernel.models import Person
from gongkai.kernel.rights import standing_of

#: What stands for «this interprets nothing that is here».
NO_LINK = "none"
_CHOOSE = "有几份文件的名称和它解读的相符，请选择它解读的是哪一份，或者选“不关联”。"
_NOT_ONE = "要关联的政策文件已经变动，请重新选择。"
_UNDER_REVIEW = frozenset({WorkState.IN_REVIEW, WorkState.APPROVED, WorkState.SCHEDULED})


def chosen_policy(actor: Person, document: DropDocument, interprets: str | None) -> str:
    """The key of the policy to link (see `interpreting.Policy`), empty for none.

    None and blank take what is proposed; raises InputRefused where several policies could be meant, or for a
    key that is not among them.
    """
    if interprets == NO_LINK:
        return ""
    found = interpreting_of(document.drop, [document], standing_of(actor)).get(document.pk)
    if not interprets:
        if found is not None and found.is_open:
            raise InputRefused(_CHOOSE, fields={"interprets": _CHOOSE}, code="unseen")
        return found.proposed if found else ""
    if found is None or interprets not in {one.key for one in found.policies}:
        raise InputRefused(_NOT_ONE, fields={"interprets": _NOT_ONE})
    return interprets


def link_policy(actor: Person, document: DropDocument, item: Item, key: str, now: datetime) -> None:
    """Link the new interpretation to an item; a document not confirmed yet is remembered until it is."""
    kind, _, number = key.partition(":")
    if kind == "item":
        link_interpretation(actor=actor, policy_id=int(number), interpretation_id=item.pk, now=now)
    elif kind == "document":
        document.interprets_id = int(number)


def link_waiting(actor: Person, document: DropDocument, item: Item, now: datetime) -> None:
    """Link the interpretations that were confirmed before this policy; one under review is submitted again.

    A link that is not the actor's to make (the interpretation is public already) stops nothing here: the
    page of what follows leads to it.
    """
    waiting = DropDocument.objects.filter(interprets=document).exclude(item=None).select_related("item")
    for one in waiting:
        interpretation = one.item
        if interpretation is None:
            continue
        was_under_review = interpretation.work_state in _UNDER_REVIEW
        try:
            with transaction.atomic():
                link_interpretation(
                    actor=actor, policy_id=item.pk, interpretation_id=interpretation.pk, now=now
                )
                if was_under_review:
                    submit(actor=actor, item_id=interpretation.pk, now=now)
        except Refused:
            continue
