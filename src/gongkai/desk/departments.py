"""Departments of an organ."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.desk.organ_forms import DepartmentForm
from gongkai.desk.pages import StaffRequest, carried_out, staff_page
from gongkai.kernel.acts.organs import save_department
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.queries import administered_organ, departments_visible_to


@staff_page
def departments(request: StaffRequest, code: str) -> HttpResponse:
    """The list, in the organ's order, with how many people work in each."""
    organ = administered_organ(request.standing, code)
    people = Count("grants__person", filter=Q(grants__ended_at=None), distinct=True)
    rows = departments_visible_to(request.standing).filter(organ=organ).annotate(people=people)
    return render(request, "desk/organ/departments.html", {"organ": organ, "rows": rows})


@staff_page
def edit(request: StaffRequest, code: str, department_id: int | None = None) -> HttpResponse:
    """Add one, or change one."""
    organ = administered_organ(request.standing, code)
    initial: dict[str, object] = {}
    if department_id is not None:
        found = departments_visible_to(request.standing).filter(organ=organ, pk=department_id).first()
        if found is None:
            raise NotVisible
        initial = {name: getattr(found, name) for name in ("name", "code", "position", "is_active")}
    form = DepartmentForm(request.POST or None, initial=initial)
    if form.is_valid() and carried_out(
        form,
        lambda: save_department(
            actor=request.user,
            organ=organ,
            department_id=department_id,
            now=timezone.now(),
            **form.cleaned_data,
        ),
    ):
        messages.success(request, "科室已保存。")
        return redirect("desk:departments", code=organ.code)
    context = {"organ": organ, "form": form, "is_new": department_id is None}
    return render(request, "desk/organ/department.html", context)
