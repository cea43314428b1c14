"""The lay-outs of the sheets: what is in use, an own one uploaded, looked at as PDF, put in force."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from gongkai.desk.ids import read_id
from gongkai.desk.pages import StaffRequest, carried_out, staff_page
from gongkai.desk.request_office.printing import download
from gongkai.documents.letters import FIELDS, LetterCode, standard_template
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.filestore import path_of
from gongkai.kernel.layouts import sample_of
from gongkai.kernel.models import Organ
from gongkai.paper import queries
from gongkai.paper.acts.templates import activate_layout, upload_layout, use_standard_layout
from gongkai.paper.models import FormKind, PaperTemplate
from gongkai.requests.print_forms import as_pdf

_STANDARD = "standard"
_LAYOUT = "{label}版式"
_SAMPLE = "{label}（样例）"


class UploadForm(forms.Form):
    """An own lay-out."""

    file = forms.FileField(
        label="版式文件", help_text="在标准版式上改最省事：docx 格式，花括号里的字段名不要改"
    )


@dataclass(frozen=True)
class KindRow:
    """A kind of sheet of an organ and which lay-out makes it."""

    organ: Organ
    kind: str
    label: str
    current: PaperTemplate | None
    waiting: int


@require_GET
@staff_page
def paper_layouts(request: StaffRequest) -> HttpResponse:
    """Every kind of sheet of every organ whose lay-outs one keeps."""
    organs = list(queries.managed_organs(request.standing))
    if not organs:
        raise NotVisible
    own: dict[tuple[int, str], list[PaperTemplate]] = {}
    for layout in queries.layouts_of(organs):
        own.setdefault((layout.organ_id, layout.kind), []).append(layout)
    rows = [
        _row(organ, FormKind(kind), own.get((organ.pk, kind), []))
        for organ in organs
        for kind in FormKind.values
    ]
    context = {"rows": rows, "several": len(organs) > 1}
    return render(request, "desk/paper/layouts.html", context)


@staff_page
def paper_layout(request: StaffRequest, organ_id: int, sheet: str) -> HttpResponse:
    """One kind: what is in use, what was uploaded, which fields there are; on POST take one in."""
    organ, kind = _opened(request, organ_id, sheet)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        if carried_out(
            form,
            lambda: upload_layout(
                actor=request.user, organ_id=organ.pk, kind=kind, name=str(upload.name), stream=upload,
                now=timezone.now(),
            ),
        ):  # fmt: skip
            messages.success(request, "版式检查通过，还没有启用：请先看样例，再启用。")
            return redirect("desk:paper_layout", organ.pk, sheet)
    rows = queries.templates_of(organ, kind)
    context = {
        "organ": organ, "kind": sheet, "label": FormKind(kind).label, "form": form, "layouts": list(rows),
        "is_standard": not rows.filter(until=None).exists(), "fields": FIELDS[LetterCode(kind)],
        "faults": _faults(form),
    }  # fmt: skip
    return render(request, "desk/paper/layout.html", context)


@require_GET
@staff_page
def paper_layout_file(
    request: StaffRequest, organ_id: int, sheet: str, which: str, extension: str
) -> HttpResponse:
    """A lay-out as docx to work on, or filled in with the sample as PDF."""
    organ, kind = _opened(request, organ_id, sheet)
    label = str(FormKind(kind).label)
    content = _content(organ, kind, which)
    if extension == "docx":
        return download(content, _LAYOUT.format(label=label), "docx")
    if extension != "pdf":
        raise Http404
    return download(as_pdf(sample_of(content, kind)), _SAMPLE.format(label=label), "pdf")


@require_POST
@staff_page
def paper_layout_use(request: StaffRequest, organ_id: int, sheet: str) -> HttpResponse:
    """Put an uploaded lay-out in force, or go back to the standard one."""
    organ, kind = _opened(request, organ_id, sheet)
    wanted = request.POST.get("which", "")
    if wanted == _STANDARD:
        use_standard_layout(actor=request.user, organ_id=organ.pk, kind=kind, now=timezone.now())
        messages.success(request, "已改回标准版式。已经打印的表不变。")
    else:
        layout = _own(organ, kind, wanted)
        activate_layout(actor=request.user, layout_id=layout.pk, now=timezone.now())
        messages.success(request, "版式已启用，之后打印的表用它。")
    return redirect("desk:paper_layout", organ.pk, sheet)


def _opened(request: StaffRequest, organ_id: int, sheet: str) -> tuple[Organ, str]:
    """The organ whose lay-outs one keeps and the kind of sheet by its short name; raises NotVisible."""
    organ = queries.managed_organs(request.standing).filter(pk=organ_id).first()
    kind = {"review": FormKind.REVIEW, "approval": FormKind.APPROVAL}.get(sheet)
    if organ is None or kind is None:
        raise NotVisible
    return organ, kind.value


def _row(organ: Organ, kind: FormKind, own: list[PaperTemplate]) -> KindRow:
    current = next((layout for layout in own if layout.until is None), None)
    waiting = sum(layout.until == layout.since for layout in own)
    return KindRow(organ, kind.name.lower(), str(kind.label), current, waiting)


def _content(organ: Organ, kind: str, which: str) -> bytes:
    if which == _STANDARD:
        return standard_template(kind)
    return path_of(_own(organ, kind, which).file).read_bytes()


def _own(organ: Organ, kind: str, which: str) -> PaperTemplate:
    layout = queries.templates_of(organ, kind).filter(pk=read_id(which) or 0).first()
    if layout is None:
        raise NotVisible
    return layout


def _faults(form: UploadForm) -> list[str]:
    """Each fault of a refused lay-out on a line of its own."""
    told = [str(error) for error in form.errors.get("file", [])]
    return [line for text in told for line in text.splitlines()]
