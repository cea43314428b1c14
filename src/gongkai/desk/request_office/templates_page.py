"""The pages of letter templates: what is in use, an own one uploaded, looked at as PDF, put in use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from gongkai.desk.ids import read_id
from gongkai.desk.pages import StaffRequest, carried_out, staff_page
from gongkai.desk.request_office.access import organ_of
from gongkai.desk.request_office.printing import download
from gongkai.documents.letters import FIELDS, REQUEST_LETTERS, LetterCode, standard_template
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.filestore import path_of
from gongkai.kernel.layouts import sample_of
from gongkai.kernel.models import Organ
from gongkai.requests.acts.settings import MANAGERS
from gongkai.requests.acts.templates import (
    activate_template,
    label_of,
    upload_template,
    use_standard,
)
from gongkai.requests.letter_content import settings_of
from gongkai.requests.models import LetterTemplate
from gongkai.requests.print_forms import as_pdf

_STANDARD = "standard"
_NAME = "{label}模板"
_SAMPLE = "{label}（样例）"


class UploadForm(forms.Form):
    """An own template."""

    file = forms.FileField(
        label="模板文件", help_text="在标准模板上改最省事：docx 格式，花括号里的字段名不要改"
    )


@dataclass(frozen=True)
class KindRow:
    """A kind of letter and which template makes it."""

    code: str
    label: str
    since: datetime | None
    waiting: int


@require_GET
@staff_page
def letter_templates(request: StaffRequest, code: str) -> HttpResponse:
    """Every kind of letter with the template in use."""
    organ = organ_of(request.standing, code, *MANAGERS)
    own: dict[str, list[LetterTemplate]] = {}
    for template in LetterTemplate.objects.filter(organ=organ):
        own.setdefault(template.kind, []).append(template)
    rows = [_row(str(kind), own.get(str(kind), [])) for kind in LetterCode if kind in REQUEST_LETTERS]
    context = {"organ": organ, "rows": rows}
    return render(request, "desk/request_office/templates.html", context)


@staff_page
def letter_template(request: StaffRequest, code: str, kind: str) -> HttpResponse:
    """One kind: what is in use, what was uploaded, which fields there are; on POST take one in."""
    organ = organ_of(request.standing, code, *MANAGERS)
    label = label_of(kind)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        if carried_out(
            form,
            lambda: upload_template(
                actor=request.user, organ_id=organ.pk, kind=kind, name=str(upload.name), stream=upload,
                now=timezone.now(),
            ),
        ):  # fmt: skip
            messages.success(request, "模板检查通过，还没有启用：请先看样例，再启用。")
            return redirect("desk:letter_template", code=code, kind=kind)
    rows = LetterTemplate.objects.filter(organ=organ, kind=kind).select_related("by", "file")
    context = {
        "organ": organ, "kind": kind, "label": label, "form": form, "templates": list(rows),
        "is_standard": not rows.filter(until=None).exists(), "fields": FIELDS[LetterCode(kind)],
        "faults": _faults(form),
    }  # fmt: skip
    return render(request, "desk/request_office/template.html", context)


@require_GET
@staff_page
def letter_template_file(
    request: StaffRequest, code: str, kind: str, which: str, extension: str
) -> HttpResponse:
    """A template as docx to work on, or filled in with the sample case as PDF."""
    organ = organ_of(request.standing, code, *MANAGERS)
    label = label_of(kind)
    content = _content(organ, kind, which)
    if extension == "docx":
        return download(content, _NAME.format(label=label), "docx")
    if extension != "pdf":
        raise Http404
    return download(as_pdf(sample_of(content, kind)), _SAMPLE.format(label=label), "pdf")


@require_POST
@staff_page
def letter_template_use(request: StaffRequest, code: str, kind: str) -> HttpResponse:
    """Put an uploaded template in use, or go back to the standard one."""
    organ = organ_of(request.standing, code, *MANAGERS)
    label_of(kind)
    wanted = request.POST.get("which", "")
    if wanted == _STANDARD:
        use_standard(actor=request.user, organ_id=organ.pk, kind=kind, now=timezone.now())
        messages.success(request, "已改回标准模板。已经拟好的文书仍用原来的模板。")
    else:
        template = _own(organ, kind, wanted)
        activate_template(actor=request.user, template_id=template.pk, now=timezone.now())
        messages.success(request, "模板已启用，之后拟的文书用它。")
    return redirect("desk:letter_template", code=code, kind=kind)


def _row(kind: str, own: list[LetterTemplate]) -> KindRow:
    current = next((template for template in own if template.until is None), None)
    waiting = sum(template.until == template.since for template in own)
    return KindRow(kind, label_of(kind), current.since if current else None, waiting)


def _content(organ: Organ, kind: str, which: str) -> bytes:
    if which == _STANDARD:
        return standard_template(kind, red_head=settings_of(organ).red_head)
    return path_of(_own(organ, kind, which).file).read_bytes()


def _own(organ: Organ, kind: str, which: str) -> LetterTemplate:
    found = LetterTemplate.objects.select_related("file").filter(
        organ=organ, kind=kind, pk=read_id(which) or 0
    )
    template = found.first()
    if template is None:
        raise NotVisible
    return template


def _faults(form: UploadForm) -> list[str]:
    """Each fault of a refused template on a line of its own."""
    told = [str(error) for error in form.errors.get("file", [])]
    return [line for text in told for line in text.splitlines()]
