"""A policy document and its interpretations: shown, picked by search, linked and unlinked."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.desk.ids import read_id
from gongkai.desk.items.access import seen_item, work_item
from gongkai.desk.items.rows import HEAVY, row_of, rows_of
from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.disclosure import queries
from gongkai.disclosure.acts.link import link_interpretation, unlink_interpretation
from gongkai.disclosure.models import Item, PublicState, Relation, WorkState
from gongkai.disclosure.rules import Act, Status, why_not
from gongkai.kernel.calendars import current_calendar
from gongkai.kernel.errors import ActRefused
from gongkai.kernel.rights import Standing

MOST_FOUND = 20


@dataclass(frozen=True)
class Related:
    """A linked item and which of the two it is."""

    pk: int
    title: str
    status: Status
    role: str
    is_policy: bool


def relations_of(item: Item, standing: Standing) -> list[Related]:
    """Linked items the person may see, policies first."""
    pairs = Relation.objects.filter(Q(policy=item) | Q(interpretation=item)).values_list(
        "policy_id", "interpretation_id"
    )
    is_policy = {
        (policy if policy != item.pk else interpretation): policy != item.pk
        for policy, interpretation in pairs
    }
    found = queries.visible_to(standing).filter(pk__in=is_policy)
    found = found.select_related("organ", "department", "column", "live_edition").defer(*HEAVY)
    calendar, today = current_calendar(), timezone.localdate()
    rows = rows_of(found, standing, today=today, calendar=calendar)
    related = [
        Related(
            row.pk, row.title, row.status, "政策文件" if is_policy[row.pk] else "政策解读", is_policy[row.pk]
        )
        for row in rows
    ]
    return sorted(related, key=lambda one: (not one.is_policy, one.pk))


@staff_page
def item_links(request: StaffRequest, item_id: int) -> HttpResponse:
    """Search for the other half and link it; or undo a link."""
    item = work_item(request, item_id)
    reason = why_not(Act.LINK, item, request.standing)
    if reason:
        raise ActRefused(reason + "。")
    if request.method == "POST":
        return _change(request, item)
    words = request.GET.get("q", "").replace("\0", "").strip()
    related = relations_of(item, request.standing)
    context = {
        "item": item, "words": words, "relations": related, "searched": bool(words),
        "found": _found(request, item, words, {one.pk for one in related}) if words else [],
    }  # fmt: skip
    return render(request, "desk/items/links.html", context)


def _found(request: StaffRequest, item: Item, words: str, linked: set[int]) -> list[object]:
    items = queries.visible_to(request.standing).filter(organ=item.organ_id)
    items = items.exclude(pk__in={*linked, item.pk}).exclude(
        public_state__in=(PublicState.TAKEN_DOWN, PublicState.WITHHELD)
    )
    items = items.exclude(public_state=PublicState.NONE, work_state=WorkState.IDLE)
    items = queries.found_at_desk(items, words, request.standing).order_by("-pk")
    items = items.select_related("organ", "department", "column", "live_edition").defer(*HEAVY)
    calendar, today = current_calendar(), timezone.localdate()
    return [row_of(one, request.standing, today=today, calendar=calendar) for one in items[:MOST_FOUND]]


def _change(request: StaffRequest, item: Item) -> HttpResponse:
    for name, act, as_policy, words in (
        ("link_policy", link_interpretation, True, "已关联。"),
        ("link_interpretation", link_interpretation, False, "已关联。"),
        ("unlink_policy", unlink_interpretation, True, "已取消关联。"),
        ("unlink_interpretation", unlink_interpretation, False, "已取消关联。"),
    ):
        other_id = read_id(request.POST.get(name))
        if other_id is not None:
            other = seen_item(request, other_id)
            policy, interpretation = (other, item) if as_policy else (item, other)
            act(
                actor=request.user, policy_id=policy.pk, interpretation_id=interpretation.pk,
                now=timezone.now(),
            )  # fmt: skip
            messages.success(request, words)
            break
    return redirect("desk:item", item.pk)
