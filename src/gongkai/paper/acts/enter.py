"""Entering what a signed sheet says: the signatures pass their steps, or the no gives the item back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.disclosure.acts.expedite import settle_expedited
from gongkai.disclosure.acts.return_ import return_
from gongkai.disclosure.acts.review_on_paper import Signature, remaining_steps, review_on_paper
from gongkai.disclosure.models import Item, WorkState
from gongkai.disclosure.rules import STEP_LABELS, Step
from gongkai.kernel.errors import ActRefused, InputRefused
from gongkai.kernel.models import Person
from gongkai.paper.acts.opening import office_form, record
from gongkai.paper.judging import why_not_now
from gongkai.paper.models import FormState, PageState, PaperForm, ScanPage
from gongkai.paper.signers import SignerBook

_NO_SCAN = "还没有收到这张表的扫描件。请先把签好的表扫描送来，再登记。"
_OTHER_STEP = "这张表上没有“{step}”这一栏，请按表上印的各步登记。"
_REASON = "请写明签字人不同意的理由，起草人才知道怎么改。"
_SIGNER = "请选择是谁不同意。"
_WRONG_DAY = "签字日期须在{first}到今天之间。"
_SEEN = (PageState.READY, PageState.ENTERED)
_NOT_HERE = "急件已经发布，不能在这里退回。签字人不同意的，请办理撤回或者更正。"


def enter_signatures(
    *, actor: Person, form_id: int, signatures: Sequence[Signature], now: datetime
) -> PaperForm:
    """Enter the signatures on a sheet that came back: the same as reviewing on the screen, or nothing.

    A sheet on which steps are still unsigned stays out and is scanned again when it is complete.
    """
    with transaction.atomic():
        form = _scanned_form(actor, form_id)
        if form.expedited_id is not None:
            raise ActRefused(_NOT_HERE)
        assert form.scan is not None  # noqa: S101  # looked at when the form was opened
        for signature in signatures:
            if signature.step not in form.steps:
                message = _OTHER_STEP.format(step=STEP_LABELS[Step(signature.step)])
                raise InputRefused(message, fields={"signatures": message})
        item = review_on_paper(
            actor=actor, item_id=form.item_id, signatures=signatures, digest=form.digest, paper=form.scan,
            now=now,
        )  # fmt: skip
        _close(form, FormState.OUT if _still_waits(item, form) else FormState.RETURNED, now)
        record(
            "signatures_entered", actor=actor, organ=form.organ, subject="paper_form", subject_id=form.pk,
            now=now, detail={"item": form.item_id, "code": form.code, "signatures": len(signatures)},
        )  # fmt: skip
    return form


def enter_settlement(
    *, actor: Person, form_id: int, signed_on: date, now: datetime, note: str = ""
) -> PaperForm:
    """The signed sheet makes good what went out in haste; `signed_on` is a local date."""
    with transaction.atomic():
        form = _scanned_form(actor, form_id)
        if form.expedited is None:
            raise ActRefused(_OTHER_STEP.format(step="补办手续"))
        _require_day(signed_on, form.expedited.at, now)
        settle_expedited(
            actor=actor, expedited_id=form.expedited.pk, paper=form.scan, note=note, signed_on=signed_on,
            now=now,
        )  # fmt: skip
        _close(form, FormState.RETURNED, now)
        record(
            "settlement_entered", actor=actor, organ=form.organ, subject="paper_form", subject_id=form.pk,
            now=now, detail={"item": form.item_id, "code": form.code},
        )  # fmt: skip
    return form


def enter_refusal(
    *, actor: Person, form_id: int, signer_id: int, signed_on: date, reason: str, now: datetime
) -> PaperForm:
    """The sheet says no: the item goes back with the signer's reason, the sheet is kept with the record.

    Signatures before the no may have been entered from the same scan. `signed_on` is a local date.
    """
    with transaction.atomic():
        form = _scanned_form(actor, form_id, _SEEN)
        if form.expedited_id is not None:
            raise ActRefused(_NOT_HERE)
        if not reason.strip():
            raise InputRefused(_REASON, fields={"reason": _REASON})
        signer = Person.objects.filter(pk=signer_id, pk__in=_may_sign(form)).first()
        if signer is None:
            raise InputRefused(_SIGNER, fields={"signer_id": _SIGNER})
        _require_day(signed_on, form.item.submitted_at or now, now)
        return_(
            actor=actor, item_id=form.item_id, reason=reason, paper=form.scan, signer=signer,
            signed_on=signed_on, now=now,
        )  # fmt: skip
        _close(form, FormState.REFUSED, now, reason=reason.strip()[:500])
        record(
            "refusal_entered", actor=actor, organ=form.organ, subject="paper_form", subject_id=form.pk,
            now=now, detail={"item": form.item_id, "code": form.code, "reviewer": signer.pk},
        )  # fmt: skip
    return form


def _scanned_form(
    actor: Person, form_id: int, states: Collection[PageState] = (PageState.READY,)
) -> PaperForm:
    form = office_form(actor, form_id)
    problem = why_not_now(form)
    if problem:
        raise ActRefused(problem)
    if form.scan is None or not ScanPage.objects.filter(form=form, state__in=states).exists():
        raise ActRefused(_NO_SCAN)
    return form


def _require_day(day: date, first: datetime, now: datetime) -> None:
    if not localdate(first) <= day <= localdate(now):
        message = _WRONG_DAY.format(first=localdate(first).isoformat())
        raise InputRefused(message, fields={"signed_on": message})


def _still_waits(item: Item, form: PaperForm) -> bool:
    item.refresh_from_db(fields=("work_state", "review_step"))
    return item.work_state == WorkState.IN_REVIEW and any(
        step in form.steps for step in remaining_steps(item)
    )


def _may_sign(form: PaperForm) -> set[int]:
    book = SignerBook(form.organ)
    return {one.person_id for proposal in book.proposals(form) for one in proposal.candidates}


def _close(form: PaperForm, state: FormState, now: datetime, *, reason: str = "") -> None:
    form.state, form.closed_reason = state, reason
    form.closed_at = None if state == FormState.OUT else now
    form.save(update_fields=("state", "closed_at", "closed_reason"))
    ScanPage.objects.filter(form=form, state=PageState.READY).update(state=PageState.ENTERED)
