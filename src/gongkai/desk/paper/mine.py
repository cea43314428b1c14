"""What was entered in one's own name, objecting to it, and the office's answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from gongkai.desk.pages import StaffRequest, carried_out, confirm_page, staff_page
from gongkai.desk.paging import page_by_id
from gongkai.kernel.errors import NotVisible
from gongkai.paper import queries
from gongkai.paper.acts.object_to import object_to, settle_objection


class ReasonForm(forms.Form):
    """What is wrong with the entry."""

    reason = forms.CharField(label="哪里不对", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class OutcomeForm(forms.Form):
    """What came of the objection."""

    outcome = forms.CharField(label="处理结果", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


@staff_page
def paper_mine(request: StaffRequest) -> HttpResponse:
    """Reviews entered from sheets that bear the person's signature."""
    page = page_by_id(queries.records_in_name_of(request.standing), request.GET)
    return render(request, "desk/paper/mine.html", {"page": page, "records": page.rows})


@staff_page
def paper_object(request: StaffRequest, record_id: int) -> HttpResponse:
    """Say that the signature is not one's own."""
    record = queries.records_in_name_of(request.standing).filter(pk=record_id).first()
    if record is None:
        raise NotVisible
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        about: dict[str, Any] = {"actor": request.user, "record_id": record_id, "now": timezone.now()}
        if carried_out(form, lambda: object_to(**about, **form.cleaned_data)):
            messages.success(request, "异议已提出。")
            return redirect("desk:paper_mine")
    return confirm_page(
        request, title=f"对纸面审签提出异议：{record.item.title}", act="提出异议", form=form,
        text="信息还没有发布的，退回起草；已经发布的，由公开办核实处理。", back=reverse("desk:paper_mine"),
    )  # fmt: skip


@staff_page
def paper_objections(request: StaffRequest) -> HttpResponse:
    """Objections that the office has to settle."""
    if not queries.offices_of(request.standing).exists():
        raise NotVisible
    page = page_by_id(queries.open_objections(request.standing), request.GET)
    return render(request, "desk/paper/objections.html", {"page": page, "objections": page.rows})


@staff_page
def paper_settle(request: StaffRequest, objection_id: int) -> HttpResponse:
    """Write down what came of it."""
    objection = queries.open_objections(request.standing).filter(pk=objection_id).first()
    if objection is None:
        raise NotVisible
    form = OutcomeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        about: dict[str, Any] = {"actor": request.user, "objection_id": objection_id, "now": timezone.now()}
        if carried_out(form, lambda: settle_objection(**about, **form.cleaned_data)):
            messages.success(request, "处理结果已记下。")
            return redirect("desk:paper_objections")
    return confirm_page(
        request, title=f"处理异议：{objection.record.item.title}", text=objection.reason, act="记下结果",
        back=reverse("desk:paper_objections"), form=form,
    )  # fmt: skip
