"""Placing what was not recognised: a page given to its sheet by the number typed, or put aside."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from gongkai.documents import FileRefused
from gongkai.documents.scans import read_typed
from gongkai.kernel.errors import ActRefused, InputRefused
from gongkai.kernel.models import Person
from gongkai.paper.acts.opening import office_page, record
from gongkai.paper.judging import forms_by_code, judge, twice_in_batch, waiting_elsewhere
from gongkai.paper.models import PageState, PaperForm, ScanPage
from gongkai.paper.scanning import cut_out
from gongkai.paper.waiting import newest_entered_scan

_OPEN = frozenset({PageState.UNKNOWN, PageState.PROBLEM})
_PLACED = frozenset({PageState.READY, PageState.DISCARDED})
_TAKEN_BACK = "已放回，请看图输入表上印的编号。"
_NOTHING_BEFORE = "这一页前面没有等着登记的表，不能作续页。请输入表上印的编号，或者选“不用处理”。"
_MOVED = "前面那张表刚刚有变动，请刷新后再办。"
_DONE = "这一页已经处理过（{state}）。"
_WRONG_CODE = "编号不对：应当是 GK- 开头的 14 位编号，末位是校验位。请照表上印的重新输入。"


def assign_page(*, actor: Person, page_id: int, code: str, now: datetime) -> ScanPage:
    """Take the page for the sheet with this number, which a mistyped character does not pass.

    Raises InputRefused with what the sheet is when it cannot be entered.
    """
    typed = read_typed(code)
    if not typed:
        raise InputRefused(_WRONG_CODE, fields={"code": _WRONG_CODE})
    with transaction.atomic():
        page = _open_page(actor, page_id)
        form = _enterable(page, typed)
    try:
        cutout = cut_out(page.upload.file, [page.number], typed, now)
    except FileRefused as refusal:
        raise InputRefused(refusal.message) from None
    with transaction.atomic():
        page = _open_page(actor, page_id)
        form = _enterable(page, typed)
        page.form, page.state, page.problem, page.cutout = form, PageState.READY, "", cutout
        page.code = typed
        page.save(update_fields=("form", "state", "problem", "cutout", "code"))
        PaperForm.objects.filter(pk=form.pk).update(scan=cutout)
        record(
            "page_assigned", actor=actor, organ=page.batch.organ, subject="scan_batch",
            subject_id=page.batch_id, now=now, detail={"page": page.pk, "code": typed},
        )  # fmt: skip
    return page


def follow_page(*, actor: Person, page_id: int, now: datetime) -> ScanPage:
    """Take the page for one more of the sheet before it: a back that was written on, a second leaf."""
    with transaction.atomic():
        page = _open_page(actor, page_id)
        first = _sheet_before(page)
        numbers = [*_numbers_of(first), page.number]
    try:
        cutout = cut_out(page.upload.file, numbers, first.code, now)
    except FileRefused as refusal:
        raise InputRefused(refusal.message) from None
    with transaction.atomic():
        page = _open_page(actor, page_id)
        first = _sheet_before(page)
        if [*_numbers_of(first), page.number] != numbers or first.form is None:
            raise ActRefused(_MOVED)
        page.form, page.state, page.problem = first.form, PageState.FOLLOWS, ""
        page.save(update_fields=("form", "state", "problem"))
        PaperForm.objects.filter(pk=first.form.pk).update(scan=cutout)
        ScanPage.objects.filter(pk=first.pk).update(cutout=cutout)
        record("page_follows", **_about(page, actor, now))
    return page


def discard_page(*, actor: Person, page_id: int, now: datetime) -> ScanPage:
    """Put the page aside: it is not entered. The scan itself is kept, and the page can be taken back."""
    with transaction.atomic():
        page = _page_in(actor, page_id, _OPEN | {PageState.READY})
        _leave_sheet(page, PageState.DISCARDED, "")
        record("page_discarded", **_about(page, actor, now))
    return page


def take_back_page(*, actor: Person, page_id: int, now: datetime) -> ScanPage:
    """Undo placing or putting aside: the page waits for its number again."""
    with transaction.atomic():
        page = _page_in(actor, page_id, _PLACED)
        _leave_sheet(page, PageState.UNKNOWN, _TAKEN_BACK)
        record("page_taken_back", **_about(page, actor, now))
    return page


def _leave_sheet(page: ScanPage, state: PageState, problem: str) -> None:
    """The page and those that follow it stand for no sheet any more; its scan is the one entered before."""
    form = page.form if page.state == PageState.READY else None
    pages = [page, *(_followers(page) if form is not None else ())]
    for one in pages:
        # Which sheet it was taken for stays known: should the item be taken down, its pictures go too.
        one.state, one.problem = state, problem or one.problem
        one.save(update_fields=("state", "problem"))
    if form is not None:
        PaperForm.objects.filter(pk=form.pk).update(scan=newest_entered_scan(form))


def _followers(page: ScanPage) -> list[ScanPage]:
    after = ScanPage.objects.filter(upload=page.upload_id, number__gt=page.number, form=page.form_id)
    return list(after.filter(state=PageState.FOLLOWS))


def _numbers_of(first: ScanPage) -> list[int]:
    return [first.number, *(one.number for one in _followers(first))]


def _sheet_before(page: ScanPage) -> ScanPage:
    """The first page of the sheet that waits to be entered and lies before the page; raises ActRefused."""
    before = ScanPage.objects.filter(upload=page.upload_id, number__lt=page.number).order_by("-number")
    first = before.exclude(state__in=(PageState.FOLLOWS, PageState.DISCARDED)).select_related("form").first()
    if first is None or first.form is None or first.state != PageState.READY:
        raise ActRefused(_NOTHING_BEFORE)
    return first


def _about(page: ScanPage, actor: Person, now: datetime) -> dict[str, Any]:
    return {
        "actor": actor, "organ": page.batch.organ, "subject": "scan_batch", "subject_id": page.batch_id,
        "now": now, "detail": {"page": page.pk},
    }  # fmt: skip


def _open_page(actor: Person, page_id: int) -> ScanPage:
    return _page_in(actor, page_id, _OPEN)


def _page_in(actor: Person, page_id: int, states: Collection[str]) -> ScanPage:
    page = office_page(actor, page_id)
    if page.state not in states:
        raise ActRefused(_DONE.format(state=page.get_state_display()))
    return page


def _enterable(page: ScanPage, code: str) -> PaperForm:
    verdict = judge([code], forms_by_code(page.batch.organ, [code], for_change=True))
    problem = verdict.problem
    if verdict.form is not None and not problem:
        waiting = ScanPage.objects.filter(form=verdict.form, batch=page.batch_id, state=PageState.READY)
        here = waiting.select_related("upload").first()
        problem = (
            twice_in_batch(here.upload.name, here.number)
            if here
            else waiting_elsewhere(verdict.form, page.batch_id)
        )
    if verdict.form is None or problem:
        raise InputRefused(problem, fields={"code": problem})
    return verdict.form
