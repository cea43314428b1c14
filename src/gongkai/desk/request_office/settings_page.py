"""The page of an organ's values for requests, with the remedy notices as they would be printed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.desk.pages import StaffRequest, carried_out, staff_page
from gongkai.desk.request_office.access import organ_of
from gongkai.desk.request_office.settings_form import SettingsForm, initial_of, typed_so_far
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import Organ, Role
from gongkai.requests.acts.settings import MANAGERS, apply_changes, save_settings
from gongkai.requests.letter_content import settings_of
from gongkai.requests.models import OfficeSettings
from gongkai.requests.remedy_preview import previews

#: Who may read them: whoever meets their effect.
READERS = (*MANAGERS, Role.REVIEWER, Role.SIGNER)
_PREVIEW = "desk/request_office/parts/notices.html"


@staff_page
def request_settings_list(request: StaffRequest) -> HttpResponse:
    """The organs whose values the person may read; straight on where it is one."""
    organs = list(Organ.objects.filter(pk__in=request.standing.organs(*READERS)).order_by("pk"))
    if not organs:
        raise NotVisible
    if len(organs) == 1:
        return redirect("desk:request_settings", code=organs[0].code)
    return render(request, "desk/request_office/settings_list.html", {"organs": organs})


@staff_page
def request_settings(request: StaffRequest, code: str) -> HttpResponse:
    """Show, preview and save the values. Readers who do not manage them see who does."""
    organ = organ_of(request.standing, code, *READERS)
    manages = organ.pk in request.standing.organs(*MANAGERS)
    settings = settings_of(organ)
    if request.method != "POST":
        return _page(request, SettingsForm(initial=initial_of(settings)), settings, manages=manages)
    form = SettingsForm(request.POST)
    if "save" in request.POST:
        if not manages:
            raise NotVisible
        if form.is_valid() and carried_out(
            form,
            lambda: save_settings(
                actor=request.user, organ_id=organ.pk, changes=form.cleaned_data, now=timezone.now()
            ),
        ):
            messages.success(request, "已保存。已经拟好的文书不变，之后拟的按新的写。")
            return redirect("desk:request_settings", code=code)
    apply_changes(settings, typed_so_far(form))
    if request.headers.get("HX-Request") == "true":
        return render(request, _PREVIEW, {"notices": _notices(settings)})
    return _page(request, form, settings, manages=manages)


def _notices(settings: OfficeSettings) -> list[object]:
    return list(previews(settings, on=timezone.localdate()))


def _page(
    request: StaffRequest, form: SettingsForm, settings: OfficeSettings, *, manages: bool
) -> HttpResponse:
    context = {
        "form": form, "organ": settings.organ, "manages": manages, "notices": _notices(settings),
    }  # fmt: skip
    return render(request, "desk/request_office/settings.html", context)
