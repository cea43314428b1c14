"""What the authority does to one report: pre-check, return, accept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.desk.pages import StaffRequest, carried_out, staff_page
from gongkai.desk.reports.access import seen_report
from gongkai.kernel.errors import NotVisible
from gongkai.reporting.acts.supervise import MOST, accept, precheck, return_report
from gongkai.reporting.models import AnnualReport, ReportState
from gongkai.reporting.queries import below
from gongkai.reporting.rules import status_of


class TextForm(forms.Form):
    """What is said to the organ."""

    text = forms.CharField(label="意见", max_length=MOST, widget=forms.Textarea({"rows": 4}))


class AcceptForm(forms.Form):
    """What is said, if anything."""

    text = forms.CharField(
        label="意见", max_length=MOST, required=False, widget=forms.Textarea({"rows": 2}),
        help_text="可以不写。",
    )  # fmt: skip


@dataclass(frozen=True)
class SupervisingAct:
    """An act as a page."""

    code: str
    label: str
    what: tuple[str, ...]
    done: str
    form: type[forms.Form]
    run: Callable[..., Any]
    states: frozenset[ReportState]


_READY = frozenset({ReportState.CHECKED, ReportState.REVIEWED})
_HANDED_IN = frozenset({ReportState.SUBMITTED, ReportState.PUBLISHED})
ACTS = {
    act.code: act
    for act in (
        SupervisingAct(
            "precheck", "提出预审意见", ("这份年报已经自查、还没有签发。您的意见会显示在对方的年报旁边。",),
            "预审意见已发出。", TextForm, precheck, _READY,
        ),
        SupervisingAct(
            "accept", "审核通过", ("告诉对方这份年报没有问题。",), "已告知审核通过。", AcceptForm, accept,
            _HANDED_IN,
        ),
        SupervisingAct(
            "return", "退回", (
                "对方会看到退回理由，并开始下一版；已经报送的这一版仍保留。",
            ), "已退回，对方会看到理由。", TextForm, return_report, _HANDED_IN,
        ),
    )
}  # fmt: skip


def open_to(request: StaffRequest, row: AnnualReport) -> list[SupervisingAct]:
    """The acts the authority may do to the report now."""
    if not below(request.standing).filter(pk=row.organ_id).exists():
        return []
    return [act for act in ACTS.values() if row.state in act.states]


@staff_page
def report_supervise(request: StaffRequest, report_id: int, act: str) -> HttpResponse:
    """Show the act and, on POST, do it."""
    row, page = seen_report(request, report_id), ACTS.get(act)
    if page is None:
        raise Http404
    if not below(request.standing).filter(pk=row.organ_id).exists():
        raise NotVisible
    posted = request.POST if request.method == "POST" else None
    form = page.form(posted)
    if posted is not None and form.is_valid():

        def run() -> object:
            text = form.cleaned_data["text"]
            return page.run(actor=request.user, report_id=row.pk, text=text, now=timezone.now())

        if carried_out(form, run):
            messages.success(request, page.done)
            return redirect("desk:report", report_id=row.pk)
    context = {"row": row, "page": page, "form": form, "label": page.label, "status": status_of(row)}
    return render(request, "desk/reports/act.html", context)
