"""What comes after an item was made of a document."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from gongkai.disclosure.models import Item, Outlet, WorkState
from gongkai.kernel.models import Role
from gongkai.kernel.rights import Standing


@dataclass(frozen=True)
class NextStep:
    """A way on."""

    label: str
    url: str
    is_main: bool = False


def next_steps(item: Item, standing: Standing) -> list[NextStep]:
    """The ways on from the item: submit or look, print for signing, copy to where it also appears."""
    is_draft = item.work_state == WorkState.DRAFT
    first = "打开信息，提交审核" if is_draft else "打开信息"
    steps = [NextStep(first, reverse("desk:item", args=(item.pk,)), is_main=True)]
    if item.work_state in (WorkState.DRAFT, WorkState.IN_REVIEW):
        label = "提交并打印公开审查表" if is_draft else "打印公开审查表"
        steps.append(NextStep(label, "{}?item={}".format(reverse("desk:paper_print"), item.pk)))
    if item.outlet != Outlet.HERE and item.organ_id in standing.organs(Role.REVIEWER):
        steps.append(NextStep("发布以后取复制包，登到别的平台", reverse("desk:postings")))
    return steps
