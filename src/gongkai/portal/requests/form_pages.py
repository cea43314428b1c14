"""The form: shown, kept as a draft, checked; what was typed is never lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from gongkai.kernel import gate, identity
from gongkai.kernel.errors import InputRefused, Refused
from gongkai.kernel.models import Organ
from gongkai.portal.requests import door
from gongkai.portal.requests.form_fields import BLANK, choices, in_order, submission_of, typed
from gongkai.portal.requests.pages import organ_of, private_answer, show
from gongkai.portal.requests.secret import (
    case_of,
    form_url,
    fresh_secret,
    give_secret,
    is_ours,
    mark_of,
    secret_of,
    take_secret,
)
from gongkai.portal.requests.uploads import SealedUploads, keep_in_memory
from gongkai.requests.acts.drafts import (
    Draft,
    DraftGone,
    begin_draft,
    find_draft,
    forget_draft,
    hand_over,
    keep_draft,
    take_file,
)
from gongkai.requests.acts.intake import IncomingFile
from gongkai.requests.letter_content import settings_of
from gongkai.requests.models import ApplicantKind
from gongkai.requests.online import SENT_ROLES, require_online

TITLE = "填写政府信息公开申请"
_RESUME = "接着填写申请"
_OVERFULL = "上传的文件一次最多 10 个、合计不超过 20 MB，超出的没有收下，请减少或者压缩后再传"
_STRANGE = (
    "页面放得太久，或者浏览器没有保存 Cookie，还没有提交。已填的内容都在，请重新选择要上传的文件，再点一次。"
)


@csrf_exempt  # the form carries a mark of its own, so that a refusal can give back what was typed
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    """The form of an organ; posted, it keeps the draft and checks it when asked to."""
    uploads, now = keep_in_memory(request), timezone.now()
    organ = _accepting(code)
    if isinstance(organ, HttpResponse):
        return organ
    if request.method != "POST":
        return _begin(request, organ, now)
    return _posted(request, organ, uploads, now)


@csrf_exempt  # the address is the secret; posted, the draft goes to whoever posts and to nobody else
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest, code: str, secret: str) -> HttpResponse:
    """The secret link: another browser goes on with the draft, under a secret of its own.

    Somebody who sends others the link of a draft he began could otherwise read what they write into it.
    """
    organ, now = organ_of(code), timezone.now()
    draft = find_draft(secret, organ=organ, now=now) if organ else None
    if organ is None or draft is None:
        raise Http404
    if request.method != "POST":
        return show("resume.html", url=f"{form_url(organ)}resume/{secret}/", title=_RESUME, organ=organ)
    answer = HttpResponseRedirect(form_url(organ))
    try:
        give_secret(answer, organ, hand_over(draft, now=now))
    except DraftGone:
        raise Http404 from None
    return private_answer(answer)


def _accepting(code: str) -> Organ | HttpResponse:
    """The organ, or the page that says it takes nothing online."""
    organ = organ_of(code)
    if organ is None:
        raise Http404
    if not settings_of(organ).accepts_online:
        return show("closed.html", url=form_url(organ), title="网上申请", organ=organ)
    return organ


def _begin(request: HttpRequest, organ: Organ, now: datetime) -> HttpResponse:
    secret = fresh_secret(request)
    draft = find_draft(secret, organ=organ, now=now)
    values = draft.values if draft and draft.values else BLANK
    saved = draft is not None and "saved" in request.GET
    return form_page(organ, secret, values=values, draft=draft, saved=saved, now=now)


def _posted(request: HttpRequest, organ: Organ, uploads: SealedUploads, now: datetime) -> HttpResponse:
    values, act, secret = typed(request.POST), request.POST.get("act", "check"), secret_of(request)
    if not is_ours(request, secret) or case_of(secret) is not None:
        faults = {"form_itself": _STRANGE}
        return form_page(organ, fresh_secret(request), values=values, faults=faults, status=403, now=now)
    draft = find_draft(secret, organ=organ, now=now)
    if act == "drop":
        return _thrown_away(organ, draft, now)
    try:
        door.count_draft(request, now)
        draft, faults = _kept(request, organ, secret, values, now)
        if act not in {"save", "autosave"}:
            draft, more = _checked(request, draft, now)
            faults = more | faults
    except Refused as refused:
        faults, status = {"form_itself": refused.message}, 429 if refused.code == "too_often" else 409
        return form_page(organ, secret, values=values, draft=draft, faults=faults, status=status, now=now)
    if uploads.overfull:
        faults["files"] = _OVERFULL
    if act == "autosave":
        return private_answer(HttpResponse(status=204))
    if faults:
        return form_page(organ, secret, values=values, draft=draft, faults=faults, status=422, now=now)
    where = form_url(organ) + ("?saved=1" if act == "save" else "confirm/")
    answer = HttpResponseRedirect(where)
    give_secret(answer, organ, secret)
    return private_answer(answer)


def _kept(
    request: HttpRequest, organ: Organ, secret: str, values: Mapping[str, str], now: datetime
) -> tuple[Draft, dict[str, str]]:
    """The draft with what was typed and sent along; faults of files by their field."""
    draft = begin_draft(secret, organ=organ, now=now)
    ticked = {
        int(one) for one in request.POST.getlist("drop") if one.isascii() and one.isdigit() and len(one) < 12
    }
    drop = frozenset(one.id for one in draft.files if one.id in ticked)
    draft, faults = keep_draft(draft, values=values, drop=drop, now=now), {}
    for role in SENT_ROLES:
        for file in request.FILES.getlist(role):
            try:
                draft = take_file(draft, IncomingFile(role, file.name or "", file), now=now)
            except InputRefused as refused:
                faults[str(role)] = refused.message
    return draft, faults


def _checked(request: HttpRequest, draft: Draft, now: datetime) -> tuple[Draft, dict[str, str]]:
    """The draft, let in when the door was passed, and every fault of what it says."""
    faults: dict[str, str] = {}
    if not draft.notes.get("admitted"):
        try:
            gate.admit(
                solution=request.POST.get("solution", ""), question=request.POST.get("question", ""),
                answer=request.POST.get("answer", ""), who=door.address_of(request), now=now,
            )  # fmt: skip
            draft = keep_draft(draft, notes={"admitted": True}, now=now)
        except gate.GateRefused as refused:
            faults["answer"] = refused.message
    return draft, faults_of(draft) | faults


def faults_of(draft: Draft) -> dict[str, str]:
    """What stands against sending the draft, by field."""
    roles = [one.role for one in draft.files]
    try:
        require_online(submission_of(vouched(draft)), roles, verified=bool(known_person(draft)))
    except InputRefused as refused:
        return dict(refused.fields)
    return {}


def vouched(draft: Draft) -> dict[str, str]:
    """What was typed, with name and number as the unified sign-in gave them where it was used."""
    return draft.values | known_person(draft)


def known_person(draft: Draft | None) -> dict[str, str]:
    """Who the unified sign-in says the applicant is; it vouches for persons, not for what they act for."""
    known = draft.notes.get("verified") if draft else None
    if draft is None or not isinstance(known, dict):
        return {}
    is_person = draft.values.get("applicant_kind") == ApplicantKind.NATURAL
    return {str(name): str(value) for name, value in known.items()} if is_person else {}


def _thrown_away(organ: Organ, draft: Draft | None, now: datetime) -> HttpResponse:
    if draft is not None:
        forget_draft(draft, now=now)
    answer = HttpResponseRedirect(form_url(organ))
    take_secret(answer, organ)
    return private_answer(answer)


def form_page(
    organ: Organ,
    secret: str,
    *,
    values: Mapping[str, str],
    draft: Draft | None = None,
    faults: Mapping[str, str] | None = None,
    saved: bool = False,
    status: int = 200,
    now: datetime,
) -> HttpResponse:
    """The form with what was typed, its faults, and a fresh puzzle unless the door was passed before."""
    admitted = bool(draft and draft.notes.get("admitted"))
    verified = bool(known_person(draft))
    answer = show(
        "form.html", url=form_url(organ), title=TITLE, organ=organ, status=status,
        values=BLANK | dict(values), faults=dict(faults or {}), ordered=in_order(faults or {}),
        choices=choices(), draft=draft, files=draft.files if draft else (), saved=saved,
        resume_url=f"{form_url(organ)}resume/{secret}/", mark=mark_of(secret), verified=verified,
        sign_in=identity.provider() is not None, note=settings_of(organ).intake_note,
        puzzle="" if admitted else gate.new_challenge(now),
        question=None if admitted else gate.new_question(now),
    )  # fmt: skip
    give_secret(answer, organ, secret)
    return answer
