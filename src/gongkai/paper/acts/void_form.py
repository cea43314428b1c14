"""Voiding a sheet that was lost, spoilt or printed by mistake."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.kernel.errors import ActRefused, InputRefused
from gongkai.kernel.models import Person
from gongkai.paper.acts.opening import office_form, record
from gongkai.paper.models import FormState, PaperForm
from gongkai.paper.waiting import no_longer_wait

_WHY = "请写明作废的理由，收到旧表的人才知道怎么回事。"
_VOIDED = "扫描送回之后这张表作废了：{reason}。请选“不用处理”。"
_NOT_OUT = "这张表是“{state}”，不能作废。"


def void_form(*, actor: Person, form_id: int, reason: str, now: datetime) -> PaperForm:
    """A sheet that is out counts no more: a scan of it is refused with this reason."""
    with transaction.atomic():
        form = office_form(actor, form_id)
        if form.state != FormState.OUT:
            raise ActRefused(_NOT_OUT.format(state=form.get_state_display()))
        if not reason.strip():
            raise InputRefused(_WHY, fields={"reason": _WHY})
        form.state, form.closed_at, form.closed_reason = FormState.VOID, now, reason.strip()[:500]
        form.save(update_fields=("state", "closed_at", "closed_reason"))
        no_longer_wait([form], _VOIDED.format(reason=form.closed_reason.rstrip("。")))
        record(
            "form_voided", actor=actor, organ=form.organ, subject="paper_form", subject_id=form.pk, now=now,
            detail={"item": form.item_id, "code": form.code},
        )  # fmt: skip
    return form
