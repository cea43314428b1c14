"""Pages that nobody can place without looking: given to a sheet by its number, or put aside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.desk.ids import read_id
from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.desk.paging import page_by_id
from gongkai.kernel.errors import NotVisible, Refused
from gongkai.paper import queries
from gongkai.paper.acts.place_page import assign_page, discard_page, follow_page, take_back_page
from gongkai.paper.models import ScanPage

_AT_ONCE = 20
_ASSIGNED = "已归到《{title}》的表，处理完这里的页再去登记。"
_FOLLOWS = "已作前一张表的续页。"
_ASIDE = "这一页已标为不用处理，扫描件仍然保留。"
_TAKEN_BACK = "这一页已放回，请看图输入表上印的编号。"


@dataclass(frozen=True)
class Refusal:
    """What was typed for a page and why it was not taken."""

    page_id: int
    typed: str
    message: str


@staff_page
def paper_pages(request: StaffRequest) -> HttpResponse:
    """The pages with their pictures and what is the matter with each."""
    return _listed(request)


@require_POST
@staff_page
def paper_assign(request: StaffRequest, page_id: int) -> HttpResponse:
    """Take the page for the sheet whose number was typed; a refusal keeps what was typed."""
    typed = request.POST.get("code", "")
    return _done(
        request, page_id, typed,
        lambda: assign_page(actor=request.user, page_id=page_id, code=typed, now=timezone.now()),
        _ASSIGNED,
    )  # fmt: skip


@require_POST
@staff_page
def paper_follow(request: StaffRequest, page_id: int) -> HttpResponse:
    """Take the page for one more of the sheet before it."""
    return _done(
        request, page_id, "",
        lambda: follow_page(actor=request.user, page_id=page_id, now=timezone.now()), _FOLLOWS,
    )  # fmt: skip


@require_POST
@staff_page
def paper_discard(request: StaffRequest, page_id: int) -> HttpResponse:
    """Put the page aside; the scan is kept."""
    return _done(
        request, page_id, "",
        lambda: discard_page(actor=request.user, page_id=page_id, now=timezone.now()), _ASIDE,
    )  # fmt: skip


@require_POST
@staff_page
def paper_take_back(request: StaffRequest, page_id: int) -> HttpResponse:
    """Undo placing a page or putting it aside."""
    page = take_back_page(actor=request.user, page_id=page_id, now=timezone.now())
    messages.success(request, _TAKEN_BACK)
    return redirect(_sorting(page))


def _done(
    request: StaffRequest, page_id: int, typed: str, act: Callable[[], ScanPage], said: str
) -> HttpResponse:
    """Carry the act out and go on to the next page of the batch, or to entering when none is left."""
    visible = queries.pages_visible_to(request.standing)
    if not visible.filter(pk=page_id).exists():
        raise NotVisible
    try:
        page = act()
    except Refused as refusal:
        return _listed(request, Refusal(page_id, typed, refusal.message))
    title = page.form.item.title if page.form is not None else ""
    messages.success(request, said.format(title=title))
    more = queries.pages_to_sort_out(request.standing).filter(batch=page.batch_id).exists()
    return redirect(_sorting(page)) if more else redirect("desk:paper_batch", page.batch_id)


def _listed(request: StaffRequest, refusal: Refusal | None = None) -> HttpResponse:
    """The pages of one batch or of all, as they lie in the stack."""
    if not queries.offices_of(request.standing).exists():
        raise NotVisible
    pages = queries.pages_to_sort_out(request.standing)
    batch = read_id(request.GET.get("batch"))
    if refusal is not None:
        batch = pages.filter(pk=refusal.page_id).values_list("batch", flat=True).first()
        if batch is None:
            messages.error(request, refusal.message)
    if batch is not None:
        pages = pages.filter(batch=batch)
    page = page_by_id(pages, request.GET, size=_AT_ONCE)
    rows = sorted(page.rows, key=lambda one: (-one.batch_id, one.upload_id, one.number))
    context = {"page": page, "scans": rows, "batch": batch, "refusal": refusal}
    return render(request, "desk/paper/pages.html", context)


def _sorting(page: ScanPage) -> str:
    return "{address}?batch={batch}".format(address=reverse("desk:paper_pages"), batch=page.batch_id)
