"""Pages that nobody can place without looking: given to a sheet by its number, or put aside."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.desk.paging import page_by_id
from gongkai.kernel.errors import NotVisible, Refused
from gongkai.paper import queries
from gongkai.paper.acts.place_page import assign_page, discard_page


@staff_page
def paper_pages(request: StaffRequest) -> HttpResponse:
    """The pages with their pictures and what is the matter with each."""
    if not queries.offices_of(request.standing).exists():
        raise NotVisible
    page = page_by_id(queries.pages_to_sort_out(request.standing), request.GET)
    return render(request, "desk/paper/pages.html", {"page": page, "scans": page.rows})


@require_POST
@staff_page
def paper_assign(request: StaffRequest, page_id: int) -> HttpResponse:
    """Take the page for the sheet whose number was typed."""
    if not queries.pages_visible_to(request.standing).filter(pk=page_id).exists():
        raise NotVisible
    try:
        code = request.POST.get("code", "")
        page = assign_page(actor=request.user, page_id=page_id, code=code, now=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("desk:paper_pages")
    messages.success(request, "已归到这张表，请看一眼后登记。")
    return redirect("desk:paper_batch", page.batch_id)


@require_POST
@staff_page
def paper_discard(request: StaffRequest, page_id: int) -> HttpResponse:
    """Put the page aside; the scan is kept."""
    discard_page(actor=request.user, page_id=page_id, now=timezone.now())
    messages.success(request, "这一页已标为不用处理，扫描件仍然保留。")
    return redirect("desk:paper_pages")
