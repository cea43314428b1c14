"""Looking a case up by number and query code, and the ticket that keeps it open for a while."""

from __future__ import annotations

import hmac
import json
from datetime import datetime, timedelta

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from gongkai.kernel import gate, keys
from gongkai.kernel.errors import InputRefused
from gongkai.portal.requests import door
from gongkai.requests import queries
from gongkai.requests.acts.intake import code_hash
from gongkai.requests.models import Case

COOKIE = "gongkai_track"
PATH = "/requests/track/"
_GOOD_FOR = timedelta(minutes=60)
_PURPOSE = "requests.track"
#: The same for a number that does not exist and for a code that is not its own.
WRONG = "编号或者查询码不对，请对照回执逐个字符核对。"
_EMPTY = "请填写回执上的编号和查询码。"


def look_up(request: HttpRequest, number: str, code: str, now: datetime) -> Case:
    """The case of that number and code; raises InputRefused, LockedOut, TooOften.

    A try is counted before it is judged, by number and address together: nobody can shut an applicant out of
    his own case from elsewhere, and an address that tries many numbers runs into the hour's limit.
    """
    number, code = door.plain_code(number), door.plain_code(code)
    if not number or not code:
        raise InputRefused(_EMPTY, fields={"number": "请填写编号", "code": "请填写查询码"}, code="empty")
    door.count_look(request, now)
    who = f"{number}\x00{door.address_of(request)}"
    gate.attempt(_PURPOSE, who, now)
    case = queries.by_tracking(number, code_hash(number, code))
    if case is None:
        raise InputRefused(WRONG, fields={"code": WRONG}, code="wrong")
    gate.forgive(_PURPOSE, who)
    return case


def give_ticket(response: HttpResponse, case: Case, now: datetime) -> None:
    """Keep the case open for this browser, for an hour."""
    told = {"number": case.number, "hash": case.code_hash, "until": (now + _GOOD_FOR).timestamp()}
    response.set_cookie(
        COOKIE, keys.seal(json.dumps(told)), max_age=int(_GOOD_FOR.total_seconds()), path=PATH, httponly=True,
        samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def take_ticket(response: HttpResponse) -> None:
    """Close the case for this browser."""
    response.delete_cookie(COOKIE, path=PATH, samesite="Lax")


def case_of(request: HttpRequest, now: datetime) -> Case | None:
    """The case this browser has open; None when it has none, or not any more."""
    try:
        told = json.loads(keys.unseal(request.COOKIES.get(COOKIE, "")))
        number, hashed, until = str(told["number"]), str(told["hash"]), float(told["until"])
    except (InvalidToken, ValueError, KeyError, TypeError):
        return None
    return queries.by_tracking(number, hashed) if now.timestamp() < until else None


def mark_of(request: HttpRequest) -> str:
    """What the forms of the case's page carry, so that no other site can post them."""
    return keys.keyed_hash(request.COOKIES.get(COOKIE, ""), purpose="track_form")[:32]


def is_ours(request: HttpRequest) -> bool:
    """Whether what was posted comes from the page this browser has open."""
    posted = request.POST.get("mark", "")
    return hmac.compare_digest(posted.encode(), mark_of(request).encode())
