"""纸面审签 at a glance: what is out, what came back, and the place to hand scans in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.desk.pages import StaffRequest, refuse_into, staff_page
from gongkai.desk.paging import page_by_id
from gongkai.kernel.errors import NotVisible, Refused
from gongkai.kernel.models import Organ
from gongkai.kernel.rights import Standing
from gongkai.paper import queries
from gongkai.paper.acts.take_in_scans import NamedFile, take_in_scans

_HELP = "PDF、JPG、PNG、TIFF，可以一次选多个；几十张表扫成一个 PDF 也可以，系统按编号拆开。"
_BATCHES = 20


class ManyScansInput(forms.ClearableFileInput):
    """A file field that takes several."""

    allow_multiple_selected = True


class ScanForm(forms.Form):
    """The scans, and the organ where there is a choice."""

    upload = forms.FileField(label="扫描件", required=False, widget=ManyScansInput(), help_text=_HELP)
    organ = forms.ModelChoiceField(label="机关", queryset=Organ.objects.none(), empty_label=None)

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organ"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        organs = queries.offices_of(standing)
        field.queryset = organs
        if len(organs) == 1:
            field.initial, field.widget = organs[0].pk, forms.HiddenInput()


@staff_page
def paper(request: StaffRequest) -> HttpResponse:
    """Sheets that are out and batches of scans; the office hands scans in here."""
    is_office = queries.offices_of(request.standing).exists()
    form = ScanForm(request.POST or None, standing=request.standing) if is_office else None
    if request.method == "POST":
        if form is None:
            raise NotVisible
        if form.is_valid():
            answer = _taken_in(request, form)
            if answer is not None:
                return answer
    page = page_by_id(queries.forms_out(request.standing), request.GET)
    context = {
        "form": form,
        "page": page,
        "sheets": page.rows,
        "batches": queries.recent_batches(request.standing)[:_BATCHES],
        "keeps_layouts": queries.managed_organs(request.standing).exists(),
    }
    return render(request, "desk/paper/overview.html", context)


def _taken_in(request: StaffRequest, form: ScanForm) -> HttpResponse | None:
    files = [NamedFile(str(one.name), one) for one in request.FILES.getlist("upload")]
    try:
        taken = take_in_scans(
            actor=request.user, organ_id=form.cleaned_data["organ"].pk, files=files, now=timezone.now()
        )
    except Refused as refusal:
        refuse_into(form, refusal)
        return None
    for name, why in taken.refused:
        messages.warning(request, f"《{name}》没有收下：{why}")
    return redirect("desk:paper_batch", taken.batch.pk)
