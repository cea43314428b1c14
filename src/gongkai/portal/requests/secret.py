"""The cookie by which a browser finds its form again, and the mark that says a form came from our page."""

from __future__ import annotations

import hmac

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from gongkai.kernel import keys
from gongkai.kernel.models import Organ
from gongkai.requests.acts.drafts import KEPT_FOR, new_secret
from gongkai.requests.models import Case

COOKIE = "gongkai_request"
_LONGEST = 64


def form_url(organ: Organ) -> str:
    """The form of an organ; the cookie goes to it and what lies below it, and nowhere else."""
    return f"/requests/new/{organ.code}/"


def secret_of(request: HttpRequest) -> str:
    """The browser's secret; empty when it has none."""
    found = request.COOKIES.get(COOKIE, "")
    return found if 20 <= len(found) <= _LONGEST and found.isascii() else ""


def fresh_secret(request: HttpRequest) -> str:
    """The browser's secret, or a new one when it has none or has used its own up."""
    secret = secret_of(request)
    return secret if secret and case_of(secret) is None else new_secret()


def give_secret(response: HttpResponse, organ: Organ, secret: str) -> None:
    """Let the browser keep the secret as long as a draft lives."""
    response.set_cookie(
        COOKIE, secret, max_age=int(KEPT_FOR.total_seconds()), path=form_url(organ), httponly=True,
        samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def take_secret(response: HttpResponse, organ: Organ) -> None:
    """Let the browser forget it."""
    response.delete_cookie(COOKIE, path=form_url(organ), samesite="Lax")


def mark_of(secret: str) -> str:
    """What a form of ours carries: nobody knows it who does not know the secret."""
    return keys.keyed_hash(secret, purpose="request_form")[:32]


def is_ours(request: HttpRequest, secret: str) -> bool:
    """Whether what was posted comes from a page this browser got from us."""
    return bool(secret) and hmac.compare_digest(
        request.POST.get("mark", "").encode(), mark_of(secret).encode()
    )


def token_of(secret: str) -> str:
    """The token by which a form sent twice is one request."""
    return keys.keyed_hash(secret, purpose="submission")


def case_of(secret: str) -> Case | None:
    """The case that was made of the form of this secret; None before that."""
    if not secret:
        return None
    return Case.objects.select_related("organ", "key").filter(submission_token=token_of(secret)).first()
