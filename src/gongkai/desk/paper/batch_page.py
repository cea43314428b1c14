"""The entering page: every sheet of a batch with its picture, and one button for all of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.desk.paper.batch_rows import AT_ONCE, SheetRow, Typed, day_in, rows_of, signatures_in
from gongkai.kernel.errors import NotVisible, Refused
from gongkai.paper import queries
from gongkai.paper.acts.enter import enter_settlement, enter_signatures
from gongkai.paper.models import BatchState, PageState, ScanBatch

_NOT_CHOSEN = "没有登记：请勾选看过的表。"
_ENTERED = "已登记 {count} 张。"
_REFUSED = "有 {count} 张没有登记，原因写在各张下面，填写的内容都还在。"
_GONE = "勾选的表已经登记过，或者已经不在这一批里。"


@staff_page
def paper_batch(request: StaffRequest, scan_batch_id: int) -> HttpResponse:
    """Look at the sheets and enter what is ticked; each counts by itself."""
    batch = queries.batches_visible_to(request.standing).filter(pk=scan_batch_id).first()
    if batch is None:
        raise NotVisible
    if request.method != "POST":
        return _page(request, batch, rows_of(request.standing, batch))
    entered, errors, any_chosen = _enter(request, batch)
    if entered:
        messages.success(request, _ENTERED.format(count=entered))
    if errors:
        messages.error(request, _REFUSED.format(count=len(errors)))
    elif not entered:
        messages.error(request, _GONE if any_chosen else _NOT_CHOSEN)
    else:
        return redirect("desk:paper_batch", batch.pk)
    return _page(request, batch, rows_of(request.standing, batch, Typed(request.POST, errors)))


def _page(request: StaffRequest, batch: ScanBatch, rows: list[SheetRow]) -> HttpResponse:
    pages = queries.pages_visible_to(request.standing).filter(batch=batch).order_by("upload", "number")
    waiting = pages.filter(state=PageState.READY).count() if len(rows) == AT_ONCE else len(rows)
    context = {
        "batch": batch, "rows": rows, "is_read": batch.state == BatchState.READ,
        "left": waiting - len(rows),
        "trouble": pages.filter(state__in=(PageState.UNKNOWN, PageState.PROBLEM)),
        "entered": pages.filter(state=PageState.ENTERED),
        "aside": pages.filter(state=PageState.DISCARDED),
        "broken": batch.files.exclude(problem=""),
    }  # fmt: skip
    return render(request, "desk/paper/batch.html", context)


def _enter(request: StaffRequest, batch: ScanBatch) -> tuple[int, dict[int, str], bool]:
    """How many were entered, the refusals by sheet, and whether any was ticked."""
    everything = "all" in request.POST
    chosen = set(request.POST.getlist("sheet"))
    entered, errors = 0, {}
    for row in rows_of(request.standing, batch):
        if not everything and str(row.sheet.pk) not in chosen:
            continue
        try:
            _enter_one(request, row)
            entered += 1
        except Refused as refusal:
            errors[row.sheet.pk] = refusal.message
    return entered, errors, everything or bool(chosen)


def _enter_one(request: StaffRequest, row: SheetRow) -> None:
    now, sheet = timezone.now(), row.sheet
    if sheet.expedited_id is not None:
        signed_on = day_in(request.POST, f"day-{sheet.pk}")
        enter_settlement(actor=request.user, form_id=sheet.pk, signed_on=signed_on, now=now)
        return
    signatures = signatures_in(request.POST, row)
    enter_signatures(actor=request.user, form_id=sheet.pk, signatures=signatures, now=now)
