"""The folders of years: ask for one, take it away, decide how long each column's information is kept."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.desk.ids import read_id
from gongkai.desk.pages import StaffRequest, carried_out, refused_page, staff_page
from gongkai.disclosure import queries as disclosure
from gongkai.handover import queries
from gongkai.handover.acts.ask_folder import FIRST_YEAR, ask_folder, set_retention, take_away
from gongkai.handover.folder import path_of
from gongkai.handover.models import FolderState
from gongkai.handover.pieces import retention_rows
from gongkai.kernel.errors import NotVisible, Refused
from gongkai.kernel.models import Organ
from gongkai.law.archive import RETENTIONS

_NAME = "{organ}{year}年主动公开归档.zip"


class FolderForm(forms.Form):
    """Which organ's year."""

    organ = forms.ModelChoiceField(label="机关", queryset=Organ.objects.none(), empty_label=None)
    year = forms.TypedChoiceField(label="年度", coerce=int)

    def __init__(self, *args: object, organs: object, this_year: int, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["organ"].queryset = organs  # type: ignore[attr-defined]
        years = range(this_year, FIRST_YEAR - 1, -1)
        self.fields["year"].choices = [(year, f"{year}年") for year in years]  # type: ignore[attr-defined]
        self.fields["year"].initial = this_year - 1


@staff_page
def folders(request: StaffRequest) -> HttpResponse:
    """What was made, and the form to have another made."""
    organs = queries.folder_organs(request.standing)
    if not organs.exists():
        raise NotVisible
    now = timezone.now()
    form = FolderForm(request.POST or None, organs=organs, this_year=timezone.localdate(now).year)
    if form.is_valid() and carried_out(form, lambda: _ask(request, form, now)):
        messages.success(request, "已开始生成，好了就能在下面下载；您可以先做别的事。")
        return redirect("desk:year_folders")
    columns = disclosure.columns_visible_to(request.standing).filter(organ__in=organs, is_active=True)
    rows = list(queries.folders_visible_to(request.standing)[:50])
    context = {
        "form": form,
        "rows": rows,
        "columns": retention_rows(columns),
        "retentions": RETENTIONS.choices(),
        "is_waiting": any(row.state == FolderState.WAITING for row in rows),
    }
    return render(request, "desk/handover/folders.html", context)


def _ask(request: StaffRequest, form: FolderForm, now: datetime) -> None:
    chosen = form.cleaned_data
    ask_folder(actor=request.user, organ_id=chosen["organ"].pk, year=chosen["year"], now=now)


@require_POST
@staff_page
def retention(request: StaffRequest) -> HttpResponse:
    """Keep what was chosen for the columns."""
    if not queries.folder_organs(request.standing).exists():
        raise NotVisible
    now = timezone.now()
    try:
        for name, value in request.POST.items():
            column = read_id(name.removeprefix("column_")) if name.startswith("column_") else None
            if column:
                set_retention(actor=request.user, column_id=column, retention=str(value), now=now)
    except Refused as refusal:
        return refused_page(request, refusal)
    messages.success(request, "保管期限已保存，以后生成的文件夹按新的期限。")
    return redirect("desk:year_folders")


@staff_page
def take_folder(request: StaffRequest, folder_id: int) -> HttpResponseBase:
    """The zip."""
    folder = queries.visible_folder(request.standing, folder_id)
    if folder.state != FolderState.READY or not path_of(folder).is_file():
        raise NotVisible
    take_away(actor=request.user, folder=folder, now=timezone.now())
    name = _NAME.format(organ=folder.organ.short_name, year=folder.year)
    response = FileResponse(path_of(folder).open("rb"), as_attachment=True, filename=name)
    response["Content-Type"] = "application/zip"
    response["Cache-Control"] = "private, no-store"
    return response
