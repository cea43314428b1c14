"""The drops one may see, newest first, with what still waits in each."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.desk.paging import page_by_id
from gongkai.drops import queries
from gongkai.drops.rules import may_drop
from gongkai.kernel.errors import NotVisible


@require_GET
@staff_page
def drops(request: StaffRequest) -> HttpResponse:
    """Drops of one's departments or organ; the way to a new one."""
    if not may_drop(request.standing):
        raise NotVisible
    page = page_by_id(queries.with_counts(queries.visible_to(request.standing)), request.GET)
    context = {"page": page, "several_organs": len({drop.organ_id for drop in page.rows}) > 1}
    return render(request, "desk/drops/list.html", context)
