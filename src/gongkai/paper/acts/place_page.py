"""Placing what was not recognised: a page given to its sheet by the number typed, or put aside."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.documents import FileRefused
from gongkai.documents.scans import read_typed
from gongkai.kernel.errors import ActRefused, InputRefused
from gongkai.kernel.models import Person
from gongkai.paper.acts.opening import office_page, record
from gongkai.paper.judging import forms_by_code, judge, twice_in_batch, waiting_elsewhere
from gongkai.paper.models import PageState, PaperForm, ScanPage
from gongkai.paper.scanning import cut_out

_OPEN = frozenset({PageState.UNKNOWN, PageState.PROBLEM})
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
        page.save(update_fields=("form", "state", "problem", "cutout"))
        PaperForm.objects.filter(pk=form.pk).update(scan=cutout)
        record(
            "page_assigned", actor=actor, organ=page.batch.organ, subject="scan_batch",
            subject_id=page.batch_id, now=now, detail={"page": page.pk, "code": typed},
        )  # fmt: skip
    return page


def discard_page(*, actor: Person, page_id: int, now: datetime) -> ScanPage:
    """Put the page aside: it belongs to no sheet that waits. The scan itself is kept."""
    with transaction.atomic():
        page = _open_page(actor, page_id)
        page.state = PageState.DISCARDED
        page.save(update_fields=("state",))
        record(
            "page_discarded", actor=actor, organ=page.batch.organ, subject="scan_batch",
            subject_id=page.batch_id, now=now, detail={"page": page.pk},
        )  # fmt: skip
    return page


def _open_page(actor: Person, page_id: int) -> ScanPage:
    page = office_page(actor, page_id)
    if page.state not in _OPEN:
        raise ActRefused(_DONE.format(state=page.get_state_display()))
    return page


def _enterable(page: ScanPage, code: str) -> PaperForm:
    verdict = judge([code], forms_by_code(page.batch.organ, [code]))
    problem = verdict.problem
    if verdict.form is not None and not problem:
        waiting = ScanPage.objects.filter(form=verdict.form, batch=page.batch_id, state=PageState.READY)
        here = waiting.first()
        problem = twice_in_batch(here.number) if here else waiting_elsewhere(verdict.form, page.batch_id)
    if verdict.form is None or problem:
        raise InputRefused(problem, fields={"code": problem})
    return verdict.form
