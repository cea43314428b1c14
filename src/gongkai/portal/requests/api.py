"""The doors for programs: a request as JSON, under the form's own checks; following a case as JSON."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.csrf import csrf_exempt

from gongkai.kernel import gate, keys
from gongkai.kernel.errors import InputRefused, NotVisible, Refused
from gongkai.kernel.models import Organ
from gongkai.portal.requests import door, ticket
from gongkai.portal.requests.api_body import MOST_BYTES, Body, json_object, read_body
from gongkai.portal.requests.pages import organ_of
from gongkai.portal.requests.tracking_view import CaseShown, shown
from gongkai.requests.acts.intake import Filed, file_online
from gongkai.requests.letter_content import settings_of
from gongkai.requests.models import Case
from gongkai.requests.online import require_online

Answer = Callable[..., JsonResponse]
_STATUS = {
    "too_often": 429, "locked_out": 429, "gate_refused": 403, "malformed": 400, "too_large": 413,
    "key_destroyed": 410, "act_refused": 409,
}  # fmt: skip
_METHOD = "这个地址不接受这种请求方法。"
_NO_ORGAN = "没有这个机关，或者它已并入别的机关。"


def _told(status: int, content: dict[str, object]) -> JsonResponse:
    answer = JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def _refusal(refused: Refused, *, at_gate: bool = False) -> JsonResponse:
    status = 403 if at_gate else _STATUS.get(refused.code, 422)
    fields = refused.fields if isinstance(refused, InputRefused) else {}
    return _told(status, {"error": {"code": refused.code, "message": refused.message, "fields": fields}})


def _door(*methods: str) -> Callable[[Answer], door.View]:
    """A door for programs: no cookies and so no forgery; every refusal is JSON."""

    def decorate(view: Answer) -> door.View:
        @csrf_exempt
        @door.from_door("api")
        @wraps(view)
        def guarded(request: HttpRequest, *args: str, **named: str) -> JsonResponse:
            if request.method not in methods:
                answer = _refusal(Refused(_METHOD, code="method"))
                answer.status_code = 405
                answer["Allow"] = ", ".join(methods)
                return answer
            try:
                return view(request, *args, **named)
            except NotVisible:
                error = {"code": "not_found", "message": _NO_ORGAN, "fields": {}}
                return _told(404, {"error": error})
            except gate.LockedOut as refused:
                return _refusal(refused)
            except gate.GateRefused as refused:
                return _refusal(refused, at_gate=True)
            except Refused as refused:
                return _refusal(refused)

        return guarded

    return decorate


@_door("GET", "POST")
def requests(request: HttpRequest, code: str) -> JsonResponse:
    """GET: what is needed to send a request, with a fresh puzzle. POST: send one."""
    organ, now = organ_of(code), timezone.now()
    if organ is None:
        raise NotVisible
    if request.method == "GET":
        return _told(200, _invitation(organ, now))
    return _filed(request, organ, now)


@_door("POST")
def track(request: HttpRequest) -> JsonResponse:
    """Where a case stands, for whoever has its number and query code."""
    now, told = timezone.now(), json_object(_content(request))
    number, code = told.get("number", ""), told.get("code", "")
    if not isinstance(number, str) or not isinstance(code, str):
        raise InputRefused(
            "number 和 code 须为字符串。", fields={"number": "须为字符串", "code": "须为字符串"}
        )
    case = ticket.look_up(request, _readable(number), _readable(code), now)
    return _told(200, _case(shown(case, today=localdate(now))))


def _readable(text: str) -> str:
    """Without halves of characters, which no hash can take."""
    return text.encode("utf-8", "replace").decode()


def _content(request: HttpRequest) -> bytes:
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise InputRefused("内容超过 20 MB，请减少或者压缩文件。", code="too_large")
    try:
        return request.body
    except RequestDataTooBig:
        raise InputRefused("内容超过 20 MB，请减少或者压缩文件。", code="too_large") from None
    except OSError:
        raise InputRefused("内容没有收完整，请重新提交。", code="malformed") from None


def _invitation(organ: Organ, now: datetime) -> dict[str, object]:
    question = gate.new_question(now)
    return {
        "organ": organ.name,
        "accepts_online": settings_of(organ).accepts_online,
        "challenge": gate.new_challenge(now),
        "question": {"token": question.token, "text": question.text},
        "minutes": settings.GONGKAI_GATE_MINUTES,
    }


def _filed(request: HttpRequest, organ: Organ, now: datetime) -> JsonResponse:
    body = read_body(_content(request))
    require_online(body.submission, body.roles)
    token = _token(organ, body)
    # Sent again because the answer was lost: the puzzle is spent, the request is in.
    if not Case.objects.filter(submission_token=token).exists():
        door.count_filing(request, now)
        gate.admit(
            solution=body.proof.get("solution", ""), question=body.proof.get("question", ""),
            answer=body.proof.get("answer", ""), who=door.address_of(request), now=now,
        )  # fmt: skip
    filed = file_online(organ=organ, token=token, submission=body.submission, files=body.files, now=now)
    return _told(201 if filed.fresh else 200, _receipt(filed))


def _token(organ: Organ, body: Body) -> str:
    """One request for one token: of this organ and applicant, so that a token guessed opens nothing."""
    told = (body.token, organ.code, body.submission.applicant.id_number, body.submission.applicant.name)
    return keys.keyed_hash("\x00".join(told), purpose="api_submission")


def _receipt(filed: Filed) -> dict[str, object]:
    case = filed.case
    return {
        "number": case.number, "code": filed.code, "organ": case.organ.name,
        "submitted_at": timezone.localtime(case.submitted_at).isoformat(timespec="seconds"),
        "fresh": filed.fresh,
    }  # fmt: skip


def _case(seen: CaseShown) -> dict[str, object]:
    case, reading = seen.case, seen.story.reading
    return {
        "number": case.number, "organ": case.organ.name, "stage": case.stage, "state": seen.story.state,
        "headline": seen.story.headline, "detail": seen.story.detail, "day0": _day(reading.day0),
        "due": _day(reading.due), "provisional": reading.provisional, "overdue": seen.story.overdue,
        "respond_by": _day(reading.respond_by), "pay_by": _day(reading.pay_by),
        "ended_on": _day(case.ended_on),
        "steps": [{"on": _day(step.on), "text": step.text} for step in seen.story.steps],
        "letters": [
            {"label": one.label, "number": one.number, "served_on": _day(one.served_on), "how": one.how}
            for one in seen.letters
        ],
    }  # fmt: skip


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
