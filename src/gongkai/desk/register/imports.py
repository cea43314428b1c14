"""Importing the office's own register: read in, looked at row by row, confirmed."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.desk.ids import read_id
from gongkai.desk.listing import sheet_file
from gongkai.desk.pages import StaffRequest, refuse_into, staff_page
from gongkai.desk.paging import page_by_id
from gongkai.desk.register.forms import ImportForm
from gongkai.kernel.errors import InputRefused, NotVisible, Refused
from gongkai.register import queries
from gongkai.register.acts.import_register import (
    confirm_register,
    drop_register,
    stage_register,
    tell_year,
)
from gongkai.register.acts.import_rows import counts_of, done_of
from gongkai.register.import_heads import LABELS
from gongkai.register.models import WORKED_ON, BatchState, RowState
from gongkai.register.rules import KEEPERS

ROWS_TO_A_PAGE = 100
_ENTERED = "已登记。有问题的行没有登记，可以下载后改正再导入。"
_ENTERING = "已开始登记。行数多，由后台接着办，可以先去做别的。"


def _require_keeper(request: StaffRequest) -> None:
    if not request.standing.organs(*KEEPERS):
        raise NotVisible


@staff_page
def register_imports(request: StaffRequest) -> HttpResponse:
    """Imports, newest first."""
    _require_keeper(request)
    page = page_by_id(queries.batches_visible_to(request.standing), request.GET)
    return render(request, "desk/register/imports.html", {"page": page, "batches": page.rows})


@staff_page
def register_import_new(request: StaffRequest) -> HttpResponse:
    """Read a register in; nothing is entered before it was looked at."""
    _require_keeper(request)
    form = ImportForm(request.standing, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        table = form.cleaned_data["table"]
        try:
            batch = stage_register(
                actor=request.user, organ_id=form.cleaned_data["organ"].pk, name=table.name, table=table,
                now=timezone.now(), year=form.cleaned_data["year"],
            )  # fmt: skip
        except Refused as refusal:
            refuse_into(form, refusal)
        else:
            return redirect("desk:register_import", batch.pk)
    return render(request, "desk/register/import_new.html", {"form": form})


@staff_page
def register_import(request: StaffRequest, book_id: int) -> HttpResponse:
    """What will become of each row; told years, confirmed or given up from here."""
    batch = queries.visible_batch(request.standing, book_id)
    if request.method == "POST":
        return _settle(request, batch.pk)
    counts, is_at_work = counts_of(batch), batch.state in WORKED_ON
    chosen = request.GET.get("state", "")
    rows = batch.rows.select_related("entry")
    if chosen in RowState.values:
        rows = rows.filter(state=chosen)
    after = read_id(request.GET.get("after"))
    found = list(rows.filter(pk__gt=after or 0).order_by("pk")[: ROWS_TO_A_PAGE + 1])
    context = {
        "batch": batch, "rows": found[:ROWS_TO_A_PAGE], "state": chosen, "is_later": after is not None,
        "following": found[ROWS_TO_A_PAGE - 1].pk if len(found) > ROWS_TO_A_PAGE else None,
        "counts": [(one.value, one.label, counts[one]) for one in RowState if one in counts],
        "heads": "、".join(LABELS[name] for name in batch.heads), "ready": counts.get("ready", 0),
        "changed": counts.get("changed", 0), "has_faults": bool(counts.get("refused")),
        "is_open": batch.state == BatchState.CHECKED, "is_at_work": is_at_work,
        "done": done_of(batch) if is_at_work else 0,
        "lacks_year": not is_at_work and queries.lack_a_year(batch),
    }  # fmt: skip
    return render(request, "desk/register/import.html", context)


def _settle(request: StaffRequest, batch_id: int) -> HttpResponse:
    now, person = timezone.now(), request.user
    if "drop" in request.POST:
        drop_register(actor=person, batch_id=batch_id, now=now)
        messages.success(request, "已放弃，没有登记任何一行。")
    elif "year" in request.POST:
        year = read_id(request.POST["year"].strip())
        if year is None:
            raise InputRefused("请填写四位数的年份。")
        tell_year(actor=person, batch_id=batch_id, year=year, now=now)
        messages.success(request, f"没有年份的日期已按 {year} 年重新判读。")
    else:
        update = request.POST.get("update") == "1"
        done = confirm_register(actor=person, batch_id=batch_id, now=now, update_changed=update)
        messages.success(request, _ENTERED if done.state == BatchState.ENTERED else _ENTERING)
    return redirect("desk:register_import", batch_id)


@staff_page
def register_import_faults(request: StaffRequest, book_id: int) -> FileResponse:
    """The rows that could not be taken, as written, with a column that says why."""
    batch = queries.visible_batch(request.standing, book_id)
    fields = [name for name in LABELS if name in batch.heads]
    heads = [("工作表", 12), ("行号", 8), *((LABELS[name], 22) for name in fields), ("问题", 60)]
    rows = batch.rows.filter(state=RowState.REFUSED).order_by("pk")
    cells = ([row.sheet, row.line, *(row.raw.get(name, "") for name in fields), row.reason] for row in rows)
    file = sheet_file("有问题的行", heads, cells, most=20_000, too_many="")
    return FileResponse(file, as_attachment=True, filename="发文登记簿-有问题的行.xlsx")
