"""Submitting or publishing what was ticked: what can be done is done, what could not says why."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.desk.ids import read_ids
from gongkai.desk.items.list_page import BULK_ACTS
from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.disclosure.acts.bulk import in_bulk
from gongkai.disclosure.acts.publish import publish
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.queries import visible_to, works_on

MOST_AT_ONCE = 200
_ACTS: dict[str, Callable[..., object]] = {"submit": submit, "publish": publish}


@require_POST
@staff_page
def item_bulk(request: StaffRequest) -> HttpResponse:
    """Run the act on each ticked item in its own transaction and show the outcome line by line."""
    name = next((act for act in BULK_ACTS if act in request.POST), "")
    back = _back(request)
    ids = read_ids(request.POST.getlist("item"))
    if not name or not ids:
        messages.warning(request, "请先勾选信息，再按要办的事。")
        return redirect(back)
    now, act = timezone.now(), _ACTS[name]
    result = in_bulk(ids[:MOST_AT_ONCE], lambda item_id: act(actor=request.user, item_id=item_id, now=now))
    mine = visible_to(request.standing).filter(works_on(request.standing), pk__in=ids[:MOST_AT_ONCE])
    titles = dict(mine.values_list("pk", "title"))
    context = {
        "act": BULK_ACTS[name], "back": back, "left_out": max(0, len(ids) - MOST_AT_ONCE),
        "most": MOST_AT_ONCE,
        "done": [(item_id, titles.get(item_id, str(item_id))) for item_id in result.done],
        "refused": [
            (item_id, titles.get(item_id, f"编号 {item_id}"), reason) for item_id, reason in result.refused
        ],
    }  # fmt: skip
    return render(request, "desk/items/bulk_result.html", context)


def _back(request: StaffRequest) -> str:
    query = request.POST.get("query", "")
    return f"/desk/items/?{query}" if query else "/desk/items/"
