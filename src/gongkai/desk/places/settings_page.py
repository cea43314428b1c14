"""Setting a place up: its name and form, the columns followed there, a test reading before saving."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.desk.pages import StaffRequest, carried_out, confirm_page, staff_page
from gongkai.desk.places.access import require_office
from gongkai.desk.places.forms import ColumnForm, PlaceForm
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import Organ
from gongkai.places import queries
from gongkai.places.acts.opening import checked_address
from gongkai.places.acts.save_place import (
    close_place,
    drop_place_column,
    reopen_place,
    save_place,
    save_place_column,
)
from gongkai.places.form_fields import OUR_FIELDS, order_of, read_order, written_order
from gongkai.places.models import Place, PlaceColumn
from gongkai.places.reading import Trial, try_reading
from gongkai.places.rules import OFFICE_ROLES

_CLOSE = "停用后不再提示登载，也不再对照；已经登记的网址都保留，以后可以重新启用。"


@staff_page
def place_new(request: StaffRequest) -> HttpResponse:
    """Set a place up; its columns come next."""
    require_office(request)
    organs = Organ.objects.filter(pk__in=request.standing.organs(*OFFICE_ROLES), merged_into=None)
    form = PlaceForm(request.POST or None, organs=organs.order_by("path"), today=timezone.localdate())
    saved: list[Place] = []

    def act() -> None:
        values = dict(form.cleaned_data)
        organ = values.pop("organ")
        values["form_order"] = read_order(values["form_order"])
        saved.append(save_place(actor=request.user, organ_id=organ.pk, values=values, now=timezone.now()))

    if form.is_valid() and carried_out(form, act):
        messages.success(request, "已设好。下面选择要登载的栏目。")
        return redirect("desk:place_column_new", place_id=saved[0].pk)
    return render(request, "desk/places/edit.html", {"form": form, "fields": _field_names()})


@staff_page
def place_edit(request: StaffRequest, place_id: int) -> HttpResponse:
    """Change a place."""
    place = queries.visible_place(request.standing, place_id)
    initial = {
        "name": place.name, "home": place.home, "since": place.since.isoformat(),
        "grace_days": place.grace_days, "takes_addresses": place.takes_addresses,
        "form_order": written_order(order_of(place)),
    }  # fmt: skip
    form = PlaceForm(request.POST or None, organs=None, today=timezone.localdate(), initial=initial)

    def act() -> None:
        values = dict(form.cleaned_data)
        values["form_order"] = read_order(values["form_order"])
        save_place(
            actor=request.user, organ_id=place.organ_id, place_id=place.pk, values=values, now=timezone.now()
        )

    if form.is_valid() and carried_out(form, act):
        messages.success(request, "设置已保存。")
        return redirect("desk:place", place_id=place.pk)
    context = {
        "form": form, "place": place, "fields": _field_names(),
        "columns": list(queries.columns_of(place)),
    }  # fmt: skip
    return render(request, "desk/places/edit.html", context)


def _field_names() -> list[str]:
    return [one.label for one in OUR_FIELDS.values()]


@staff_page
def place_column(request: StaffRequest, place_id: int, place_column_id: int | None = None) -> HttpResponse:
    """Follow a column there. «试读» shows what would be read and saves nothing; saving reads once more."""
    place = queries.visible_place(request.standing, place_id)
    row = _column_row(place, place_column_id)
    initial = {"column": row.column_id, "label": row.label, "address": row.address} if row else {}
    form = ColumnForm(request.POST or None, place=place, row=row, initial=initial)
    trial: Trial | None = None
    if form.is_valid():
        trial, is_saved = _tried(request, place, form)
        if is_saved:
            return redirect("desk:place", place_id=place.pk)
    context = {"place": place, "row": row, "form": form, "trial": trial}
    return render(request, "desk/places/column.html", context)


def _column_row(place: Place, place_column_id: int | None) -> PlaceColumn | None:
    if place_column_id is None:
        return None
    row = queries.columns_of(place).filter(pk=place_column_id).first()
    if row is None:
        raise NotVisible
    return row


def _tried(request: StaffRequest, place: Place, form: ColumnForm) -> tuple[Trial | None, bool]:
    """Read, outside of any transaction, where there is an address; save unless only a trial was asked."""
    address = form.cleaned_data["address"].strip()
    read: list[Trial] = []

    def act() -> None:
        if address:
            read.append(try_reading(checked_address(place, address)))
        if "try" in request.POST or (address and not (read[0].is_readable or "anyway" in request.POST)):
            return
        save_place_column(
            actor=request.user, place_id=place.pk, column_id=form.cleaned_data["column"].pk,
            label=form.cleaned_data["label"], address=address, recipe=read[0].recipe if read else None,
            now=timezone.now(),
        )  # fmt: skip
        messages.success(request, "栏目已保存。")

    done = carried_out(form, act)
    trial = read[0] if read else None
    unread = bool(address) and trial is not None and not trial.is_readable and "anyway" not in request.POST
    return trial, done and "try" not in request.POST and not unread


@require_POST
@staff_page
def drop_column(request: StaffRequest, place_id: int, place_column_id: int) -> HttpResponse:
    """Follow a column there no more."""
    place = queries.visible_place(request.standing, place_id)
    row = _column_row(place, place_column_id)
    if row is not None:
        drop_place_column(actor=request.user, place_column_id=row.pk, now=timezone.now())
        messages.success(request, f"“{row.column.name}”不再登载到这里；已登载的网址都保留。")
    return redirect("desk:place_edit", place_id=place.pk)


@staff_page
def close(request: StaffRequest, place_id: int) -> HttpResponse:
    """Ask, then close the place."""
    place = queries.visible_place(request.standing, place_id)
    if request.method == "POST":
        close_place(actor=request.user, place_id=place.pk, now=timezone.now())
        messages.success(request, "已停用。")
        return redirect("desk:place", place_id=place.pk)
    back = reverse("desk:place", args=(place.pk,))
    title = f"停用“{place.name}”"
    return confirm_page(request, title=title, text=_CLOSE, act="停用", back=back, danger=True)


@require_POST
@staff_page
def reopen(request: StaffRequest, place_id: int) -> HttpResponse:
    """Post there again."""
    place = queries.visible_place(request.standing, place_id)
    reopen_place(actor=request.user, place_id=place.pk, now=timezone.now())
    messages.success(request, "已重新启用。")
    return redirect("desk:place", place_id=place.pk)
