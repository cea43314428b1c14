"""Files of a drop, shown privately to those whose drop it is."""

from __future__ import annotations

from django.http import FileResponse, HttpResponseBase
from django.views.decorators.http import require_GET

from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.disclosure.acts.attach import PICTURE_TYPES
from gongkai.drops import queries
from gongkai.kernel import filestore
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import StoredFile


@require_GET
@staff_page
def original(request: StaffRequest, document_id: int) -> HttpResponseBase:
    """The document as it was dropped in, as a download."""
    document = queries.visible_document(request.standing, document_id)
    return _download(document.file, document.name)


@require_GET
@staff_page
def beside(request: StaffRequest, beside_id: int) -> HttpResponseBase:
    """A file beside the documents, as a download."""
    file = queries.visible_file(request.standing, beside_id)
    if file.file is None:
        raise NotVisible
    return _download(file.file, file.name)


@require_GET
@staff_page
def picture(request: StaffRequest, document_id: int, digest: str) -> HttpResponseBase:
    """A picture of the document's body."""
    document = queries.visible_document(request.standing, document_id)
    kept = StoredFile.objects.filter(pk__in=document.pictures, purged_at=None, digest=digest)
    stored = kept.filter(media_type__in=PICTURE_TYPES).first()
    if stored is None or not filestore.path_of(stored).is_file():
        raise NotVisible
    response = FileResponse(filestore.path_of(stored).open("rb"), content_type=stored.media_type)
    return _private(response)


def _download(stored: StoredFile, name: str) -> HttpResponseBase:
    path = filestore.path_of(stored)
    if stored.purged_at or not path.is_file():
        raise NotVisible
    response = FileResponse(path.open("rb"), as_attachment=True, filename=name)
    response["Content-Type"] = stored.media_type
    return _private(response)


def _private(response: FileResponse) -> HttpResponseBase:
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
