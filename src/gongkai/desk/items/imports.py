"""Importing old stock at the desk: read in, looked at row by row, approved by a second person, sealed."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from gongkai.desk.items.import_template import template_workbook
from gongkai.desk.items.wording import field_words
from gongkai.desk.pages import StaffRequest, confirm_page, refuse_into, staff_page
from gongkai.desk.paging import page_by_id
from gongkai.disclosure import queries
from gongkai.disclosure.acts.import_legacy import (
    approve_import,
    drop_batch,
    may_stage,
    seal_legacy,
    stage_import,
)
from gongkai.disclosure.import_files import FileSource, NoFiles, Zip
from gongkai.disclosure.import_table import TABLE_COLUMNS
from gongkai.disclosure.models import Column, ImportBatch, ImportRow
from gongkai.disclosure.models.importing import BatchState, RowState
from gongkai.documents import clean_html
from gongkai.kernel import filestore
from gongkai.kernel.errors import NotVisible, Refused
from gongkai.kernel.models import Organ, Role, StoredFile
from gongkai.kernel.rights import Standing

ROWS_TO_A_PAGE = 100
_PICTURE = re.compile(r"<img [^>]*>")
_TEXTS = {column.field: column.head for column in TABLE_COLUMNS}


class ImportForm(forms.Form):
    """A table and, if rows name files, a zip of them."""

    organ = forms.ModelChoiceField(label="机关", queryset=Organ.objects.none(), empty_label=None)
    table = forms.FileField(
        label="表格",
        help_text="xlsx 或 csv；第一行是列名，请按模板填写",
        widget=forms.ClearableFileInput({"accept": ".xlsx,.csv"}),
    )
    package = forms.FileField(
        label="文件包",
        required=False,
        help_text="zip；装着表格里写到的正文文件和附件",
        widget=forms.ClearableFileInput({"accept": ".zip"}),
    )

    def __init__(self, *args: Any, organs: list[Organ], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organ"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = Organ.objects.filter(pk__in=[organ.pk for organ in organs])
        if len(organs) == 1:
            field.initial, field.widget = organs[0].pk, forms.HiddenInput()


def _organs(standing: Standing) -> list[Organ]:
    """Organs into which the person may read old stock."""
    return [
        organ for organ in Organ.objects.filter(pk__in=standing.home_organs) if may_stage(standing, organ.pk)
    ]


@require_GET
@staff_page
def import_list(request: StaffRequest) -> HttpResponse:
    """Batches one may see, newest first; the way to a new one; for the administrator, the seal."""
    organs = _organs(request.standing)
    administered = list(Organ.objects.filter(pk__in=request.standing.organs(Role.ADMIN)))
    if not organs and not administered:
        raise NotVisible
    page = page_by_id(queries.batches_visible_to(request.standing), request.GET)
    context = {
        "page": page,
        "batches": [(batch, _counts(batch)) for batch in page.rows],
        "open_organs": [organ for organ in organs if not organ.legacy_sealed_at],
        "sealed": [organ for organ in {*organs, *administered} if organ.legacy_sealed_at],
        "may_seal": [organ for organ in administered if not organ.legacy_sealed_at],
    }
    return render(request, "desk/items/imports.html", context)


def _counts(batch: ImportBatch) -> list[tuple[str, str, int]]:
    found = dict(batch.rows.values_list("state").annotate(Count("id")).order_by())
    return [(state.value, str(state.label), found[state]) for state in RowState if state in found]


@staff_page
def import_new(request: StaffRequest) -> HttpResponse:
    """Read a table in; afterwards its batch shows what would become of each row."""
    organs = [organ for organ in _organs(request.standing) if not organ.legacy_sealed_at]
    if not organs:
        raise NotVisible
    form = ImportForm(request.POST or None, request.FILES or None, organs=organs)
    if request.method == "POST" and form.is_valid():
        try:
            batch = _stage(request, form)
        except Refused as refusal:
            refuse_into(form, refusal)
        else:
            return redirect("desk:import_batch", batch.pk)
    return render(request, "desk/items/import_new.html", {"form": form, "columns": TABLE_COLUMNS})


def _stage(request: StaffRequest, form: ImportForm) -> ImportBatch:
    table, package = form.cleaned_data["table"], form.cleaned_data["package"]
    files: FileSource = Zip(package) if package else NoFiles()
    return stage_import(
        actor=request.user,
        organ_id=form.cleaned_data["organ"].pk,
        name=table.name,
        table=table,
        files=files,
        now=timezone.now(),
    )


@require_GET
@staff_page
def import_template(request: StaffRequest) -> FileResponse:
    """The empty table with every column explained."""
    return FileResponse(template_workbook(), as_attachment=True, filename="历史存量导入模板.xlsx")


def _batch(request: StaffRequest, batch_id: int) -> ImportBatch:
    batch = queries.batches_visible_to(request.standing).filter(pk=batch_id).first()
    if batch is None:
        raise NotVisible
    return batch


@require_GET
@staff_page
def import_batch(request: StaffRequest, batch_id: int) -> HttpResponse:
    """A batch: how many rows of each kind, and the rows themselves in the order of the file."""
    batch = _batch(request, batch_id)
    counts = _counts(batch)
    state = request.GET.get("state", "")
    rows = batch.rows.filter(state=state) if state in RowState.values else batch.rows.all()
    after = request.GET.get("after", "")
    if after.isascii() and after.isdigit():
        rows = rows.filter(line__gt=int(after[:9]))
    shown = list(rows.order_by("line")[: ROWS_TO_A_PAGE + 1])
    is_office = batch.organ_id in request.standing.organs(Role.REVIEWER)
    ready = {code: number for code, _, number in counts}.get(RowState.READY, 0)
    context = {
        "batch": batch,
        "counts": counts,
        "rows": shown[:ROWS_TO_A_PAGE],
        "state": state,
        "following": shown[ROWS_TO_A_PAGE - 1].line if len(shown) > ROWS_TO_A_PAGE else 0,
        "is_later": bool(after),
        "is_open": batch.state == BatchState.CHECKED and not batch.approved_at,
        "ready": ready,
        "is_entering": batch.state == BatchState.CHECKED and batch.approved_at,
        "why_not": _why_not_approve(request, batch, is_office, ready),
        "may_drop": is_office or batch.staged_by_id == request.user.pk,
    }
    return render(request, "desk/items/import_batch.html", context)


def _why_not_approve(request: StaffRequest, batch: ImportBatch, is_office: bool, ready: int) -> str:
    if not is_office:
        return "由公开办审核员审查"
    if batch.staged_by_id == request.user.pk:
        return "读入的人不能审查同一批，请由另一名审核员办理"
    return "" if ready else "没有可以导入的行"


@staff_page
def import_approve(request: StaffRequest, batch_id: int) -> HttpResponse:
    """Ask, then let the ready rows in."""
    batch = _batch(request, batch_id)
    back = reverse("desk:import_batch", args=(batch.pk,))
    if request.method == "POST":
        batch = approve_import(actor=request.user, batch_id=batch.pk, now=timezone.now())
        words = "已导入。" if batch.state == BatchState.ENTERED else "已审查，正在导入，请稍后刷新本页。"
        messages.success(request, words)
        return redirect(back)
    text = (
        "可导入的各行将以原发布日期、原索引号公开，标注“历史存量”，您的姓名会作为审查人留存在每条信息的审核记录中。"
        "请先逐行查看内容；有不宜公开的，请作废这一批，改正表格后重新读入。"
    )
    return confirm_page(request, title="审查并导入这一批", text=text, act="审查通过，导入", back=back)


@staff_page
def import_drop(request: StaffRequest, batch_id: int) -> HttpResponse:
    """Ask, then give the batch up."""
    batch = _batch(request, batch_id)
    back = reverse("desk:import_batch", args=(batch.pk,))
    if request.method == "POST":
        drop_batch(actor=request.user, batch_id=batch.pk, now=timezone.now())
        messages.success(request, "已作废，读入的内容已清除。")
        return redirect("desk:imports")
    return confirm_page(
        request,
        title="作废这一批",
        text="作废后这一批的内容清除，不能恢复；可以改正表格后重新读入。",
        act="作废",
        back=back,
        danger=True,
    )


@staff_page
def import_seal(request: StaffRequest, organ_id: int) -> HttpResponse:
    """Ask, then close the import of the organ for good."""
    if organ_id not in request.standing.organs(Role.ADMIN):
        raise NotVisible
    organ = Organ.objects.get(pk=organ_id)
    if request.method == "POST":
        seal_legacy(actor=request.user, organ_id=organ.pk, now=timezone.now())
        messages.success(request, "已封存，今后不能再导入历史存量。")
        return redirect("desk:imports")
    text = f"封存“{organ.name}”的历史存量后，不能再导入，也不能解除；今后每条信息的发布日期都由系统记录。"
    return confirm_page(
        request, title="封存历史存量", text=text, act="封存", back=reverse("desk:imports"), danger=True
    )


def _row(request: StaffRequest, batch_id: int, row_id: int) -> ImportRow:
    row = _batch(request, batch_id).rows.filter(pk=row_id).first()
    if row is None:
        raise NotVisible
    return row


@require_GET
@staff_page
def import_row(request: StaffRequest, batch_id: int, row_id: int) -> HttpResponse:
    """What a row would become: its fields, text and files."""
    row = _row(request, batch_id, row_id)
    values = row.values
    fields = values.get("fields", {})
    facts = [
        (_TEXTS.get(name, name), field_words(name, value))
        for name, value in fields.items()
        if name != "title"
    ]
    column = Column.objects.filter(pk=values.get("column")).first()
    body = _PICTURE.sub("［图片］", clean_html(values.get("body_html", "")))
    neighbours = row.batch.rows.order_by("line")
    context = {
        "row": row,
        "batch": row.batch,
        "title": fields.get("title", ""),
        "facts": facts,
        "column": column,
        "published_on": values.get("published_on", ""),
        "index_number": values.get("index_number", ""),
        "body": mark_safe(body),  # noqa: S308
        "files": list(enumerate(name for name, _ in row.files)),
        "previous": neighbours.filter(line__lt=row.line).last(),
        "next": neighbours.filter(line__gt=row.line).first(),
    }
    return render(request, "desk/items/import_row.html", context)


@require_GET
@staff_page
def import_row_file(request: StaffRequest, batch_id: int, row_id: int, place: int) -> HttpResponseBase:
    """A file of a row, as a download."""
    row = _row(request, batch_id, row_id)
    if place >= len(row.files):
        raise NotVisible
    name, file_id = row.files[place]
    stored = StoredFile.objects.filter(pk=file_id, purged_at=None).first()
    if stored is None or not filestore.path_of(stored).is_file():
        raise NotVisible
    response = FileResponse(filestore.path_of(stored).open("rb"), as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
