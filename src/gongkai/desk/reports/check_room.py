"""The room where any report is checked: handing files in, and those that were checked before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.desk.paging import page_by_id
from gongkai.kernel.errors import InputRefused, NotVisible, Refused
from gongkai.kernel.models import Organ
from gongkai.reporting.acts.check_file import Upload, check_file
from gongkai.reporting.checked_files import listed, organs_of, summaries_of
from gongkai.reporting.models import CheckedFile

_MOST_AT_ONCE, _PAGE = 20, 30
_ACCEPTED = ".docx,.doc,.wps,.xlsx,.xls,.et,.pdf,.html,.htm,.txt"
_ONE = "上一年的年报只能和一份年报一起核对，请一份一份地上传。"
_MANY = "一次最多上传 {most} 个文件。"
_REFUSED = "{name}：{reason}"
_TAKEN = "已收下 {count} 个文件，后台正在逐个核对。"


class _Several(forms.ClearableFileInput):
    allow_multiple_selected = True


class _SeveralField(forms.FileField):
    """One file or more; each must be one."""

    widget = _Several

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(_SeveralField, self).clean(one, initial) for one in given or [None]]


class CheckForm(forms.Form):
    """The reports, and the one on the year before."""

    organ = forms.TypedChoiceField(label="归在哪个机关名下", coerce=int)
    reports = _SeveralField(
        label="年报文件", widget=_Several({"accept": _ACCEPTED}),
        help_text="docx、doc、wps、xlsx、xls、pdf（带文字的）、网页、txt，可以一次选多个。",
    )  # fmt: skip
    previous = forms.FileField(
        label="上一年的年报", required=False, widget=forms.ClearableFileInput({"accept": _ACCEPTED}),
        help_text="有的话一并上传，用来核对结转的件数和有没有照抄。",
    )  # fmt: skip

    def __init__(self, organs: list[Organ], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].choices = [(one.pk, one.name) for one in organs]  # type: ignore[attr-defined]
        self.fields["organ"].initial = organs[0].pk
        if len(organs) == 1:
            self.fields["organ"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any] | None:
        files = self.cleaned_data.get("reports") or []
        if len(files) > 1 and self.cleaned_data.get("previous"):
            self.add_error("previous", _ONE)
        if len(files) > _MOST_AT_ONCE:
            self.add_error("reports", _MANY.format(most=_MOST_AT_ONCE))
        return self.cleaned_data


@dataclass(frozen=True)
class CheckedRow:
    """A file in the list; `summary` is None while it waits and when it could not be read."""

    checked: CheckedFile
    summary: Mapping[str, int] | None


@staff_page
def report_check(request: StaffRequest) -> HttpResponse:
    """The files checked before, and on POST the taking in of more."""
    organs = list(Organ.objects.filter(pk__in=organs_of(request.standing)).order_by("path"))
    if not organs:
        raise NotVisible
    posted = request.method == "POST"
    form = CheckForm(organs, *((request.POST, request.FILES) if posted else ()))
    if posted and form.is_valid():
        taken = _take(request, form)
        if len(taken) == 1 and form.is_valid():
            return redirect("desk:checked_file", checked_id=taken[0].pk)
        if taken:
            messages.success(request, _TAKEN.format(count=len(taken)))
        if form.is_valid():
            return redirect("desk:report_check")
    page = page_by_id(listed(request.standing), request.GET, size=_PAGE)
    counts = summaries_of([row.pk for row in page.rows])
    context = {
        "form": form, "page": page, "several_organs": len(organs) > 1,
        "rows": [CheckedRow(row, counts.get(row.pk)) for row in page.rows],
    }  # fmt: skip
    return render(request, "desk/reports/check.html", context)


def _take(request: StaffRequest, form: CheckForm) -> list[CheckedFile]:
    """Every file that is taken in; what is not stands on the form with its reason."""
    chosen, taken = form.cleaned_data, []
    previous = chosen["previous"]
    for file in chosen["reports"]:
        last = Upload(previous.name, previous.file) if previous else None
        try:
            row = check_file(
                actor=request.user, organ_id=chosen["organ"], upload=Upload(file.name, file.file),
                previous=last, waits=len(chosen["reports"]) == 1, now=timezone.now(),
            )  # fmt: skip
            taken.append(row)
        except Refused as refused:
            of_last = refused.fields.get("previous") if isinstance(refused, InputRefused) else None
            if of_last:
                form.add_error("previous", of_last)
            else:
                form.add_error("reports", _REFUSED.format(name=file.name, reason=refused.message))
    return taken
