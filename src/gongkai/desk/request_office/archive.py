"""The archive of requests: its lists, the transfer list, and the acts on what was ticked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from gongkai.desk.dates import POSSIBLE_DAYS
from gongkai.desk.ids import read_id, read_ids
from gongkai.desk.pages import StaffRequest, refuse_into, staff_page
from gongkai.desk.paging import page_by_id
from gongkai.desk.request_office.archive_sheet import outcome_label, transfer_list
from gongkai.kernel.errors import NotVisible, Refused
from gongkai.kernel.models import Role
from gongkai.law.archive import RETENTIONS
from gongkai.requests.acts.archiving import clear_working_copies, destroy_expired, transfer
from gongkai.requests.archive_lists import LISTS, entries_visible_to
from gongkai.requests.models import ArchiveEntry
from gongkai.requests.queries import OFFICE_ROLES

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class TransferForm(forms.Form):
    """When and to whom the files were handed over."""

    on = forms.DateField(
        label="移交日期", validators=POSSIBLE_DAYS,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    to = forms.CharField(label="移交给", max_length=100, help_text="档案馆、档案室的全称")


class ClearForm(forms.Form):
    """Nothing but the word that the list was looked over."""

    sure = forms.BooleanField(label="清单已经核对，案卷包完好")


class DestroyForm(forms.Form):
    """The approval of the destruction."""

    reason = forms.CharField(label="批准销毁的清单文号", max_length=100)
    sure = forms.BooleanField(label="销毁之后谁也读不出来，只留统计和审计")


@dataclass(frozen=True)
class ListPage:
    """A list of the archive with the act that belongs to it."""

    key: str
    label: str
    words: str
    button: str = ""
    form: type[forms.Form] | None = None
    roles: tuple[Role, ...] = ()
    run: Callable[..., int] | None = None
    done: str = ""
    danger: bool = False


def _transfer(request: StaffRequest, ids: list[int], values: dict[str, Any]) -> int:
    return transfer(
        actor=request.user, case_ids=ids, on=values["on"], to=values["to"], now=timezone.now()
    )  # fmt: skip


def _clear(request: StaffRequest, ids: list[int], values: dict[str, Any]) -> int:
    return clear_working_copies(actor=request.user, case_ids=ids, now=timezone.now())


def _destroy(request: StaffRequest, ids: list[int], values: dict[str, Any]) -> int:
    return destroy_expired(actor=request.user, case_ids=ids, reason=values["reason"], now=timezone.now())


PAGES: dict[str, ListPage] = {
    page.key: page
    for page in (
        ListPage("all", "全部", "归档的案件，按归档先后。封存的案卷包在案件页下载。"),
        ListPage(
            "transfer", "待移交", "下载移交清单，与档案机构办完交接，勾选登记。", "登记移交", TransferForm,
            (Role.REVIEWER,), _transfer, "登记了 {count} 件的移交。",
        ),
        ListPage(
            "clear", "可清理",
            "案卷包已经封存的，工作副本里的姓名、证件、联系方式可以遮去，散件可以清掉；案卷包不动。",
            "清理工作副本", ClearForm, (Role.REVIEWER,), _clear, "清理了 {count} 件的工作副本。",
        ),
        ListPage(
            "destroy", "保管期满", "保管期限已满的，经批准可以销毁。由公开工作机构负责人或者签发人办理。",
            "销毁", DestroyForm, (Role.OFFICE_HEAD, Role.SIGNER), _destroy, "销毁了 {count} 件。",
            danger=True,
        ),
    )
}  # fmt: skip


@dataclass(frozen=True)
class EntryRow:
    """An archived case as its row shows it."""

    case_id: int
    item: int
    number: str
    subject: str
    applicant: str
    ended_on: date | None
    outcome: str
    retention: str
    retain_until: date | None
    marks: tuple[str, ...]


@staff_page
def request_archive(request: StaffRequest) -> HttpResponse:
    """A list of the archive and, on POST, its act on what was ticked; a refusal keeps ticks and words."""
    if not request.standing.organs(*OFFICE_ROLES):
        raise NotVisible
    page = _page_of(request)
    may = bool(page.roles and request.standing.organs(*page.roles))
    if request.method != "POST":
        return _shown(request, page, page.form() if page.form and may else None, set())
    if not may or page.form is None or page.run is None:
        raise NotVisible
    form, ids = page.form(request.POST), read_ids(request.POST.getlist("case"))
    if not ids:
        form.is_valid()
        form.add_error(None, "请先在清单里勾选。")
    elif form.is_valid():
        try:
            count = page.run(request, ids, form.cleaned_data)
        except Refused as refusal:
            refuse_into(form, refusal)
        else:
            messages.success(request, page.done.format(count=count))
            return redirect(reverse("desk:request_archive") + f"?list={page.key}")
    return _shown(request, page, form, set(ids))


@require_GET
@staff_page
def request_archive_export(request: StaffRequest) -> HttpResponseBase:
    """The list as it is narrowed, as an xlsx."""
    if not request.standing.organs(*OFFICE_ROLES):
        raise NotVisible
    file = transfer_list(_entries(request, _page_of(request)))
    return FileResponse(file, as_attachment=True, filename="移交清单.xlsx", content_type=XLSX)


def _page_of(request: StaffRequest) -> ListPage:
    return PAGES.get(request.GET.get("list", ""), PAGES["all"])


def _entries(request: StaffRequest, page: ListPage) -> Any:
    entries = LISTS[page.key](entries_visible_to(request.standing), timezone.localdate())
    year = read_id(request.GET.get("year"))
    if year and year < 9999:
        entries = entries.filter(case__ended_on__year=year)
    if request.GET.get("retention") in RETENTIONS.codes():
        entries = entries.filter(retention=request.GET["retention"])
    return entries


def _shown(request: StaffRequest, page: ListPage, form: forms.Form | None, ticked: set[int]) -> HttpResponse:
    found = page_by_id(_entries(request, page), request.GET)
    context = {
        "list": page, "lists": PAGES.values(), "page": found, "form": form, "ticked": ticked,
        "rows": [_row(entry) for entry in found.rows], "retentions": RETENTIONS.choices(),
        "year": request.GET.get("year", ""), "retention": request.GET.get("retention", ""),
        "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "desk/request_office/archive.html", context)


_MARKS = {
    "transferred": "已移交{to}", "cleared": "工作副本已清理", "destroyed": "已销毁",
    "failed": "案卷包没有生成：{why}", "making": "案卷包在生成",
}  # fmt: skip


def _row(entry: ArchiveEntry) -> EntryRow:
    case, marks = entry.case, []
    if entry.transferred_on:
        marks.append(_MARKS["transferred"].format(to=entry.transferred_to))
    if entry.destroyed_at:
        marks.append(_MARKS["destroyed"])
    elif entry.cleared_at:
        marks.append(_MARKS["cleared"])
    elif entry.package_id is None:
        failed = entry.package_failure
        marks.append(_MARKS["failed"].format(why=failed) if failed else _MARKS["making"])
    return EntryRow(
        case_id=case.pk, item=entry.item_number, number=case.number, subject=case.subject,
        applicant=case.applicant_masked, ended_on=case.ended_on, outcome=outcome_label(case.outcome),
        retention=RETENTIONS.label(entry.retention), retain_until=entry.retain_until, marks=tuple(marks),
    )  # fmt: skip
