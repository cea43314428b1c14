"""What every public page of requests asks at the door: where a visitor comes from, and how often."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import wraps
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from gongkai.kernel import gate
from gongkai.kernel.errors import Refused
from gongkai.kernel.origin import acting_from, current_origin

View = Callable[..., HttpResponseBase]
HOUR = timedelta(hours=1)
#: Drafts are kept far more often than requests are sent: each refusal and each look at the summary is one.
DRAFTS_PER_HOUR = 120
TRACKS_PER_HOUR = 120
_SUBSCRIBER = 64
_OFTEN = "这个网络地址提交得太频繁。请一小时后再试，已填的内容会保留；也可以当面、邮寄提交。"
_OFTEN_TRACKED = "这个网络地址查询得太频繁。请一小时后再试，也可以打电话询问。"


class TooOften(Refused):
    """The address has used up what an hour allows."""

    code = "too_often"


def from_door(name: str) -> Callable[[View], View]:
    """Let the audit say by which door something came in: `portal` for pages, `api` for programs."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
            with acting_from(replace(current_origin(), door=name)):
                return view(request, *args, **named)

        return guarded

    return decorate


def address_of(request: HttpRequest) -> str:
    """The visitor's address, as counters take it; of IPv6 the whole net that one subscriber has."""
    told = str(request.META.get("REMOTE_ADDR", ""))
    try:
        address = ip_address(told)
    except ValueError:
        return told
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ip_network((int(address), _SUBSCRIBER), strict=False))


def count_draft(request: HttpRequest, now: datetime) -> None:
    """Count a draft that is kept; raises TooOften."""
    _count("requests.draft", request, DRAFTS_PER_HOUR, _OFTEN, now)


def count_filing(request: HttpRequest, now: datetime) -> None:
    """Count a request that is sent; raises TooOften."""
    _count("requests.file", request, settings.GONGKAI_INTAKE_PER_HOUR, _OFTEN, now)


def count_look(request: HttpRequest, now: datetime) -> None:
    """Count a look by number and code; raises TooOften."""
    _count("requests.track", request, TRACKS_PER_HOUR, _OFTEN_TRACKED, now)


def _count(purpose: str, request: HttpRequest, limit: int, message: str, now: datetime) -> None:
    if not gate.allow(purpose, address_of(request), limit=limit, per=HOUR, now=now):
        raise TooOften(message)


def plain_code(text: str) -> str:
    """A number or code as it was printed: width folded, no blanks, upper case."""
    folded = unicodedata.normalize("NFKC", text).replace("\0", "")
    return "".join(folded.split()).upper()[:80]
