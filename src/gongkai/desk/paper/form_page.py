"""One sheet: where it stands, its files, voiding it, entering a no."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from gongkai.desk.pages import StaffRequest, carried_out, confirm_page, staff_page
from gongkai.kernel.errors import NotVisible
from gongkai.paper import queries
from gongkai.paper.acts.enter import enter_refusal
from gongkai.paper.acts.void_form import void_form
from gongkai.paper.models import FormState, PageState, PaperForm
from gongkai.paper.signers import SignerBook, step_labels

_CHOICE = "{name}（{steps}）"


class VoidForm(forms.Form):
    """Why the sheet is void."""

    reason = forms.CharField(label="作废的理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class RefusalForm(forms.Form):
    """Who said no, and why."""

    signer_id = forms.TypedChoiceField(label="不同意的人", coerce=int)
    signed_on = forms.DateField(
        label="签字日期", initial=localdate, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    reason = forms.CharField(label="不同意的理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, sheet: PaperForm, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["signer_id"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101
        proposals = SignerBook(sheet.organ).proposals(sheet)
        named: dict[int, list[str]] = {}
        for step in proposals:
            for one in step.candidates:
                named.setdefault(one.person_id, [one.name]).append(step.label)
        field.choices = [("", "请选择")] + [
            (str(person_id), _CHOICE.format(name=words[0], steps="、".join(words[1:])))
            for person_id, words in named.items()
        ]


@staff_page
def paper_form(request: StaffRequest, form_id: int) -> HttpResponse:
    """The sheet with its downloads and acts."""
    sheet = queries.visible_form(request.standing, form_id)
    is_office = queries.forms_of_office(request.standing).filter(pk=sheet.pk).exists()
    context = {
        "sheet": sheet, "steps": step_labels(sheet.steps),
        "run": queries.pdf_run_of(request.standing, sheet),
        "may_act": is_office and sheet.state == FormState.OUT,
        "batch": sheet.scan_pages.filter(state=PageState.READY).values_list("batch", flat=True).first(),
        "may_refuse": sheet.scan_id is not None and sheet.expedited_id is None,
    }  # fmt: skip
    return render(request, "desk/paper/form.html", context)


@staff_page
def paper_void(request: StaffRequest, form_id: int) -> HttpResponse:
    """Ask why, then void the sheet."""
    sheet = _of_office(request, form_id)
    form = VoidForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason, now = form.cleaned_data["reason"], timezone.now()
        if carried_out(form, lambda: void_form(actor=request.user, form_id=form_id, reason=reason, now=now)):
            messages.success(request, "这张表已作废。")
            return redirect("desk:paper_form", form_id)
    return confirm_page(
        request, title=f"作废审签表 {sheet.code}", text="作废后，这张表的扫描件不能登记，也不能恢复。",
        act="作废", back=reverse("desk:paper_form", args=(form_id,)), danger=True, form=form,
    )  # fmt: skip


@staff_page
def paper_refusal(request: StaffRequest, form_id: int) -> HttpResponse:
    """The sheet says no: who and why, then the item goes back."""
    sheet = _of_office(request, form_id)
    form = RefusalForm(sheet, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        about: dict[str, Any] = {"actor": request.user, "form_id": form_id, "now": timezone.now()}
        if carried_out(form, lambda: enter_refusal(**about, **form.cleaned_data)):
            messages.success(request, "已登记为不同意，信息已退回起草。")
            return redirect("desk:paper_form", form_id)
    return confirm_page(
        request, title=f"登记不同意：{sheet.item.title}", act="登记不同意并退回", form=form,
        text="表上写明不同意的，在这里登记，信息退回起草人修改。",
        back=reverse("desk:paper_form", args=(form_id,)),
    )  # fmt: skip


def _of_office(request: StaffRequest, form_id: int) -> PaperForm:
    sheet = queries.forms_of_office(request.standing).filter(pk=form_id).first()
    if sheet is None:
        raise NotVisible
    return sheet
