"""Pages for what went wrong, in Chinese and without inner details."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the address is wrong, or what it names is not this person's to see. Both look the same."""
    return render(request, "desk/errors/not_found.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 from the framework's own checks."""
    return render(request, "desk/errors/forbidden.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what the browser sent cannot be read, for example a form that is too large."""
    return HttpResponse(render_to_string("desk/errors/bad_request.html"), status=400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form is too old or comes from elsewhere. The reason goes to the log only."""
    logger.warning("csrf check failed: %s", reason)
    return render(request, "desk/errors/csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: rendered without database or session, with the number under which the log holds the cause."""
    request_id = getattr(request, "gongkai_request_id", "")
    return HttpResponse(
        render_to_string("desk/errors/server_error.html", {"request_id": request_id}), status=500
    )
