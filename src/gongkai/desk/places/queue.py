"""What waits to be posted, the first due first; and the copy packages of several in one download."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from gongkai.desk.ids import read_id, read_ids
from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.desk.places.access import require_office
from gongkai.desk.places.words import posting_rows
from gongkai.places import queries
from gongkai.places.package import MOST_TOGETHER, copy_package

PAGE_SIZE = 50


@require_GET
@staff_page
def queue(request: StaffRequest) -> HttpResponse:
    """The postings that wait; after fifty the earlier ones must be done first."""
    require_office(request)
    rows = queries.to_post(request.standing)
    chosen = read_id(request.GET.get("place"))
    if chosen:
        rows = rows.filter(place=chosen)
    total = rows.count()
    context = {
        "rows": posting_rows(rows[:PAGE_SIZE], timezone.localdate()),
        "total": total,
        "page_size": PAGE_SIZE,
        "places": list(queries.places_visible_to(request.standing).filter(is_active=True)),
        "chosen": chosen,
        "most": MOST_TOGETHER,
    }
    return render(request, "desk/places/queue.html", context)


@require_GET
@staff_page
def packages(request: StaffRequest) -> HttpResponse:
    """The copy packages of the ticked postings as one zip."""
    require_office(request)
    wanted = read_ids(request.GET.getlist("posting"))
    rows = queries.postings_visible_to(request.standing).filter(pk__in=wanted[: MOST_TOGETHER + 1])
    data = copy_package(list(rows.order_by("due_on", "pk")))
    return zip_response(data, f"复制包-{timezone.localdate():%Y%m%d}-{len(wanted)}条.zip")


def zip_response(data: bytes, name: str) -> HttpResponse:
    """The bytes as a download that nobody keeps."""
    response = HttpResponse(data, content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response
