"""Looking at what lies sealed: the applicant once, a file as a download; each is audited."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from gongkai.desk.cases.access import office_case, seen_case
from gongkai.desk.pages import StaffRequest, confirm_page, staff_page
from gongkai.kernel import private
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.private import Purpose
from gongkai.requests.acts.personal import may_open_file, open_applicant, open_file
from gongkai.requests.models import Case
from gongkai.requests.personal import ID_KINDS, Applicant

_LABELS = {
    "name": "姓名或者名称", "id_kind": "证件种类", "id_number": "证件号码",
    "phone": "电话", "email": "电子邮箱", "address": "通信地址", "postcode": "邮政编码", "fax": "传真",
    "representative": "法定代表人或者负责人", "contact": "联系人", "agent": "代理人",
}  # fmt: skip
_RECORDED = "您的姓名、时间和用途会记入审计。"


class PurposeForm(forms.Form):
    """Why somebody looks; a list, so that nothing personal gets into the record."""

    purpose = forms.ChoiceField(label="用途", choices=Purpose.choices, initial=Purpose.HANDLE)


@staff_page
def case_applicant(request: StaffRequest, case_id: int) -> HttpResponse:
    """Ask why; then show the applicant in full, on this page only."""
    case = office_case(request, case_id)
    form = PurposeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return confirm_page(
            request, title="查看申请人信息", text=_RECORDED, act="查看",
            back=reverse("desk:case", args=(case.pk,)), form=form,
        )  # fmt: skip
    applicant = open_applicant(
        actor=request.user, case_id=case.pk, purpose=form.cleaned_data["purpose"], now=timezone.now()
    )
    context = {"case": case, "lines": applicant_lines(applicant), "purpose": _purpose(form)}
    response = render(request, "desk/cases/applicant.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def applicant_lines(applicant: Applicant) -> list[tuple[str, str]]:
    """The applicant's data in words, empty ones left out."""
    values = vars(applicant) | {"id_kind": ID_KINDS.get(applicant.id_kind, applicant.id_kind)}
    return [(label, str(values[name])) for name, label in _LABELS.items() if values[name]]


def _purpose(form: PurposeForm) -> str:
    return str(Purpose(form.cleaned_data["purpose"]).label)


@staff_page
def case_file(request: StaffRequest, case_id: int, file_id: int) -> HttpResponseBase:
    """Ask why; then give a file of the case as a download."""
    case = seen_case(request, case_id)
    _require_file(request, case, file_id)
    form = PurposeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return confirm_page(
            request, title="打开案卷里的文件", text=_RECORDED, act="打开",
            back=reverse("desk:case", args=(case.pk,)), form=form,
        )  # fmt: skip
    file = open_file(
        actor=request.user, case_id=case.pk, file_id=file_id, purpose=form.cleaned_data["purpose"],
        now=timezone.now(),
    )  # fmt: skip
    response = StreamingHttpResponse(private.read_chunks(file), content_type=file.media_type)
    response["Content-Disposition"] = content_disposition_header(True, private.original_name(file))
    response["Content-Length"] = str(file.size)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _require_file(request: StaffRequest, case: Case, file_id: int) -> None:
    """Answer the same whether a file does not exist or is not theirs, before anything is asked."""
    if not may_open_file(request.standing, case, file_id):
        raise NotVisible
