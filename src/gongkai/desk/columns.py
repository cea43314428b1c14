"""The column tree of an organ: see it, change it, put it in order."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.desk.column_form import ColumnForm, initial_of
from gongkai.desk.pages import StaffRequest, carried_out, staff_page
from gongkai.disclosure.acts.columns import is_fixed, move_column, save_column
from gongkai.disclosure.models import Column, Zone
from gongkai.disclosure.queries import columns_administered_by
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.queries import administered_organ
from gongkai.law import catalogue


@dataclass(frozen=True)
class TreeRow:
    """A column where it stands in the tree."""

    column: Column
    depth: int
    is_fixed: bool
    limit: str
    kind: str
    freshness: str
    is_first: bool
    is_last: bool


@staff_page
def columns(request: StaffRequest, code: str) -> HttpResponse:
    """The tree, zone by zone."""
    organ = administered_organ(request.standing, code)
    every = list(columns_administered_by(request.standing).filter(organ=organ))
    zones = [(zone.label, _tree([column for column in every if column.zone == zone])) for zone in Zone]
    return render(request, "desk/columns/tree.html", {"organ": organ, "zones": zones})


def _tree(columns: list[Column]) -> list[TreeRow]:
    here = {column.pk for column in columns}
    below: dict[int | None, list[Column]] = {}
    for column in columns:
        below.setdefault(column.parent_id if column.parent_id in here else None, []).append(column)
    rows: list[TreeRow] = []

    def walk(parent: int | None, depth: int) -> None:
        siblings = sorted(below.get(parent, []), key=_order)
        for column in siblings:
            movable = [other for other in siblings if _group(other) == _group(column)]
            rows.append(_row(column, min(depth, 4), movable))
            walk(column.pk, depth + 1)

    walk(None, 0)
    return rows


def _order(column: Column) -> tuple[int, int, int]:
    parts = list(catalogue.ZONE_COLUMNS.codes())
    part = parts.index(column.platform_part) if column.platform_part in parts else len(parts)
    return (part, column.position, column.pk)


def _group(column: Column) -> tuple[str, bool]:
    return (column.platform_part, is_fixed(column))


def _row(column: Column, depth: int, movable: list[Column]) -> TreeRow:
    freshness = catalogue.FRESHNESS_LIMITS
    return TreeRow(
        column=column,
        depth=depth,
        is_fixed=is_fixed(column),
        limit=_label(catalogue.PUBLICATION_LIMITS, column.limit_kind),
        kind=_label(catalogue.COLUMN_TYPES, column.column_type),
        freshness=_label(freshness, column.freshness) if column.freshness else "不检查",
        is_first=movable[0].pk == column.pk,
        is_last=movable[-1].pk == column.pk,
    )


def _label(table: catalogue.Table, code: str) -> str:
    return table.label(code) if code in table else code


@staff_page
def edit(request: StaffRequest, code: str, column_id: int | None = None) -> HttpResponse:
    """Add a column, or change one."""
    organ = administered_organ(request.standing, code)
    column = _column(request, organ.pk, column_id) if column_id is not None else None
    fixed = column is not None and is_fixed(column)
    initial = initial_of(column) if column else {"zone": request.GET.get("zone", Zone.PLATFORM)}
    form = ColumnForm(request.POST or None, initial=initial, organ=organ, column=column, is_fixed=fixed)

    def act() -> None:
        values = dict(form.cleaned_data)
        parent = values.pop("parent")
        save_column(
            actor=request.user,
            organ=organ,
            values=values,
            column_id=column_id,
            parent_id=parent.pk if parent else None,
            now=timezone.now(),
        )

    if form.is_valid() and carried_out(form, act):
        messages.success(request, "栏目已保存，门户上的页面随后更新。")
        return redirect("desk:columns", code=organ.code)
    context = {"organ": organ, "form": form, "column": column, "fixed": fixed}
    return render(request, "desk/columns/edit.html", context)


def _column(request: StaffRequest, organ_id: int, column_id: int) -> Column:
    column = columns_administered_by(request.standing).filter(organ=organ_id, pk=column_id).first()
    if column is None:
        raise NotVisible
    return column


@staff_page
@require_POST
def move(request: StaffRequest, code: str, column_id: int) -> HttpResponse:
    """Up or down by one place."""
    organ = administered_organ(request.standing, code)
    column = _column(request, organ.pk, column_id)
    moved = move_column(
        actor=request.user, column_id=column.pk, up=request.POST.get("to") == "up", now=timezone.now()
    )
    if not moved:
        messages.warning(request, "已经到头，不能再移动。")
    return redirect("desk:columns", code=organ.code)
