"""Gives every request an id, tells the acts where it came from, and insists on passwords of one's own."""

from __future__ import annotations

import codecs
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.urls import reverse

from gongkai.kernel import keys
from gongkai.kernel.origin import Origin, acting_from

_NOT_UTF8 = "只接收 UTF-8 编码的内容，请改用 UTF-8 重新提交。"


class ProxiedAddressMiddleware:
    """Behind the organ's own proxy: the visitor's address is what that proxy added last."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Put the address where lock-outs and the audit look for it."""
        added = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if added:
            request.META["REMOTE_ADDR"] = added
        return self.get_response(request)


class OneEncodingMiddleware:
    """Pages are UTF-8, and so is what comes back; another encoding could smuggle in what no text holds."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse a declared encoding that is not UTF-8 before anything of the request is read."""
        if request.encoding is not None:
            if codecs.lookup(request.encoding).name != "utf-8":
                return HttpResponseBadRequest(_NOT_UTF8, content_type="text/plain; charset=utf-8")
            request.encoding = "utf-8"
        return self.get_response(request)


class RequestOriginMiddleware:
    """The audit's door, address (as a keyed hash) and request id for all that happens in a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Run the request under its origin; the id goes back in a header for support calls."""
        request_id = str(uuid.uuid4())
        request.gongkai_request_id = request_id  # type: ignore[attr-defined]
        address = keys.keyed_hash(request.META.get("REMOTE_ADDR", ""), purpose="address")[:32]
        with acting_from(Origin("desk", address, request_id)):
            response = self.get_response(request)
        response["X-Request-Id"] = request_id
        return response


class ShutTheDoorMiddleware:
    """Signing out empties the browser's memory of the desk: on a shared computer Back shows no draft."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Keep answers out of shared caches, features off, and the cache cleared after the last page."""
        came_in = request.user.is_authenticated
        response = self.get_response(request)
        response.setdefault("Cache-Control", "private, no-cache")
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        if came_in and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"cache"'
        return response


class FreshPasswordMiddleware:
    """Whoever signed in with a one-time password goes nowhere before choosing one of his own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Send to the password page; that page and signing out stay open."""
        if getattr(request.user, "must_change_password", False):
            change = reverse("account_change_password")
            if request.path not in {change, reverse("account_logout")}:
                return redirect(change)
        return self.get_response(request)
