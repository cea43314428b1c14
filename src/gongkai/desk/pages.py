"""What every page of the desk has in common: sign-in, standing, refusals in words, confirmation."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from gongkai.kernel.errors import InputRefused, NotVisible, Refused
from gongkai.kernel.models import Person
from gongkai.kernel.rights import Standing, standing_of


class StaffRequest(HttpRequest):
    """A request by somebody who is signed in; `standing` was read once."""

    user: Person
    standing: Standing


View = Callable[..., HttpResponseBase]


def staff_page(view: View) -> View:
    """A page for people who are signed in.

    A stranger is sent to the sign-in and back. NotVisible becomes 404; a refusal that the view did not take
    care of becomes a page that says why, with status 409.
    """

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        person = request.user
        if not isinstance(person, Person):
            return _to_sign_in(request)
        request.standing = standing_of(person)  # type: ignore[attr-defined]
        try:
            return view(request, *args, **kwargs)
        except NotVisible:
            raise Http404 from None
        except Refused as refusal:
            return refused_page(request, refusal)

    return page


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": reverse("account_login")})
    return redirect_to_login(request.get_full_path(), reverse("account_login"))


def refused_page(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The refusal in words, what each field lacks, and the way back; status 409."""
    details = list(refusal.fields.values()) if isinstance(refusal, InputRefused) else []
    back = request.headers.get("Referer", "")
    if not back.startswith(request.build_absolute_uri("/")):
        back = reverse("desk:home")
    context = {"message": refusal.message, "details": details, "back": back}
    return render(request, "desk/refused.html", context, status=409)


def refuse_into(form: BaseForm, refusal: Refused) -> None:
    """Put a refusal on the form it belongs to: its message above, and what each field lacks at the field."""
    if isinstance(refusal, InputRefused):
        for name, text in refusal.fields.items():
            if name in form.fields:
                form.add_error(name, text)
    form.add_error(None, refusal.message)


def carried_out(form: BaseForm, act: Callable[[], object]) -> bool:
    """Call the act; a refusal goes onto the form, which keeps what was typed, and False comes back."""
    try:
        act()
    except Refused as refusal:
        refuse_into(form, refusal)
        return False
    return True


def confirm_page(
    request: HttpRequest,
    *,
    title: str,
    text: str,
    act: str,
    back: str,
    danger: bool = False,
    form: BaseForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Ask before an act that cannot be undone; the page posts to its own address, with the form's fields."""
    context = {"title": title, "text": text, "act": act, "back": back, "danger": danger, "form": form}
    return render(request, "desk/confirm.html", context, status=status)
