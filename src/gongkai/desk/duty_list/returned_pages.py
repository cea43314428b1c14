"""The month's forms for departments, out as Excel or Word and back again."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from gongkai.desk.duty_list.access import chosen_month, kept_organ
from gongkai.desk.pages import StaffRequest, carried_out, staff_page
from gongkai.duty_list import queries
from gongkai.duty_list.acts.stage_returned import stage_returned
from gongkai.duty_list.blank_forms import form_document, form_workbook
from gongkai.duty_list.month import month_for
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import Department

_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class SeveralFiles(forms.ClearableFileInput):
    """A field that takes several files at once."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """All the files that were chosen."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        chosen = data if isinstance(data, list | tuple) else [data]
        return [super(SeveralFilesField, self).clean(one, initial) for one in chosen]


class ReturnedForm(forms.Form):
    """Forms that came back, and the files they name."""

    returned = SeveralFilesField(
        label="退回的填报单和附件",
        help_text="可以一次选几个科室的：填报单（xlsx、xls、et、docx、doc、wps），"
        "单里写到的正文和附件，或者装着它们的 zip。",
        widget=SeveralFiles({"accept": ".xlsx,.xls,.et,.docx,.doc,.wps,.rtf,.zip,.pdf,.txt,.jpg,.png"}),
    )


@require_GET
@staff_page
def duty_form(request: StaffRequest, department_id: int, kind: str) -> HttpResponse:
    """A department's form for a month, as a download: for the office and the department itself."""
    lines = queries.visible_to(request.standing).filter(department=department_id)
    department = Department.objects.select_related("organ").filter(pk=department_id).first()
    if kind not in _TYPES or department is None or not lines.exists():
        raise NotVisible
    month = chosen_month(request.GET.get("month"))
    found = month_for(
        request.standing, department.organ_id, month, today=localdate(), department_id=department.pk
    )
    wanted = [duty for part in found.departments for duty in (*part.late, *part.duties) if duty.is_open]
    make = form_workbook if kind == "xlsx" else form_document
    data = make(department, month, wanted)
    name = f"{month:%Y年%m月}公开填报单（{department.name}）.{kind}"
    response = HttpResponse(data, content_type=_TYPES[kind])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


@staff_page
def duty_returned(request: StaffRequest) -> HttpResponse:
    """Take the forms of several departments at once; afterwards their preview shows every row."""
    organ, organs = kept_organ(request)
    form = ReturnedForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        files = [(str(one.name), one.read()) for one in form.cleaned_data["returned"]]
        made: list[Any] = []
        now = timezone.now()
        done = carried_out(
            form,
            lambda: made.append(stage_returned(actor=request.user, organ_id=organ.pk, files=files, now=now)),
        )
        if done:
            return redirect("desk:duty_import", made[0].pk)
    uploads = queries.imports_visible_to(request.standing).filter(organ=organ, kind="returned")[:10]
    context = {"organ": organ, "organs": organs, "form": form, "uploads": uploads}
    return render(request, "desk/duty_list/returned.html", context)
