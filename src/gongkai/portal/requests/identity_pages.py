"""The way to the unified sign-in and back to the form, where name and number are then filled in and fixed."""

from __future__ import annotations

import json

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.kernel import identity, keys
from gongkai.kernel.errors import Refused
from gongkai.kernel.models import Organ
from gongkai.portal.frame import site_url
from gongkai.portal.requests import door
from gongkai.portal.requests.form_fields import BLANK
from gongkai.portal.requests.form_pages import form_page
from gongkai.portal.requests.pages import organ_of, private_answer
from gongkai.portal.requests.secret import form_url, fresh_secret, give_secret
from gongkai.requests.acts.drafts import begin_draft, find_draft, keep_draft
from gongkai.requests.models import ApplicantKind

COOKIE = "gongkai_identity"
_PATH = "/requests/identity/"
_RETURN = _PATH + "return/"
_SECONDS = 600


@require_safe
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Send the browser to the platform; what it brings back belongs to this form."""
    organ, platform, now = organ_of(code), identity.provider(), timezone.now()
    if organ is None or platform is None:
        raise Http404
    secret = fresh_secret(request)
    started = platform.begin(redirect_uri=site_url() + _RETURN, now=now)
    answer = HttpResponseRedirect(started.url)
    give_secret(answer, organ, secret)
    ticket = keys.seal(json.dumps({"ticket": started.ticket, "organ": organ.code, "secret": secret}))
    answer.set_cookie(
        COOKIE, ticket, max_age=_SECONDS, path=_PATH, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return private_answer(answer)


@require_safe
def come_back(request: HttpRequest) -> HttpResponse:
    """Take what the platform says into the draft; a refusal is shown on the form, nothing typed is lost."""
    platform, now = identity.provider(), timezone.now()
    ticket, organ, secret = _held(request)
    if platform is None or organ is None:
        raise Http404
    try:
        person = platform.finish(
            ticket=ticket, answer=request.GET.dict(), redirect_uri=site_url() + _RETURN, now=now
        )  # fmt: skip
        door.count_draft(request, now)
        draft = begin_draft(secret, organ=organ, now=now)
        known = {"name": person.name, "id_kind": person.id_kind, "id_number": person.id_number}
        values = BLANK | draft.values | known | {"applicant_kind": str(ApplicantKind.NATURAL)}
        values["phone"] = values.get("phone") or person.phone
        keep_draft(draft, values=values, notes={"verified": known}, now=now)
    except Refused as refused:
        draft_now = find_draft(secret, organ=organ, now=now)
        values = draft_now.values if draft_now else {}
        return form_page(
            organ, secret, values=values, draft=draft_now, faults={"identity": refused.message}, now=now,
            status=409,
        )  # fmt: skip
    answer = HttpResponseRedirect(form_url(organ))
    answer.delete_cookie(COOKIE, path=_PATH, samesite="Lax")
    give_secret(answer, organ, secret)
    return private_answer(answer)


def _held(request: HttpRequest) -> tuple[str, Organ | None, str]:
    """Ticket, organ and form of the sign-in this browser began."""
    try:
        held = json.loads(keys.unseal(request.COOKIES.get(COOKIE, "")))
        return str(held["ticket"]), organ_of(str(held["organ"])), str(held["secret"])
    except (InvalidToken, ValueError, KeyError, TypeError):
        return "", None, ""
