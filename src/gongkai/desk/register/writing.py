"""Entering a document and correcting an entry."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.desk.pages import StaffRequest, refuse_into, staff_page
from gongkai.desk.register.forms import EntryForm
from gongkai.kernel.errors import ActRefused, NotVisible, Refused
from gongkai.kernel.models import Department
from gongkai.register import queries
from gongkai.register.acts.amend import amend
from gongkai.register.acts.enter import enter
from gongkai.register.rules import KEEPERS, WRITERS, may_write


@staff_page
def register_new(request: StaffRequest) -> HttpResponse:
    """Enter one; «and another» keeps the form open for the next."""
    standing = request.standing
    if not standing.organs(*KEEPERS) and not standing.departments(*WRITERS):
        raise NotVisible
    form = EntryForm(standing, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            facts = form.facts()
            made = enter(
                actor=request.user, organ_id=_organ(request, facts.department_id), facts=facts,
                now=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            refuse_into(form, refusal)
        else:
            messages.success(request, f"已登记，登记号 {made.serial}。")
            if "another" in request.POST:
                return redirect("desk:register_new")
            return redirect("desk:register_entry", made.pk)
    return render(request, "desk/register/edit.html", {"form": form})


def _organ(request: StaffRequest, department_id: int | None) -> int:
    """The department's organ, else the one whose register the person keeps."""
    department = Department.objects.filter(pk=department_id or 0).first()
    if department is not None:
        return department.organ_id
    kept = request.standing.organs(*KEEPERS)
    if len(kept) != 1:
        raise ActRefused("请选择主办科室。")
    return next(iter(kept))


@staff_page
def register_edit(request: StaffRequest, entry_id: int) -> HttpResponse:
    """Correct an entry."""
    entry = queries.visible_entry(request.standing, entry_id)
    if not may_write(request.standing, entry.organ_id, entry.department_id):
        raise NotVisible
    if entry.voided_at is not None:
        raise ActRefused("这一条已经作废，不能修改。")
    form = EntryForm(request.standing, request.POST or None, entry=entry)
    if request.method == "POST" and form.is_valid():
        try:
            amend(
                actor=request.user, entry_id=entry.pk, facts=form.facts(), now=timezone.now(),
                reason=form.cleaned_data.get("reason", ""),
            )  # fmt: skip
        except Refused as refusal:
            refuse_into(form, refusal)
        else:
            messages.success(request, "已保存。")
            return redirect("desk:register_entry", entry.pk)
    return render(request, "desk/register/edit.html", {"form": form, "entry": entry})
