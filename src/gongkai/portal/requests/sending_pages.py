"""The last look before sending, what is already published on the matter, sending, and the receipt."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

import segno
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.kernel.errors import InputRefused, Refused
from gongkai.kernel.models import Organ
from gongkai.kernel.private import FileGone, KeyDestroyed
from gongkai.portal.frame import site_url
from gongkai.portal.requests import door
from gongkai.portal.requests.form_fields import submission_of
from gongkai.portal.requests.form_pages import TITLE, faults_of, form_page, known_person, vouched
from gongkai.portal.requests.offers import Offer, address_of_offer, offers_for
from gongkai.portal.requests.pages import organ_of, private_answer, show
from gongkai.portal.requests.secret import case_of, form_url, is_ours, mark_of, secret_of, token_of
from gongkai.portal.requests.summary import summary_of
from gongkai.requests.acts.drafts import Draft, DraftGone, files_of, find_draft, forget_draft, keep_draft
from gongkai.requests.acts.intake import IncomingFile, code_of, file_online
from gongkai.requests.acts.offers import count_offer
from gongkai.requests.models import Case, CaseFileRole

CONFIRM = "核对并提交"
RECEIPT = "申请回执"
#: How long the browser that sent a request can call its receipt up again.
_SHOWN_FOR = timedelta(minutes=30)
_VOUCHER = "统一身份认证核对记录.txt"
_VOUCHED = "申请人经统一身份认证核对（提交时间：{at}）。\n姓名：{name}\n证件号码：{number}\n"
_STRANGE = "页面放得太久，或者浏览器没有保存 Cookie，还没有提交。请再点一次“确认提交”。"


@csrf_exempt  # as for the form
@require_http_methods(["GET", "HEAD", "POST"])
@door.from_door("portal")
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """What will be sent, with what is published on the matter; posted, it is sent once."""
    organ, secret, now = _organ(code), secret_of(request), timezone.now()
    if case_of(secret) is not None:
        return _to_receipt(organ)
    draft = find_draft(secret, organ=organ, now=now)
    if draft is None:
        return private_answer(HttpResponseRedirect(form_url(organ)))
    faults = faults_of(draft)
    if faults or not draft.notes.get("admitted"):
        return form_page(organ, secret, values=draft.values, draft=draft, faults=faults, now=now, status=422)
    if request.method != "POST":
        return _summary(organ, secret, draft, now)
    if not is_ours(request, secret):
        return _summary(organ, secret, draft, now, refused=_STRANGE, status=403)
    return _send(request, organ, secret, draft, now)


@require_safe
def open_offer(request: HttpRequest, code: str, item_id: int) -> HttpResponse:
    """Count that an offered item was opened, and lead to it."""
    organ, now = _organ(code), timezone.now()
    where = address_of_offer(organ, item_id)
    if where is None:
        raise Http404
    draft = find_draft(secret_of(request), organ=organ, now=now)
    if draft is not None and item_id in _offered(draft) and not draft.notes.get("opened"):
        with suppress(DraftGone):
            keep_draft(draft, notes={"opened": True}, now=now)
            count_offer(organ, "opened", now=now)
    return private_answer(HttpResponseRedirect(where))


@require_safe
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """Number and query code, for the browser that sent the request, for a while."""
    organ, case = _organ(code), case_of(secret_of(request))
    if case is None or case.organ_id != organ.pk:
        return private_answer(HttpResponseRedirect(form_url(organ)))
    url = f"{form_url(organ)}receipt/"
    if timezone.now() - case.submitted_at > _SHOWN_FOR or case.key.destroyed_at is not None:
        return show("receipt_over.html", url=url, title=RECEIPT, organ=organ, status=410)
    query_code = code_of(case)
    where = f"{site_url()}/requests/track/?number={case.number}#{query_code}"
    return show(
        "receipt.html", url=url, title=RECEIPT, organ=organ, case=case, code=query_code,
        groups=f"{query_code[:5]} {query_code[5:]}",
        qr=segno.make(where, error="m").svg_data_uri(scale=5, border=2), track_url="/requests/track/",
    )  # fmt: skip


def _organ(code: str) -> Organ:
    organ = organ_of(code)
    if organ is None:
        raise Http404
    return organ


def _to_receipt(organ: Organ) -> HttpResponse:
    return private_answer(HttpResponseRedirect(f"{form_url(organ)}receipt/"))


def _summary(
    organ: Organ, secret: str, draft: Draft, now: datetime, *, refused: str = "", status: int = 200
) -> HttpResponse:
    offers = offers_for(organ, submission_of(vouched(draft)).asked)
    if offers and not _offered(draft):
        draft = _note_shown(organ, draft, offers, now)
    return show(
        "confirm.html", url=f"{form_url(organ)}confirm/", title=CONFIRM, organ=organ, status=status,
        crumbs=((TITLE, form_url(organ)),), parts=summary_of(vouched(draft), draft.files), offers=offers,
        mark=mark_of(secret), refused=refused, form_url=form_url(organ),
        is_known=bool(known_person(draft)),
    )  # fmt: skip


def _note_shown(organ: Organ, draft: Draft, offers: list[Offer], now: datetime) -> Draft:
    """Offers are counted once for a form, however often its summary is looked at."""
    count_offer(organ, "shown", now=now)
    try:
        return keep_draft(draft, notes={"offered": [one.item_id for one in offers]}, now=now)
    except DraftGone:
        return draft


def _offered(draft: Draft) -> list[int]:
    ids = draft.notes.get("offered")
    return ids if isinstance(ids, list) else []


def _send(
    request: HttpRequest, organ: Organ, secret: str, draft: Draft, now: datetime
) -> HttpResponse:  # fmt: skip
    try:
        door.count_filing(request, now)
        filed = file_online(
            organ=organ, token=token_of(secret), submission=submission_of(vouched(draft)),
            files=[*files_of(draft), *_vouchers(draft, now)], now=now,
        )  # fmt: skip
    except (KeyDestroyed, FileGone):
        # Sent twice at once: the other one has made the case and thrown the draft away.
        if case_of(secret) is None:
            return private_answer(HttpResponseRedirect(form_url(organ)))
        return _to_receipt(organ)
    except InputRefused as refused:
        faults = dict(refused.fields) or {"form_itself": refused.message}
        return form_page(organ, secret, values=draft.values, draft=draft, faults=faults, now=now, status=422)
    except Refused as refused:
        status = 429 if refused.code == "too_often" else 409
        return _summary(organ, secret, draft, now, refused=refused.message, status=status)
    if filed.fresh:
        _finish(organ, draft, filed.case, now)
    return _to_receipt(organ)


def _vouchers(draft: Draft, now: datetime) -> list[IncomingFile]:
    """In place of a picture: the note that the unified sign-in vouched for the applicant."""
    known = known_person(draft)
    if not known:
        return []
    at = timezone.localtime(now).strftime("%Y-%m-%d %H:%M")
    text = _VOUCHED.format(at=at, name=known["name"], number=known["id_number"])
    return [IncomingFile(CaseFileRole.IDENTITY, _VOUCHER, [text.encode()])]


def _finish(organ: Organ, draft: Draft, case: Case, now: datetime) -> None:
    if _offered(draft):
        count_offer(organ, "filed", now=now)
    forget_draft(draft, now=now)
