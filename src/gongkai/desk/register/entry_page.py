"""An entry with its history, and the acts on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from gongkai.desk.audit_labels import act_label
from gongkai.desk.pages import StaffRequest, carried_out, confirm_page, staff_page
from gongkai.desk.register.forms import AttributeForm, ItemForm, NoForm, ReasonForm, ReassessForm
from gongkai.desk.register.rows import rows_of
from gongkai.kernel.calendars import calendar_for
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import Person
from gongkai.register import queries
from gongkai.register.acts.link_item import link_item, unlink_item
from gongkai.register.acts.reassess import reassess
from gongkai.register.acts.set_attribute import set_attribute
from gongkai.register.acts.void import void
from gongkai.register.attributes import PROACTIVE, WITHHELD, Attribute, label_of
from gongkai.register.due import due_of
from gongkai.register.models import AttributeDecision, RegisterEntry
from gongkai.register.rules import may_keep, may_write


@dataclass(frozen=True)
class ActPage:
    """An act on an entry: its words, its form, how it is run from the form's values."""

    label: str
    text: str
    form: type[forms.Form]
    run: Callable[..., object]
    keepers_only: bool = False
    danger: bool = False


def _attribute(values: dict[str, Any]) -> dict[str, Any]:
    one = Attribute(values.pop("mode"), values.pop("ground"), values.pop("ground_note"))
    return values | {"attribute": one}


ACTS = {
    "attribute": ActPage(
        "定公开属性", "主动公开的，二十个工作日从成文之日的次日起算；不予公开的，到期提醒复查。",
        AttributeForm,
        lambda values, **about: set_attribute(**about, **_attribute(values)),
    ),
    "reassess": ActPage(
        "复查", "不予公开的政府信息要定期评估审查，因情势变化可以公开的应当公开（条例第十八条）。",
        ReassessForm,
        lambda values, **about: reassess(**about, **_attribute(values)), keepers_only=True,
    ),
    "link": ActPage(
        "关联信息", "同一文号的信息会自动关联；没有文号或者文号写错的，在这里关联。", ItemForm,
        lambda values, **about: link_item(**about, **values),
    ),
    "unlink": ActPage(
        "取消关联", "取消以后，系统不再自动把它们关联起来。", NoForm,
        lambda values, **about: unlink_item(**about),
    ),
    "void": ActPage(
        "作废", "登记错了、重复登记的才作废。登记号不再使用，作废后不能恢复。", ReasonForm,
        lambda values, **about: void(**about, **values), keepers_only=True, danger=True,
    ),
}  # fmt: skip


def open_acts(request: StaffRequest, entry: RegisterEntry) -> list[str]:
    """The acts that this person may do now."""
    if entry.voided_at is not None:
        return []
    if not may_write(request.standing, entry.organ_id, entry.department_id):
        return []
    linked = "unlink" if entry.item_id else "link"
    names = ["attribute", linked, *(["reassess"] if entry.mode == WITHHELD else []), "void"]
    keeps = may_keep(request.standing, entry.organ_id)
    return [name for name in names if keeps or not ACTS[name].keepers_only]


@staff_page
def register_entry(request: StaffRequest, entry_id: int) -> HttpResponse:
    """What is known of the document, where it stands, what was decided and done."""
    entry = queries.visible_entry(request.standing, entry_id)
    row, today = rows_of([entry], today=localdate())[0], localdate()
    due = due_of(entry, calendar_for(entry.organ), today=today) if entry.mode == PROACTIVE else None
    context = {
        "entry": entry, "row": row, "attribute": label_of(entry.mode, entry.ground), "due": due,
        "acts": [(name, ACTS[name]) for name in open_acts(request, entry)],
        "minder": entry.minder or entry.registered_by,
        "may_edit": bool(open_acts(request, entry)),
        "decisions": [_decision(one) for one in queries.decisions_of(entry)],
        "timeline": _timeline(entry),
    }  # fmt: skip
    return render(request, "desk/register/entry.html", context)


def _decision(one: AttributeDecision) -> dict[str, object]:
    return {
        "row": one, "before": label_of(one.before_mode, one.before_ground),
        "after": label_of(one.mode, one.ground), "who": one.by.name if one.by else "系统",
    }  # fmt: skip


def _timeline(entry: RegisterEntry) -> list[dict[str, object]]:
    rows = list(queries.timeline_of(entry)[:200])
    names = dict(Person.objects.filter(pk__in={one.actor_id for one in rows}).values_list("pk", "name"))
    return [
        {"at": one.at, "words": act_label(one.act), "who": names.get(one.actor_id or 0, "系统")}
        for one in rows
    ]


@staff_page
def register_act(request: StaffRequest, entry_id: int, act: str) -> HttpResponse:
    """Show an act and, on POST, do it."""
    entry = queries.visible_entry(request.standing, entry_id)
    if act not in ACTS:
        raise Http404
    if act not in open_acts(request, entry):
        raise NotVisible
    page = ACTS[act]
    initial = {"mode": entry.mode, "ground": entry.ground, "ground_note": entry.ground_note}
    form = page.form(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        about = {"actor": request.user, "entry_id": entry.pk, "now": timezone.now()}
        if carried_out(form, lambda: page.run(dict(form.cleaned_data), **about)):
            messages.success(request, f"{page.label}：已办。")
            return redirect("desk:register_entry", entry.pk)
    return confirm_page(
        request, title=f"{page.label}：{entry.title or entry}", text=page.text, act=page.label,
        back=reverse("desk:register_entry", args=(entry.pk,)), danger=page.danger, form=form,
    )  # fmt: skip
