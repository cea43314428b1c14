"""The pages on which acts of a letter are done, and the files of a letter."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from gongkai.desk.cases.access import seen_letter
from gongkai.desk.cases.letter_acts import LETTER_ACTS, Doing, posted
from gongkai.desk.cases.rows import letter_label
from gongkai.desk.ids import read_id
from gongkai.desk.pages import StaffRequest, refuse_into, staff_page
from gongkai.kernel import private
from gongkai.kernel.errors import ActRefused, NotVisible, Refused
from gongkai.kernel.models import PrivateFile
from gongkai.law.procedure import procedure
from gongkai.requests.models import Letter
from gongkai.requests.rules import letter_status, roles_for, why_not_letter

_NAME = "{label}{number}{what}.{extension}"
_WHAT = {"docx": "（签发稿）", "pdf": "（签发稿）", "sealed": "（盖章件）"}
_INLINE = frozenset({"application/pdf", "image/png", "image/jpeg"})


@staff_page
def letter_act(request: StaffRequest, letter_id: int, name: str) -> HttpResponse:
    """Show the act and, on POST, do it. What is not allowed answers with its reason."""
    letter, act = seen_letter(request, letter_id), LETTER_ACTS.get(name)
    if act is None:
        raise Http404
    rule = procedure().letter_acts[name]
    if not rule.roles & roles_for(request.standing, letter.case):
        raise NotVisible
    reason = why_not_letter(name, letter, request.standing) or act.needs(letter)
    if reason:
        raise ActRefused(reason + "。")
    form = act.make(letter, *posted(request))
    if request.method == "POST" and form.is_valid():
        doing = Doing(request.user, letter, form, timezone.now(), read_id(request.GET.get("of")))
        try:
            act.run(doing)
        except Refused as refusal:
            refuse_into(form, refusal)
        else:
            messages.success(request, act.done)
            return redirect("desk:letter", letter_id=letter.pk)
    context = {
        "letter": letter, "case": letter.case, "act": act, "form": form, "label": rule.label,
        "title": letter_label(letter), "status": letter_status(letter), "article": rule.basis.article,
    }  # fmt: skip
    return render(request, "desk/cases/letter_act.html", context)


@require_GET
@staff_page
def letter_file(request: StaffRequest, letter_id: int, which: str) -> HttpResponseBase:
    """The signed text as docx or PDF, the sealed file, or a proof of service; each opening is recorded."""
    letter = seen_letter(request, letter_id)
    file = _file_of(letter, which)
    if file is None or file.erased_at is not None:
        raise NotVisible
    private.record_opening(
        actor=request.user, organ=letter.case.organ, subject="case", subject_id=letter.case_id,
        now=timezone.now(), purpose=private.Purpose.HANDLE, what=f"letter:{letter.pk}:{which}",
    )  # fmt: skip
    response = StreamingHttpResponse(private.read_chunks(file), content_type=file.media_type)
    name = _NAME.format(
        label=letter_label(letter), number=letter.number, what=_WHAT.get(which, ""), extension=file.extension
    )
    attachment = file.media_type not in _INLINE
    response["Content-Disposition"] = content_disposition_header(attachment, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _file_of(letter: Letter, which: str) -> PrivateFile | None:
    file: PrivateFile | None = None
    if which == "docx":
        file = letter.document
    elif which == "pdf":
        file = letter.pdf
    elif which == "sealed":
        file = letter.sealed_file
    elif which.startswith("proof-"):
        service = letter.services.filter(pk=read_id(which.removeprefix("proof-")) or 0).first()
        file = service.proof if service else None
    if file is not None:
        file.key = letter.case.key
    return file
