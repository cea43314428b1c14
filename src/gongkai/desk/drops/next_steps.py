"""What comes after an item was made of a document."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from gongkai.disclosure.models import Item, Outlet, PublicState, Relation, WorkState
from gongkai.drops.models import DropDocument
from gongkai.kernel.models import Role
from gongkai.kernel.rights import Standing
from gongkai.places.queries import postings_visible_to


@dataclass(frozen=True)
class NextStep:
    """A way on."""

    label: str
    url: str
    is_main: bool = False


def next_steps(item: Item, standing: Standing, *, is_alone: bool = False) -> list[NextStep]:
    """The ways on from the item: submit or look, print for signing, copy to where it also appears.

    For an item shown alone each place has its own link, at the cost of a query.
    """
    is_draft = item.work_state == WorkState.DRAFT
    first = "打开信息，提交审核" if is_draft else "打开信息"
    steps = [NextStep(first, reverse("desk:item", args=(item.pk,)), is_main=True)]
    if item.work_state in (WorkState.DRAFT, WorkState.IN_REVIEW):
        label = "提交并打印公开审查表" if is_draft else "打印公开审查表"
        steps.append(NextStep(label, "{}?item={}".format(reverse("desk:paper_print"), item.pk)))
    if item.outlet != Outlet.HERE and item.organ_id in standing.organs(Role.REVIEWER):
        steps += _copies(item, standing, is_alone=is_alone)
    return steps


def unlinked_step(document: DropDocument) -> NextStep | None:
    """To the page where an interpretation confirmed before its policy is linked, where that is still open."""
    waiting = DropDocument.objects.filter(interprets=document).exclude(item=None)
    linked = Relation.objects.filter(policy=document.item_id).values("interpretation_id")
    if not waiting.exclude(item__in=linked).exists():
        return None
    return NextStep("还没有关联的解读", reverse("desk:item_links", args=(document.item_id,)))


def _copies(item: Item, standing: Standing, *, is_alone: bool) -> list[NextStep]:
    """To the item's copy package for each place it goes to; before it is public, to the list they come in."""
    is_live = item.public_state == PublicState.LIVE
    if is_live and is_alone:
        postings = postings_visible_to(standing).filter(item=item).order_by("id")
        return [
            NextStep(f"复制到{one.place.name}", reverse("desk:posting", args=(one.pk,))) for one in postings
        ]
    label = "取复制包，登到别的平台" if is_live else "发布以后取复制包，登到别的平台"
    return [NextStep(label, reverse("desk:postings"))]
