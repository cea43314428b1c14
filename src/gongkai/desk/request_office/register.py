"""Entering a request at the desk: repeats and published answers are shown before it is saved."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.desk.ids import read_id
from gongkai.desk.pages import StaffRequest, carried_out, refuse_into, staff_page
from gongkai.desk.request_office.access import offices_of
from gongkai.desk.request_office.receipt import remember_fresh
from gongkai.desk.request_office.register_form import RegisterForm, asked_so_far
from gongkai.disclosure.addresses import item_url
from gongkai.kernel.errors import InputRefused, NotVisible, Refused
from gongkai.kernel.models import Organ
from gongkai.requests.acts.intake import register
from gongkai.requests.acts.personal import note_found_by_number
from gongkai.requests.hints import Earlier, earlier_requests, published_on
from gongkai.requests.rules import Status, status_of
from gongkai.requests.submission import require_complete


@dataclass(frozen=True)
class EarlierRow:
    """An earlier request of the same applicant, as the hint shows it."""

    pk: int
    number: str
    subject: str
    status: Status
    same_words: bool


@dataclass(frozen=True)
class PublishedRow:
    """A public item on the matter."""

    title: str
    url: str


@dataclass(frozen=True)
class Hints:
    """What is known before the request is saved; `seen` names it, so that the form can say it was read."""

    earlier: list[EarlierRow]
    published: list[PublishedRow]
    seen: str

    @property
    def has_any(self) -> bool:
        """Whether there is anything to read."""
        return bool(self.earlier or self.published)


@staff_page
def request_new(request: StaffRequest) -> HttpResponse:
    """Register a request; what was typed stays, files are chosen again after a refusal."""
    organs = list(offices_of(request.standing))
    if not organs:
        raise NotVisible
    if request.method != "POST":
        form = RegisterForm(organs=organs, initial=_initial())
        return _page(request, form, None)
    form = RegisterForm(request.POST, request.FILES, organs=organs)
    hints = hints_of(request, _organ_of(request.POST, organs))
    if form.is_valid() and carried_out(form, lambda: require_complete(form.submission())):
        if hints.has_any and request.POST.get("seen") != hints.seen:
            messages.warning(
                request, "还没有保存：请先看下面查到的情况。仍要登记的，再按一次“登记”；附件请重新选择。"
            )
            return _page(request, form, hints)
        done = _registered(request, form)
        if done is not None:
            return redirect("desk:request_receipt", case_id=done)
    return _page(request, form, hints, refused=True)


@require_POST
@staff_page
def request_hints(request: StaffRequest) -> HttpResponse:
    """The same hints while the form is being filled in."""
    organs = list(offices_of(request.standing))
    if not organs:
        raise NotVisible
    hints = hints_of(request, _organ_of(request.POST, organs))
    return render(request, "desk/request_office/parts/hints.html", {"hints": hints})


def hints_of(request: StaffRequest, organ: Organ) -> Hints:
    """What the same applicant asked before and what is published on the matter; the finding is on record."""
    applicant, asked = asked_so_far(request.POST)
    found = earlier_requests(organ, applicant, asked)
    for one in found:
        note_found_by_number(actor=request.user, case=one.case, now=timezone.now())
    earlier = [_earlier_row(one) for one in found]
    items = published_on(organ, asked)
    published = [
        PublishedRow(item.live_edition.title if item.live_edition else item.title, item_url(item))
        for item in items
    ]
    parts = [f"c{row.pk}" for row in earlier] + [f"i{item.pk}" for item in items]
    return Hints(earlier, published, "-".join(parts))


def _earlier_row(one: Earlier) -> EarlierRow:
    case = one.case
    return EarlierRow(case.pk, case.number, case.subject, status_of(case), one.same_words)


def _organ_of(data: QueryDict, organs: list[Organ]) -> Organ:
    wanted = read_id(data.get("organ"))
    return next((organ for organ in organs if organ.pk == wanted), organs[0])


def _initial() -> dict[str, object]:
    return {
        "submitted": timezone.localdate().isoformat(), "channel": "counter", "form": "paper",
        "way": "pick_up", "applicant_kind": "natural", "id_kind": "resident_id",
    }  # fmt: skip


def _registered(request: StaffRequest, form: RegisterForm) -> int | None:
    values = form.cleaned_data
    try:
        filed = register(
            actor=request.user, organ=values["organ"], channel=values["channel"],
            submission=form.submission(), submitted=values["submitted"], confirmed=values["confirmed"],
            files=form.incoming(), now=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        if isinstance(refusal, InputRefused) and "files" in refusal.fields:
            refusal.fields["request_files"] = refusal.fields.pop("files")
        refuse_into(form, refusal)
        return None
    remember_fresh(request, filed.case)
    return filed.case.pk


def _page(
    request: StaffRequest, form: RegisterForm, hints: Hints | None, *, refused: bool = False
) -> HttpResponse:
    had_files = refused and any(request.FILES.values())
    context = {"form": form, "hints": hints, "had_files": had_files}
    return render(request, "desk/request_office/register.html", context)
