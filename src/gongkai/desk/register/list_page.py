"""The register: ready-made selections, filters, pages, the attribute for many at once, the same as xlsx."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from gongkai.desk.ids import read_ids
from gongkai.desk.listing import sheet_file
from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.desk.paging import page_by_id
from gongkai.desk.register.forms import OPEN, AttributeForm, FilterForm
from gongkai.desk.register.rows import rows_of
from gongkai.kernel.errors import NotVisible, Refused
from gongkai.kernel.rights import Standing
from gongkai.register import due, passing_on, queries
from gongkai.register.acts.set_attribute import set_attributes
from gongkai.register.attributes import label_of
from gongkai.register.models import RegisterEntry
from gongkai.register.rules import KEEPERS, OFFICE_ROLES, WRITERS

_JOINED = ("organ", "department", "item__column")
Select = Callable[[Standing, date], QuerySet[RegisterEntry]]
MOST_ROWS = 20_000
_TOO_MANY = "只导出前 20000 条，请缩小范围后再导出其余各条。"
HEADS = (
    ("登记号", 12), ("文号", 24), ("题名", 50), ("成文日期", 12), ("主办科室", 16), ("拟稿人", 10),
    ("公开属性", 30), ("理由说明", 20), ("公开情况", 14), ("份数", 8), ("页数", 8), ("备注", 24),
)  # fmt: skip


@dataclass(frozen=True)
class ListView:
    """A selection: its key in the address, its name, what it holds, what to say when it is empty."""

    key: str
    label: str
    select: Select
    empty: str


VIEWS = {
    view.key: view
    for view in (
        ListView("all", "全部", lambda s, t: queries.standing_entries(s), "还没有登记过发文。"),
        ListView(
            "mine", "我经办的", lambda s, t: queries.standing_entries(s).filter(
                passing_on.UNSETTLED, passing_on.minded_by(s.person_id)
            ),
            "您经办的发文都办结了。",
        ),
        ListView("undetermined", "未定", lambda s, t: queries.undetermined(s), "公开属性都定了。"),
        ListView("unpublished", "待公开", lambda s, t: queries.unpublished(s), "主动公开的都已公开。"),
        ListView("near", "快到期", lambda s, t: due.near(s, today=t), "没有五个工作日内到期的。"),
        ListView("overdue", "已逾期", lambda s, t: due.overdue(s, today=t), "没有逾期未公开的。"),
        ListView("reassess", "待复查", lambda s, t: queries.to_reassess(s, today=t), "没有到期待复查的。"),
        ListView(
            "void", "已作废", lambda s, t: queries.visible_to(s).exclude(voided_at=None), "没有作废的。"
        ),
    )
}  # fmt: skip


def require_reader(standing: Standing) -> None:
    """Raise NotVisible for who has nothing to do with a register."""
    if not standing.organs(*OFFICE_ROLES) and not standing.departments(*WRITERS):
        raise NotVisible


def _chosen(request: StaffRequest) -> tuple[ListView, FilterForm, QuerySet[RegisterEntry]]:
    require_reader(request.standing)
    view = VIEWS.get(request.GET.get("view", ""), VIEWS["all"])
    form = FilterForm(request.GET, request.standing)
    values, rows = form.chosen, view.select(request.standing, localdate())
    if "q" in values:
        rows = queries.found_by(rows, str(values["q"]))
    if "year" in values:
        rows = rows.filter(formed_on__year=values["year"])
    if "mode" in values:
        rows = rows.filter(mode="" if values["mode"] == OPEN else values["mode"])
    if "department" in values:
        rows = rows.filter(department=int(str(values["department"])))
    return view, form, rows.select_related(*_JOINED)


@staff_page
def register_list(request: StaffRequest) -> HttpResponse:
    """One page of the selection; ticked entries get their attribute together."""
    view, form, rows = _chosen(request)
    page, standing = page_by_id(rows, request.GET), request.standing
    may_write = bool(standing.organs(*KEEPERS) or standing.departments(*WRITERS))
    context = {
        "view": view, "views": VIEWS.values(), "form": form, "page": page,
        "rows": rows_of(page.rows, today=localdate()), "may_write": may_write,
        "may_keep": bool(standing.organs(*KEEPERS)), "supervises": bool(standing.supervised_organs),
        "query": request.GET.urlencode(),
        "bulk_form": AttributeForm(auto_id="bulk-%s") if may_write and view.key != "void" else None,
    }  # fmt: skip
    return render(request, "desk/register/list.html", context)


@require_POST
@staff_page
def register_bulk(request: StaffRequest) -> HttpResponse:
    """Decide the attribute of what was ticked; what was refused says why."""
    require_reader(request.standing)
    back = f"{reverse('desk:register')}?{request.POST.get('query', '')}"
    form = AttributeForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请选择公开属性。")
        return redirect(back)
    try:
        outcomes = set_attributes(
            actor=request.user, entry_ids=read_ids(request.POST.getlist("item")),
            attribute=form.attribute(), reason=form.cleaned_data["reason"], now=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(back)
    done = sum(not one.refusal for one in outcomes)
    messages.success(request, f"已定公开属性 {done} 条。")
    for one in [one for one in outcomes if one.refusal][:10]:
        messages.error(request, f"“{one.name}”没有办成：{one.refusal}")
    return redirect(back)


@staff_page
def register_export(request: StaffRequest) -> FileResponse:
    """The whole selection, narrowed the same way, as xlsx."""
    view, _, rows = _chosen(request)
    lines = rows_of(rows.order_by("year", "number")[:MOST_ROWS], today=localdate())
    cells = (
        (
            row.entry.serial, row.entry.doc_number, row.title, row.entry.formed_on,
            row.entry.department.name if row.entry.department else "", row.entry.drafter_name,
            label_of(row.entry.mode, row.entry.ground), row.entry.ground_note,
            row.publication.label if row.publication else "", row.entry.copies, row.entry.pages,
            row.entry.remark,
        )
        for row in lines
    )  # fmt: skip
    file = sheet_file("发文登记", HEADS, cells, most=MOST_ROWS, too_many=_TOO_MANY)
    name = f"发文登记-{view.label}-{localdate():%Y%m%d}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name)
