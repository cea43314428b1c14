"""Sheets, scans and pictures of pages, shown privately to those who may see them."""

from __future__ import annotations

import io

from django.http import FileResponse, HttpResponseBase
from django.views.decorators.http import require_GET

from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.kernel import filestore
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import StoredFile
from gongkai.paper import queries
from gongkai.paper.models import PrintRun
from gongkai.paper.printing import docx_name, forms_of, zipped


@require_GET
@staff_page
def run_pdf(request: StaffRequest, run_id: int) -> HttpResponseBase:
    """The sheets of a run in one PDF."""
    return _file(_run(request, run_id).pdf, "审签表.pdf")


@require_GET
@staff_page
def run_docx(request: StaffRequest, run_id: int) -> HttpResponseBase:
    """The sheets of a run as Word files."""
    forms = forms_of(_run(request, run_id))
    if not forms:
        raise NotVisible
    response = FileResponse(io.BytesIO(zipped(forms)), as_attachment=True, filename="审签表.zip")
    return _private(response)


@require_GET
@staff_page
def form_docx(request: StaffRequest, form_id: int) -> HttpResponseBase:
    """One sheet as a Word file."""
    form = queries.visible_form(request.standing, form_id)
    return _file(form.document, docx_name(form))


@require_GET
@staff_page
def form_scan(request: StaffRequest, form_id: int) -> HttpResponseBase:
    """The signed sheet as it came back."""
    form = queries.visible_form(request.standing, form_id)
    return _file(form.scan, f"签字件-{form.code}.pdf")


@require_GET
@staff_page
def record_scan(request: StaffRequest, record_id: int) -> HttpResponseBase:
    """The signed sheet of a review, also for who is named on it."""
    return _file(queries.record_with_paper(request.standing, record_id).paper, "签字件.pdf")


@require_GET
@staff_page
def page_picture(request: StaffRequest, page_id: int) -> HttpResponseBase:
    """The small picture of a scanned page."""
    page = queries.pages_visible_to(request.standing).filter(pk=page_id).first()
    if page is None:
        raise NotVisible
    return _file(page.picture, "page.jpg", attached=False)


def _run(request: StaffRequest, run_id: int) -> PrintRun:
    run = queries.runs_visible_to(request.standing).filter(pk=run_id).first()
    if run is None:
        raise NotVisible
    return run


def _file(stored: StoredFile | None, name: str, *, attached: bool = True) -> HttpResponseBase:
    if stored is None or stored.purged_at or not filestore.path_of(stored).is_file():
        raise NotVisible
    path = filestore.path_of(stored)
    response = FileResponse(path.open("rb"), as_attachment=attached, filename=name)
    response["Content-Type"] = stored.media_type
    return _private(response)


def _private(response: FileResponse) -> HttpResponseBase:
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
