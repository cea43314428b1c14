"""The receipt to print: number, query code shown once, the day of receipt and until when it is answered."""

from __future__ import annotations

import base64
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.desk.request_office.access import office_case
from gongkai.documents.letters import qr_png
from gongkai.requests.acts.intake import code_of
from gongkai.requests.acts.recoding import reissue_code
from gongkai.requests.clockwork import RECEIVED, standing_events
from gongkai.requests.models import Case, CaseStage, IntakeChannel
from gongkai.requests.notices import spoken
from gongkai.requests.personal import applicant_of
from gongkai.requests.rules import why_not

#: Where the applicant follows a request on the portal.
TRACKING_PATH = "/requests/track/"
_FRESH = "fresh_receipts"
_MOST_FRESH = 20
_RULES = {
    IntakeChannel.COUNTER: "当面提交的，以提交之日为收到申请之日",
    IntakeChannel.SIGNED_POST: "以需签收的方式邮寄的，以签收之日为收到申请之日",
    IntakeChannel.POST: "以平常信函邮寄的，以与申请人确认之日为收到申请之日",
    IntakeChannel.ONLINE: "通过互联网提交的，以双方确认之日为收到申请之日",
    IntakeChannel.FAX: "通过传真提交的，以双方确认之日为收到申请之日",
}
_DUE = "自{day0}的次日起二十个工作日内答复，即不晚于{due}（含当日）"
_PROVISIONAL = "；所跨年度的放假安排尚未公布，日期为暂定"
_WAITS = "与申请人确认之后，自确认之日的次日起二十个工作日内答复"


def remember_fresh(request: StaffRequest, case: Case) -> None:
    """Let whoever registered the case see its query code once."""
    kept = request.session.get(_FRESH, [])
    request.session[_FRESH] = [*kept, case.pk][-_MOST_FRESH:]


@require_GET
@staff_page
def request_receipt(request: StaffRequest, case_id: int) -> HttpResponse:
    """The receipt. The first look after registering shows name and query code; later ones do not."""
    case = office_case(request, case_id)
    is_fresh = _takes_fresh(request, case)
    received = next(event for event in standing_events(case) if event.type == RECEIVED)
    code = code_of(case) if is_fresh else ""
    address = tracking_address(request, case)
    context = {
        "case": case, "code": code, "address": address,
        "name": applicant_of(case).name if is_fresh else case.applicant_masked,
        "submitted": received.on, "rule": _RULES[IntakeChannel(case.channel)],
        "due_words": _due_words(case), "waits": case.stage == CaseStage.FILED,
        "may_recode": not why_not("reissue_code", case, request.standing),
        "qr": base64.b64encode(qr_png(address)).decode(), "printed_at": timezone.now(),
    }  # fmt: skip
    response = render(request, "desk/request_office/receipt.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@staff_page
def request_recode(request: StaffRequest, case_id: int) -> HttpResponse:
    """Give the applicant another query code, and show it once on the receipt."""
    case = office_case(request, case_id)
    reissue_code(
        actor=request.user, case_id=case.pk, identity_checked="identity_checked" in request.POST,
        now=timezone.now(),
    )  # fmt: skip
    remember_fresh(request, case)
    return redirect("desk:request_receipt", case_id=case.pk)


def tracking_address(request: StaffRequest, case: Case) -> str:
    """Where the applicant follows the case; the query code is typed in there and never in an address."""
    site = settings.GONGKAI_SITE_URL.rstrip("/") or request.build_absolute_uri("/").rstrip("/")
    return f"{site}{TRACKING_PATH}?{urlencode({'number': case.number})}"


def _takes_fresh(request: StaffRequest, case: Case) -> bool:
    kept = request.session.get(_FRESH, [])
    if case.pk not in kept:
        return False
    request.session[_FRESH] = [pk for pk in kept if pk != case.pk]
    return True


def _due_words(case: Case) -> str:
    if case.day0 is None or case.due is None:
        return _WAITS
    words = _DUE.format(day0=spoken(case.day0), due=spoken(case.due))
    return words + (_PROVISIONAL if case.provisional else "")
