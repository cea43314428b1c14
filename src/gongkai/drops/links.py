"""Interpretations in a drop and the policies they may belong to: in the drop, or of the organ already."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from gongkai.disclosure import queries as items
from gongkai.disclosure.models import PublicState, WorkState
from gongkai.drops.interpreting import Interpreting, Policy, name_of, policies_named, words_of
from gongkai.drops.models import DocumentState, Drop, DropDocument
from gongkai.drops.proposals import restored
from gongkai.kernel.rights import Standing

_MOST = 50


def interpreting_of(
    drop: Drop, documents: Sequence[DropDocument], standing: Standing
) -> dict[int, Interpreting]:
    """For each of the documents that is an interpretation, what it may interpret; two queries for all.

    Only items that the person may see and that can be linked are among them.
    """
    names = {one.pk: name for one in documents if (name := _name(one))}
    if not names:
        return {}
    siblings = list(drop.documents.exclude(state=DocumentState.DISMISSED).order_by("position", "id"))
    known = _items_named(drop, list(names.values()), standing)
    found = {}
    for pk, name in names.items():
        beside = [_as_policy(one) for one in siblings if one.pk != pk and one.state != DocumentState.MADE]
        found[pk] = Interpreting(name, policies_named(name, [*beside, *known]))
    return found


def _name(document: DropDocument) -> str:
    title = str(restored(document.proposal)["title"].value or "")
    return name_of(title=title, file_name=document.name)


def _as_policy(document: DropDocument) -> Policy:
    found = restored(document.proposal)
    return Policy(
        key=f"document:{document.pk}", title=str(found["title"].value or document.name),
        number=str(found["doc_number"].value or ""), is_item=False,
    )  # fmt: skip


def _items_named(drop: Drop, names: Sequence[str], standing: Standing) -> list[Policy]:
    wanted = Q()
    for name in names:
        wanted |= Q(title__contains=words_of(name))
    found = items.visible_to(standing).filter(wanted, organ=drop.organ_id)
    found = found.exclude(public_state__in=(PublicState.TAKEN_DOWN, PublicState.WITHHELD))
    found = found.exclude(public_state=PublicState.NONE, work_state=WorkState.IDLE)
    found = found.exclude(work_state=WorkState.REFERRED).order_by("-id")
    return [
        Policy(f"item:{pk}", title, number)
        for pk, title, number in found.values_list("pk", "title", "doc_number")[:_MOST]
    ]
