"""The places of one's organs; and one place: how the last comparison ended, what differs, what to do."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.desk.paging import page_by_id
from gongkai.desk.places.access import require_office
from gongkai.desk.places.words import column_rows, difference_rows, posting_rows
from gongkai.places import queries
from gongkai.places.acts.compare_now import compare_now
from gongkai.places.models import DifferenceKind
from gongkai.places.rules import URGENT

_MOST_SETTLED, _MOST_TO_TAKE_OFF = 50, 100
#: What can be looked at over all places: key, name.
VIEWS = (
    ("", "全部平台"), ("off", "应撤下"), ("urgent", "缺少的"), ("differences", "其他差异"),
    ("unreadable", "读不出"),
)  # fmt: skip


@staff_page
def places(request: StaffRequest) -> HttpResponse:
    """Every place with what waits in it; or one kind of what waits, over all places."""
    require_office(request)
    view = request.GET.get("view", "")
    view = view if view in dict(VIEWS) else ""
    context: dict[str, object] = {"view": view, "views": VIEWS, "view_label": dict(VIEWS)[view]}
    if view:
        return render(request, "desk/places/view.html", context | _of_view(request, view))
    rows = list(queries.with_counts(queries.places_visible_to(request.standing)))
    context |= {"rows": rows, "several_organs": len({row.organ_id for row in rows}) > 1}
    return render(request, "desk/places/list.html", context)


def _of_view(request: StaffRequest, view: str) -> dict[str, object]:
    standing = request.standing
    if view == "off":
        page = page_by_id(queries.to_take_off(standing), request.GET)
        return {"page": page, "postings": posting_rows(page.rows, timezone.localdate())}
    if view == "unreadable":
        columns = list(queries.unreadable_columns(standing).select_related("place", "column"))
        return {"columns": column_rows(columns, queries.newest_comparisons(columns))}
    found = queries.open_differences(standing)
    found = found.filter(kind__in=URGENT) if view == "urgent" else found.exclude(kind__in=URGENT)
    found_page = page_by_id(found, request.GET)
    return {"page": found_page, "differences": difference_rows(found_page.rows)}


@staff_page
def place(request: StaffRequest, place_id: int) -> HttpResponse:
    """One place: its columns, what is to be done there, what was settled."""
    row = queries.visible_place(request.standing, place_id)
    today = timezone.localdate()
    columns = list(queries.columns_of(row))
    open_ones = queries.open_differences(request.standing).filter(place_column__place=row)
    kind = request.GET.get("kind", "")
    if kind in DifferenceKind.values:
        open_ones = open_ones.filter(kind=kind)
    page = page_by_id(open_ones, request.GET)
    off = queries.to_take_off(request.standing).filter(place=row).order_by("pk")
    waiting = queries.to_post(request.standing).filter(place=row)
    context = {
        "place": row,
        "columns": column_rows(columns, queries.newest_comparisons(columns)),
        "page": page,
        "differences": difference_rows(page.rows),
        "kinds": DifferenceKind.choices,
        "kind": kind,
        "to_take_off": posting_rows(off[:_MOST_TO_TAKE_OFF], today),
        "waiting_count": waiting.count(),
        "settled": list(queries.settled_differences(row)[:_MOST_SETTLED]),
    }
    return render(request, "desk/places/place.html", context)


@require_POST
@staff_page
def compare(request: StaffRequest, place_id: int) -> HttpResponse:
    """Compare every column of the place now, in the background."""
    asked = compare_now(actor=request.user, place_id=place_id, now=timezone.now())
    messages.success(request, f"已安排对照 {asked} 个栏目，通常一两分钟内完成；刷新本页看结果。")
    return redirect("desk:place", place_id=place_id)
