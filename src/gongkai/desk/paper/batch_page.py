"""The entering page: every sheet of a batch with its picture, and one button for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date

from gongkai.desk.ids import read_id
from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.disclosure.acts.review_on_paper import Signature
from gongkai.kernel.errors import InputRefused, NotVisible, Refused
from gongkai.paper import queries
from gongkai.paper.acts.enter import enter_settlement, enter_signatures
from gongkai.paper.models import BatchState, PageState, ScanBatch, ScanPage
from gongkai.paper.signers import SignerBook, StepProposal, proposed_day

_NOT_CHOSEN = "没有登记：请勾选看过的表。"
_WRONG_DAY = "签字日期请写成 2026-03-02 的样子。"


@dataclass(frozen=True)
class SheetRow:
    """A sheet to enter: its page, the steps with who may have signed, the day proposed."""

    page: ScanPage
    proposals: tuple[StepProposal, ...]
    day: date


@staff_page
def paper_batch(request: StaffRequest, scan_batch_id: int) -> HttpResponse:
    """Look at the sheets and enter what is ticked; each counts by itself."""
    batch = queries.batches_visible_to(request.standing).filter(pk=scan_batch_id).first()
    if batch is None:
        raise NotVisible
    rows = _rows(request, batch)
    if request.method == "POST":
        return _enter(request, batch, rows)
    pages = queries.pages_visible_to(request.standing).filter(batch=batch)
    context = {
        "batch": batch, "rows": rows, "is_read": batch.state == BatchState.READ,
        "trouble": pages.filter(state__in=(PageState.UNKNOWN, PageState.PROBLEM)),
        "entered": pages.filter(state=PageState.ENTERED),
        "broken": batch.files.exclude(problem=""),
    }  # fmt: skip
    return render(request, "desk/paper/batch.html", context)


def _rows(request: StaffRequest, batch: ScanBatch) -> list[SheetRow]:
    book = SignerBook(batch.organ)
    rows = []
    for page in queries.pages_to_enter(request.standing).filter(batch=batch):
        if page.form is not None:
            settles = page.form.expedited_id is not None
            proposals = () if settles else book.proposals(page.form)
            rows.append(SheetRow(page, proposals, proposed_day(page.form.item, batch.at)))
    return rows


def _enter(request: StaffRequest, batch: ScanBatch, rows: list[SheetRow]) -> HttpResponse:
    chosen = set(request.POST.getlist("sheet"))
    entered = 0
    for row in rows:
        if row.page.form is None or str(row.page.form_id) not in chosen:
            continue
        try:
            _enter_one(request, row)
            entered += 1
        except Refused as refusal:
            messages.error(request, f"《{row.page.form.item.title}》没有登记：{refusal.message}")
    if entered:
        messages.success(request, f"已登记 {entered} 张。")
    elif not chosen:
        messages.error(request, _NOT_CHOSEN)
    return redirect("desk:paper_batch", batch.pk)


def _enter_one(request: StaffRequest, row: SheetRow) -> None:
    form, now = row.page.form, timezone.now()
    assert form is not None  # noqa: S101  # looked at by the caller
    if form.expedited_id is not None:
        enter_settlement(actor=request.user, form_id=form.pk, signed_on=row.day, now=now)
        return
    signatures = []
    for proposal in row.proposals:
        signer = read_id(request.POST.get(f"signer-{form.pk}-{proposal.step}"))
        if signer is None:
            continue
        day = _day(request.POST.get(f"day-{form.pk}-{proposal.step}", ""))
        note = request.POST.get(f"note-{form.pk}-{proposal.step}", "")
        signatures.append(Signature(proposal.step, signer, day, note.strip()[:500]))
    enter_signatures(actor=request.user, form_id=form.pk, signatures=signatures, now=now)


def _day(text: str) -> date:
    try:
        found = parse_date(text)
    except ValueError:
        found = None
    if found is None:
        raise InputRefused(_WRONG_DAY)
    return found
