"""What other organs passed on: read by the office, and noted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.kernel import private
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import Role
from gongkai.requests.acts.advising import CONTEXT, take_note
from gongkai.requests.models import PassedAdvice
from gongkai.requests.queries import advice_for

MOST_ROWS = 200
_GONE = "内容已按原件的保管期限销毁。"


@dataclass(frozen=True)
class AdviceRow:
    """One word from another organ."""

    pk: int
    from_organ: str
    to_organ: str
    number: str
    text: str
    passed_at: datetime
    seen_by: str


@staff_page
def advice_list(request: StaffRequest) -> HttpResponse:
    """What was passed on to the person's organs, unread first."""
    if not request.standing.organs(Role.REVIEWER, Role.OFFICE_HEAD):
        raise NotVisible
    rows = [_row(one) for one in advice_for(request.standing)[:MOST_ROWS]]
    return render(request, "desk/cases/advice.html", {"rows": rows})


@require_POST
@staff_page
def advice_noted(request: StaffRequest, advice_id: int) -> HttpResponse:
    """Note that it was read."""
    take_note(actor=request.user, advice_id=advice_id, now=timezone.now())
    messages.success(request, "已阅知。")
    return redirect("desk:advice")


def _row(advice: PassedAdvice) -> AdviceRow:
    case = advice.case
    text = _GONE
    if case.key.destroyed_at is None:
        text = private.unseal_text(case.key, advice.sealed_text, context=CONTEXT)
    return AdviceRow(
        advice.pk, case.organ.name, advice.to_organ.short_name, case.number, text, advice.passed_at,
        advice.seen_by.name if advice.seen_by else "",
    )  # fmt: skip
