"""The evidence package of a case at the desk: how it stands, order it again, take it out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header

from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.desk.remedies.access import case_address, office_case
from gongkai.remedies import queries
from gongkai.requests.acts.evidence import (
    EvidenceState,
    evidence_status,
    order_evidence,
    take_evidence,
)
from gongkai.requests.models import Case

_ORDERED = "已交后台生成，稍后刷新本页。"


@staff_page
def case_evidence(request: StaffRequest, case_id: int) -> HttpResponseBase:
    """Say how the package stands; on POST give it out, or with `order` have it made again."""
    case = office_case(request, case_id)
    if request.method != "POST":
        return _page(request, case)
    if "order" in request.POST:
        order_evidence(actor=request.user, case_id=case.pk, now=timezone.now())
        messages.success(request, _ORDERED)
        return redirect("desk:case_evidence", case_id=case.pk)
    taken = take_evidence(actor=request.user, case_id=case.pk, now=timezone.now())
    response = StreamingHttpResponse(taken.chunks, content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(True, taken.name)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _page(request: StaffRequest, case: Case) -> HttpResponseBase:
    status = evidence_status(case)
    context = {
        "case": case, "case_url": case_address(case.pk), "evidence": status,
        "known": list(queries.of_case(request.standing, case)),
        "may_take": status.state in {EvidenceState.ON_DEMAND, EvidenceState.SEALED},
        "may_order": status.state in {EvidenceState.WAITING, EvidenceState.FAILED},
    }  # fmt: skip
    return render(request, "desk/remedies/evidence.html", context)
