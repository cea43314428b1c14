"""The successor's first day: what came over, what presses today, who is who, and where things are."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.desk.context import counts_of
from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.disclosure import queries as disclosure
from gongkai.handover import queries
from gongkai.handover.acts.hand_over import mark_seen
from gongkai.kernel.models import Role
from gongkai.kernel.queries import held_grants, role_holders

_MOST_EXAMPLES = 8
#: The roles a newcomer will ask for, in the order of the way a document takes.
_WHO = (Role.HEAD, Role.REVIEWER, Role.OFFICE_HEAD, Role.SIGNER, Role.ADMIN)


@staff_page
def handovers(request: StaffRequest) -> HttpResponse:
    """What one took over, and, for who administers, every hand-over of the organ."""
    found = list(queries.handovers_visible_to(request.standing)[:100])
    mine = [row for row in found if row.successor_id == request.user.pk]
    unseen = [row for row in mine if row.seen_at is None]
    if len(unseen) == 1 and len(found) == 1:
        return redirect("desk:first_day", handover_id=unseen[0].pk)
    return render(request, "desk/handover/list.html", {"rows": found, "me": request.user.pk})


@staff_page
def first_day(request: StaffRequest, handover_id: int) -> HttpResponse:
    """Everything on one page."""
    found = queries.visible_handover(request.standing, handover_id)
    grants = list(held_grants(found.successor, found.organ))
    departments = [grant.department_id for grant in grants if grant.department_id is not None]
    holders = role_holders(found.organ, _WHO, departments)
    columns = disclosure.columns_visible_to(request.standing).filter(organ=found.organ, is_active=True)
    examples = (
        disclosure.visible_to(request.standing)
        .filter(organ=found.organ, public_state="live")
        .select_related("column")
        .order_by("-published_at", "-pk")
    )
    context = {
        "handover": found,
        "is_mine": found.successor_id == request.user.pk,
        "moved": [row for row in found.moved if row["count"]],
        "counts": [count for count in counts_of(request) if count.key != "handover.unseen"],
        "who": [(role.label, holders.get(role, [])) for role in _WHO],
        "grants": grants,
        "may_take_folders": found.organ_id in request.standing.organs(*queries.FOLDER_ROLES),
        "columns": list(columns.order_by("position", "pk")),
        "examples": list(examples[:_MOST_EXAMPLES]),
    }
    return render(request, "desk/handover/first_day.html", context)


@require_POST
@staff_page
def first_day_seen(request: StaffRequest, handover_id: int) -> HttpResponse:
    """The successor has been through it."""
    mark_seen(actor=request.user, handover_id=handover_id, now=timezone.now())
    messages.success(request, "好的，首页不再提示。以后在“交接与归档”里还能看到这一页。")
    return redirect("desk:home")
