"""Uploads of the duty list: reading a list in, the preview of what was read, confirming, giving up."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from gongkai.desk.duty_list.access import kept_organ
from gongkai.desk.ids import read_id
from gongkai.desk.pages import StaffRequest, carried_out, confirm_page, staff_page
from gongkai.duty_list import queries
from gongkai.duty_list.acts.import_list import changes_of, confirm_list, drop_import, stage_list
from gongkai.duty_list.acts.returned import enter_returned
from gongkai.duty_list.list_judging import rhythm_from
from gongkai.duty_list.models import DutyImport, DutyImportRow, ImportKind, ImportRowState, ImportState
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import Department
from gongkai.law.duty_list import rhythm_words

ROWS_TO_A_PAGE = 100
_TONES = {
    ImportRowState.NEW: "green", ImportRowState.CHANGED: "blue", ImportRowState.SAME: "grey",
    ImportRowState.GONE: "amber", ImportRowState.READY: "green", ImportRowState.EMPTY: "grey",
    ImportRowState.REFUSED: "red", ImportRowState.ENTERED: "green",
}  # fmt: skip
_CHANGED = {
    "serial": "序号", "level1": "一级事项", "level2": "二级事项", "content": "公开内容", "basis": "公开依据",
    "statutory_class": "法定类别", "department": "责任科室", "contact": "联系人", "column": "栏目",
    "rhythm": "公开周期", "rhythm_text": "公开时限", "audience": "公开对象", "channel": "公开渠道",
}  # fmt: skip


class ListFileForm(forms.Form):
    """The file with the list."""

    table = forms.FileField(
        label="目录文件",
        help_text="xlsx 或 xls；本机关或者上级印发的目录原样上传即可，列名和合并单元格会自动识别。",
        widget=forms.ClearableFileInput({"accept": ".xlsx,.xls,.et"}),
    )


@staff_page
def duty_import_new(request: StaffRequest) -> HttpResponse:
    """Read a list in; afterwards its preview shows what would become of each row."""
    organ, organs = kept_organ(request)
    form = ListFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        table, made = form.cleaned_data["table"], []
        done = carried_out(
            form,
            lambda: made.append(
                stage_list(
                    actor=request.user, organ_id=organ.pk, name=str(table.name), data=table.read(),
                    now=timezone.now(),
                )
            ),
        )  # fmt: skip
        if done:
            return redirect("desk:duty_import", made[0].pk)
    uploads = queries.imports_visible_to(request.standing).filter(organ=organ)[:20]
    context = {"organ": organ, "organs": organs, "form": form, "uploads": uploads}
    return render(request, "desk/duty_list/import_new.html", context)


def _upload(request: StaffRequest, import_id: int) -> DutyImport:
    upload = queries.imports_visible_to(request.standing).filter(pk=import_id).first()
    if upload is None:
        raise NotVisible
    return upload


@require_GET
@staff_page
def duty_import(request: StaffRequest, import_id: int) -> HttpResponse:
    """What was read, row by row: what it becomes, what was assumed, what cannot be taken."""
    upload = _upload(request, import_id)
    counts = dict(upload.rows.values_list("state").annotate(Count("id")).order_by())
    state = request.GET.get("state", "")
    rows = upload.rows.select_related("line__department", "line__contact")
    if state in ImportRowState.values:
        rows = rows.filter(state=state)
    elif state == "doubt":
        rows = rows.exclude(doubts=[])
    after = read_id(request.GET.get("after")) or 0
    shown = list(rows.filter(place__gt=after).order_by("place")[: ROWS_TO_A_PAGE + 1])
    departments = dict(Department.objects.filter(organ=upload.organ).values_list("pk", "name"))
    context = {
        "upload": upload, "is_list": upload.kind == ImportKind.LIST, "state": state,
        "is_open": upload.state == ImportState.READ, "is_reading": upload.state == ImportState.READING,
        "is_unread": upload.state == ImportState.UNREAD,
        "counts": [(one.value, str(one.label), counts[one]) for one in ImportRowState if one in counts],
        "doubtful": upload.rows.exclude(doubts=[]).count(),
        "rows": [_row(row, departments) for row in shown[:ROWS_TO_A_PAGE]],
        "following": shown[ROWS_TO_A_PAGE - 1].place if len(shown) > ROWS_TO_A_PAGE else 0,
        "is_later": bool(after), "gone": counts.get(ImportRowState.GONE, 0),
        "ready": sum(counts.get(one, 0) for one in ("new", "changed", "gone", "ready")),
    }  # fmt: skip
    template = "import.html" if context["is_list"] else "returned_preview.html"
    return render(request, f"desk/duty_list/{template}", context)


def _row(row: DutyImportRow, departments: dict[int, str]) -> dict[str, object]:
    values, state = row.values, ImportRowState(row.state)
    rhythm = values.get("rhythm")
    changed = changes_of(row.line, values) if row.line and state is ImportRowState.CHANGED else []
    return {
        "row": row, "values": values, "tone": _TONES[state], "label": state.label,
        "rhythm": rhythm_words(rhythm_from(rhythm)) if rhythm else "",
        "department": departments.get(values.get("department") or 0, ""),
        "changed": "、".join(_CHANGED[name] for name in changed),
    }  # fmt: skip


@require_POST
@staff_page
def duty_import_confirm(request: StaffRequest, import_id: int) -> HttpResponse:
    """Enter what was shown."""
    upload = _upload(request, import_id)
    now = timezone.now()
    if upload.kind == ImportKind.LIST:
        retire = request.POST.get("retire_gone") == "1"
        confirm_list(actor=request.user, import_id=upload.pk, retire_gone=retire, now=now)
        messages.success(request, "目录已登记。没有定科室和栏目的，请补上。")
        return redirect(f"{reverse('desk:duty_lines')}?organ={upload.organ.code}")
    done = enter_returned(actor=request.user, import_id=upload.pk, now=now)
    words = f"已登记：起草 {done.drafts} 条，零报告 {done.zeros} 项"
    words += f"，不适用 {done.not_applicable} 项" if done.not_applicable else ""
    messages.success(request, f"{words}。")
    if done.refused:
        messages.warning(request, f"有 {done.refused} 行没有登记，原因写在各行。")
    return redirect("desk:duty_import", upload.pk)


@staff_page
def duty_import_drop(request: StaffRequest, import_id: int) -> HttpResponse:
    """Ask, then give the upload up."""
    upload = _upload(request, import_id)
    back = reverse("desk:duty_import", args=(upload.pk,))
    if request.method == "POST":
        drop_import(actor=request.user, import_id=upload.pk, now=timezone.now())
        messages.success(request, "已作废，读入的内容已清除。")
        return redirect("desk:duty_month")
    text = "作废后读入的内容清除；可以改正文件后重新上传。"
    return confirm_page(request, title="作废这一批", text=text, act="作废", back=back, danger=True)
