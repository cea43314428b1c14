"""The check for programs: a report comes in, the JSON of the commands goes out; no cookies, nothing kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from gongkai.kernel.errors import Refused
from gongkai.portal.report_check import checked, refuse_large
from gongkai.portal.requests import door
from gongkai.portal.requests.uploads import keep_in_memory
from gongkai.reporting.apart import Answer

STATUS = {
    "malformed": 400, "no_file": 400, "method": 405, "too_large": 413, "other_kind": 415, "unread": 422,
    "too_often": 429, "busy": 503,
}  # fmt: skip
RETRY_SECONDS = {"too_often": 3600, "busy": 20}
MALFORMED = "内容没有收完整，或者不是 multipart/form-data，请重新提交。"
_METHOD = "这个地址只接收 POST。"
#: What the framework raises for a body it cannot take apart.
BROKEN = (MultiPartParserError, UnreadablePostError, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def _told(content: object, status: int = 200) -> JsonResponse:
    answer = JsonResponse(content, safe=False, status=status, json_dumps_params={"ensure_ascii": False})
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def _refusal(refused: Refused) -> JsonResponse:
    error = {"code": refused.code, "message": refused.message, "fields": {}}
    answer = _told({"error": error}, STATUS.get(refused.code, 422))
    if refused.code in RETRY_SECONDS:
        answer["Retry-After"] = str(RETRY_SECONDS[refused.code])
    return answer


def _door(tell: Callable[[str, Answer], object]) -> door.View:
    """A door for programs whose every answer is JSON."""

    @csrf_exempt
    @door.from_door("api")
    @wraps(tell)
    def view(request: HttpRequest) -> JsonResponse:
        if request.method != "POST":
            answer = _refusal(Refused(_METHOD, code="method"))
            answer["Allow"] = "POST"
            return answer
        try:
            refuse_large(request)
            return _told(tell(*checked(request, keep_in_memory(request), timezone.now())))
        except Refused as refused:
            return _refusal(refused)
        except BROKEN:
            return _refusal(Refused(MALFORMED, code="malformed"))

    return view


@_door
def check(name: str, answer: Answer) -> object:
    """What `gongkai report check --json` says of the file."""
    return [{"file": name, **answer.check}]


@_door
def extract(name: str, answer: Answer) -> object:
    """What `gongkai report extract --json` says of the file."""
    return {"file": name, **answer.extract}
