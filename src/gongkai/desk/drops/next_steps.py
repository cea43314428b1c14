"""What comes after an item was made of a document: the pages that exist for it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from gongkai.disclosure.models import Item, Outlet, WorkState

#: Label and address name, in the order of the work; an address that is not there is left out.
_ALWAYS = (("打印公开审查表", ("paper_form", "item_record")),)
_ELSEWHERE = (("取复制包，登到别的平台", ("item_copy_package",)),)


@dataclass(frozen=True)
class NextStep:
    """A way on."""

    label: str
    url: str
    is_main: bool = False


def next_steps(item: Item) -> list[NextStep]:
    """The ways on from the item: submit or look, print for signing, copy to where it also appears."""
    first = "打开信息，提交审核" if item.work_state == WorkState.DRAFT else "打开信息"
    steps = [NextStep(first, reverse("desk:item", args=(item.pk,)), is_main=True)]
    wanted = _ALWAYS + (_ELSEWHERE if item.outlet != Outlet.HERE else ())
    for label, names in wanted:
        url = _address(names, item.pk)
        if url:
            steps.append(NextStep(label, url))
    return steps


def _address(names: tuple[str, ...], pk: int) -> str:
    for name in names:
        try:
            return reverse(f"desk:{name}", args=(pk,))
        except NoReverseMatch:
            continue
    return ""
