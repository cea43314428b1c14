"""Dropping files in: one field, one button."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.desk.pages import StaffRequest, refuse_into, staff_page
from gongkai.drops import queries
from gongkai.drops.acts.drop_files import drop_files
from gongkai.drops.rules import may_drop
from gongkai.drops.unpacking import Dropped
from gongkai.kernel.errors import NotVisible, Refused
from gongkai.kernel.models import Department
from gongkai.kernel.rights import Standing

_HELP = (
    "可以一次选几个，或者把文件夹压缩成一个 zip。docx、doc、wps 和有文字的 pdf 会读出名称、文号、正文；"
    "表格、扫描件作为附件。一次最多 {most} 个文件。"
)


class ManyFilesInput(forms.ClearableFileInput):
    """A file field that takes several."""

    allow_multiple_selected = True


class DepartmentField(forms.ModelChoiceField):
    """Departments by name, with their organ where there are several."""

    names_organ = False

    def label_from_instance(self, obj: Any) -> str:
        """The department's name."""
        return f"{obj.name}（{obj.organ.short_name}）" if self.names_organ else str(obj.name)


class DropForm(forms.Form):
    """The files, and the department where there is a choice."""

    upload = forms.FileField(label="文件", required=False, widget=ManyFilesInput())
    department = DepartmentField(
        label="科室", queryset=Department.objects.none(), empty_label=None, help_text="生成的信息归这个科室"
    )

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["upload"].help_text = _HELP.format(most=settings.GONGKAI_DROP_MOST_FILES)
        departments = queries.departments_of(standing)
        field = self.fields["department"]
        assert isinstance(field, DepartmentField)  # noqa: S101
        field.queryset = departments
        field.names_organ = len({one.organ_id for one in departments}) > 1
        if len(departments) == 1:
            field.initial, field.widget = departments[0].pk, forms.HiddenInput()


@staff_page
def drop_new(request: StaffRequest) -> HttpResponse:
    """Take the files in; afterwards the drop's page shows how far the reading is."""
    if not may_drop(request.standing):
        raise NotVisible
    form = DropForm(request.POST or None, standing=request.standing)
    if request.method == "POST" and form.is_valid():
        try:
            drop = drop_files(
                actor=request.user, department_id=form.cleaned_data["department"].pk,
                files=_dropped(request.FILES.getlist("upload")), now=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            refuse_into(form, refusal)
        else:
            return redirect("desk:drop", drop.pk)
    return render(request, "desk/drops/new.html", {"form": form})


def _dropped(uploads: Sequence[UploadedFile]) -> list[Dropped]:
    return [Dropped(str(upload.name), upload.file or upload) for upload in uploads]
