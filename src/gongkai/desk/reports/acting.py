"""The pages on which acts of a report are done: what will happen is said first, what was typed stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.desk.pages import StaffRequest, refuse_into, staff_page
from gongkai.desk.remedies.forms import day
from gongkai.desk.reports.access import seen_report
from gongkai.kernel.errors import ActRefused, NotVisible, Refused
from gongkai.kernel.models import Person
from gongkai.reporting import queries
from gongkai.reporting.acts.check import check_
from gongkai.reporting.acts.compile_ import compile_
from gongkai.reporting.acts.correct import correct
from gongkai.reporting.acts.publish import publish
from gongkai.reporting.acts.review import return_, review
from gongkai.reporting.acts.sign import sign, sign_on_paper
from gongkai.reporting.acts.submit import submit
from gongkai.reporting.models import AnnualReport
from gongkai.reporting.rules import ACTS, status_of, why_not


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label="理由", max_length=500, widget=forms.Textarea({"rows": 3}))


class PaperForm(forms.Form):
    """The day on the paper."""

    on = day("签发日期", help_text="领导在纸质稿上签字的日期，年报的落款用这一天。")


@dataclass(frozen=True)
class ActPage:
    """An act as a page: what it does, the word when it is done, what it asks for."""

    what: tuple[str, ...]
    done: str
    run: Callable[..., Any]
    form: type[forms.Form] = forms.Form
    danger: bool = False


PAGES: dict[str, ActPage] = {
    "compile": ActPage(
        ("按现在的登记重新统计全部数字。统计有变化的，已经自查过的要重新自查。",), "已重新统计。", compile_
    ),
    "check": ActPage(
        (
            "先重新统计，再把表格、文字和上一年年报逐项核对。没有不符的，提交另一人审核。",
            "有不符的会列出来；确实不是问题的，在核对结果里写明理由以后可以提交。",
        ),
        "自查通过，已提交审核。", check_,
    ),
    "review": ActPage(
        ("您看过数字和文字，确认可以报请签发。此后有任何改动，都要重新审核。",), "审核通过，待签发。", review
    ),
    "return": ActPage(("退回编写人修改，写明要改什么。",), "已退回。", return_, ReasonForm),
    "sign": ActPage(
        (
            "签发以后年报定稿：数字、文字和每一格背后的申请都保存下来，不再变动。",
            "落款日期是今天。Word、PDF 文件由后台生成。",
        ),
        "已签发，年报定稿。", sign,
    ),
    "sign_on_paper": ActPage(
        ("领导在纸质稿上签了字的，在这里登记签字日期，年报随即定稿。",), "已登记签发，年报定稿。",
        sign_on_paper, PaperForm,
    ),
    "submit": ActPage(("报送以后，主管部门可以看到这份年报。",), "已报送主管部门。", submit),
    "publish": ActPage(
        (
            "在“政府信息公开年报”栏目生成一条信息，附上 Word 和 PDF 文件，并提交审核。",
            "按该栏目的审核流程，由另一人审核后发布；发布以后这里自动变为已公布。",
        ),
        "门户稿件已生成并提交审核，请到“主动公开”中继续办理。", publish,
    ),
    "correct": ActPage(
        (
            "开始下一版：复制现在的文字，重新统计数字，再走一遍自查、审核、签发。",
            "新版签发以前，对外仍以现在这一版为准；更正的理由会印在新版上。",
        ),
        "已开始更正。", correct, ReasonForm,
    ),
}  # fmt: skip


@staff_page
def report_act(request: StaffRequest, report_id: int, act: str) -> HttpResponse:
    """Show the act and, on POST, do it. What is not open answers with its reason."""
    row = seen_report(request, report_id)
    page = PAGES.get(act)
    if page is None:
        raise Http404
    if row.organ_id not in request.standing.organs(*ACTS[act].roles):
        raise NotVisible
    second = request.user.pk not in queries.writers_of(queries.newest_edition(row))
    reason = why_not(act, row, request.standing, is_second=second)
    if reason:
        raise ActRefused(reason + "。")
    form = page.form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            _run(page, request.user, row, dict(form.cleaned_data), timezone.now())
        except Refused as refusal:
            refuse_into(form, refusal)
        else:
            messages.success(request, page.done)
            return redirect("desk:report", report_id=row.pk)
    context = {"row": row, "page": page, "form": form, "label": ACTS[act].label, "status": status_of(row)}
    return render(request, "desk/reports/act.html", context)


def _run(page: ActPage, person: Person, row: AnnualReport, values: dict[str, Any], now: datetime) -> None:
    page.run(actor=person, report_id=row.pk, now=now, **values)
