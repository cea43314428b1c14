"""Following a case by number and query code: where it stands, what was answered, what can be sent in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import quote

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.kernel import private
from gongkai.kernel.errors import InputRefused, NotVisible, Refused
from gongkai.kernel.models import PrivateFile
from gongkai.kernel.private import KeyDestroyed
from gongkai.portal.requests import door, ticket
from gongkai.portal.requests.pages import private_answer, show
from gongkai.portal.requests.tracking_view import shown
from gongkai.portal.requests.uploads import keep_in_memory
from gongkai.requests.acts.applicant import Sent, Wish, read_given, read_letter, send_in
from gongkai.requests.acts.intake import IncomingFile
from gongkai.requests.given import name_of, outgoing
from gongkai.requests.letter_files import file_name
from gongkai.requests.models import Case
from gongkai.requests.online import storable

TITLE = "申请进度查询"
CASE_URL = f"{ticket.PATH}case/"
_STRANGE = "页面放得太久，没有提交。请再点一次。"
_OVERFULL = "上传的文件合计不能超过 20 MB，没有提交，请减少或者压缩后再传。"
_DONE = {
    (Wish.CORRECT, True): "已收到您的补正，答复期限重新起算。",
    (Wish.CORRECT, False): "已收到您的补正材料，工作人员会登记办理。",
    (Wish.GIVE_REASONS, True): "已收到您的说明。",
    (Wish.WITHDRAW, False): "已收到您撤回申请的要求，工作人员会登记办理，并向您送达确认书。",
}


@csrf_exempt  # to look a case up changes nothing; number and code are the proof
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """The form for number and code; right ones open the case."""
    if request.method != "POST":
        return _ask(door.plain_code(request.GET.get("number", "")))
    now, number = timezone.now(), request.POST.get("number", "")
    try:
        case = ticket.look_up(request, number, request.POST.get("code", ""), now)
    except InputRefused as refused:
        return _ask(door.plain_code(number), faults=refused.fields, status=422)
    except Refused as refused:
        return _ask(door.plain_code(number), refused=refused.message, status=429)
    answer = HttpResponseRedirect(CASE_URL)
    ticket.give_ticket(answer, case, now)
    return private_answer(answer)


@csrf_exempt  # its forms carry a mark of their own
@require_http_methods(["GET", "HEAD", "POST"])
@door.from_door("portal")
def case_page(request: HttpRequest) -> HttpResponse:
    """The open case; posted, something of the applicant's is sent in, or the case is closed again."""
    uploads, now = keep_in_memory(request), timezone.now()
    case = ticket.case_of(request, now)
    if case is None:
        return private_answer(HttpResponseRedirect(ticket.PATH))
    if request.method != "POST":
        return _case(request, case, done=_told(request.GET.get("done", "")))
    if request.POST.get("act") == "leave":
        answer = HttpResponseRedirect(ticket.PATH)
        ticket.take_ticket(answer)
        return private_answer(answer)
    if not ticket.is_ours(request) or uploads.overfull:
        refused = _OVERFULL if uploads.overfull else _STRANGE
        return _case(
            request, case, refused=refused, status=413 if uploads.overfull else 403,
            wish=request.POST.get("act", ""), words=storable(request.POST.get("words", "")),
        )  # fmt: skip
    return _sent(request, case, now)


@require_GET
@door.from_door("portal")
def letter(request: HttpRequest, letter_id: int) -> HttpResponseBase:
    """The sealed file of a letter, for whoever has the case open."""
    case, now = _open(request)
    try:
        found, file = read_letter(case=case, letter_id=letter_id, now=now)
        return _file(file, file_name(found, file.extension))
    except (NotVisible, KeyDestroyed):
        raise Http404 from None


@require_GET
@door.from_door("portal")
def given(request: HttpRequest, given_id: int) -> HttpResponseBase:
    """A file given out with the answer."""
    case, now = _open(request)
    try:
        found = read_given(case=case, given_id=given_id, now=now)
        return _file(outgoing(found), name_of(found))
    except (NotVisible, KeyDestroyed):
        raise Http404 from None


def _open(request: HttpRequest) -> tuple[Case, datetime]:
    now = timezone.now()
    case = ticket.case_of(request, now)
    if case is None:
        raise Http404
    return case, now


def _ask(
    number: str, *, faults: dict[str, str] | None = None, refused: str = "", status: int = 200
) -> HttpResponse:  # fmt: skip
    return show(
        "track.html", url=ticket.PATH, title=TITLE, organ=None, status=status, number=number,
        faults=faults or {}, refused=refused,
    )  # fmt: skip


def _case(
    request: HttpRequest, case: Case, *, done: str = "", refused: str = "",
    faults: dict[str, str] | None = None, wish: str = "", words: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    context: dict[str, object] = {
        "url": CASE_URL, "title": "申请办理情况", "organ": case.organ, "crumbs": ((TITLE, ticket.PATH),),
    }  # fmt: skip
    try:
        seen = shown(case, today=localdate(timezone.now()))
    except KeyDestroyed:
        return show("destroyed.html", case=case, status=410, **context)  # type: ignore[arg-type]
    return show(
        "case.html", seen=seen, done=done, refused=refused, faults=faults or {}, wish=wish, words=words,
        mark=ticket.mark_of(request), status=status, **context,  # type: ignore[arg-type]
    )  # fmt: skip


def _sent(request: HttpRequest, case: Case, now: datetime) -> HttpResponse:
    act, words = request.POST.get("act", ""), storable(request.POST.get("words", ""))
    if act not in set(Wish):
        return _case(request, case, refused=_STRANGE, status=422)
    if act == Wish.WITHDRAW and not request.POST.get("sure"):
        faults = {"sure": "确要撤回的，请先勾选"}
        return _case(request, case, faults=faults, wish=act, status=422)
    files = [
        IncomingFile("", file.name or "", file) for file in request.FILES.getlist("files")
    ]  # fmt: skip
    try:
        door.count_draft(request, now)
        done: Sent = send_in(case_id=case.pk, wish=Wish(act), words=words, files=files, now=now)
    except InputRefused as refused:
        faults = dict(refused.fields) or {"files": refused.message}
        return _case(request, case, faults=faults, wish=act, words=words, status=422)
    except Refused as refused:
        status = 429 if refused.code == "too_often" else 409
        return _case(request, case, refused=refused.message, wish=act, words=words, status=status)
    settled = "1" if done.settled else "0"
    return private_answer(HttpResponseRedirect(f"{CASE_URL}?done={act}-{settled}"))


def _told(done: str) -> str:
    act, _, settled = done.partition("-")
    return _DONE.get((Wish(act), settled == "1"), "") if act in set(Wish) else ""


def _file(file: PrivateFile, name: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(_chunks(file), content_type=file.media_type)
    answer["Content-Length"] = str(file.size)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def _chunks(file: PrivateFile) -> Iterator[bytes]:
    return private.read_chunks(file)
