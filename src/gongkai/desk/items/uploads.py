"""Files of an item: taking them in, ordering them, showing them privately to those who may read the work."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from gongkai.desk.ids import read_id, read_ids
from gongkai.desk.items.access import seen_item, work_item
from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.disclosure import queries
from gongkai.disclosure.acts.arrange import arrange_attachments
from gongkai.disclosure.acts.attach import PICTURE_TYPES, add_picture, attach
from gongkai.disclosure.models import Item, PublicState
from gongkai.documents import FileRefused, clean_html
from gongkai.kernel import filestore
from gongkai.kernel.errors import NotVisible, Refused
from gongkai.kernel.models import StoredFile


def attach_all(request: StaffRequest, item_id: int, now: datetime) -> None:
    """Attach every uploaded file; a refused one says why and stops no other."""
    taken = 0
    for upload in request.FILES.getlist("files"):
        name = str(upload.name)
        try:
            attach(actor=request.user, item_id=item_id, name=name, stream=upload, now=now)
        except Refused as refusal:
            messages.error(request, f"“{name}”没有上传：{refusal.message}")
        else:
            taken += 1
    if taken:
        messages.success(request, f"上传了 {taken} 个附件。")


def rearrange(request: StaffRequest, item_id: int, now: datetime) -> None:
    """Order and names as the form has them; «up» moves one attachment before its neighbour."""
    order = read_ids(request.POST.getlist("attachment"))
    if not order:
        return
    moved = read_id(request.POST.get("up"))
    if moved in order[1:]:
        place = order.index(moved)
        order[place - 1], order[place] = order[place], order[place - 1]
    names = {pk: request.POST[f"name_{pk}"] for pk in order if f"name_{pk}" in request.POST}
    try:
        arrange_attachments(actor=request.user, item_id=item_id, order=order, names=names, now=now)
    except Refused as refusal:
        messages.error(request, refusal.message)


@require_POST
@staff_page
def add_item_picture(request: StaffRequest, item_id: int) -> JsonResponse:
    """Take a picture for the body from the editor; answers its address or why not."""
    work_item(request, item_id)
    upload = request.FILES.get("picture")
    if upload is None:
        return JsonResponse({"message": "没有收到图片。"}, status=400)
    try:
        address = add_picture(
            actor=request.user, item_id=item_id, name=str(upload.name), stream=upload, now=timezone.now()
        )  # fmt: skip
    except Refused as refusal:
        return JsonResponse({"message": refusal.message}, status=409)
    return JsonResponse({"src": address})


@require_POST
@staff_page
def clean_paste(request: StaffRequest) -> JsonResponse:
    """Pasted HTML as a body may hold it: the editor asks before it inserts, so that it shows what is kept."""
    try:
        return JsonResponse({"html": clean_html(request.POST.get("html", ""))})
    except FileRefused as refusal:
        return JsonResponse({"message": refusal.message}, status=409)


@require_GET
@staff_page
def item_file(request: StaffRequest, item_id: int, file_id: int) -> HttpResponseBase:
    """A file of the item or of one of its editions, always as a download."""
    item = seen_item(request, item_id)
    stored, name = _file_of(request, item, file_id)
    response = FileResponse(_bytes_of(stored), as_attachment=True, filename=name)
    response["Content-Type"] = stored.media_type
    return _private(response)


@require_GET
@staff_page
def item_picture(request: StaffRequest, item_id: int, digest: str) -> HttpResponseBase:
    """A picture of the body."""
    item = seen_item(request, item_id)
    found = StoredFile.objects.filter(digest=digest, purged_at=None, media_type__in=PICTURE_TYPES).first()
    if found is None:
        raise NotVisible
    stored, _ = _file_of(request, item, found.pk)
    return _private(FileResponse(_bytes_of(stored), content_type=stored.media_type))


def _private(response: FileResponse) -> HttpResponse:
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response  # type: ignore[return-value]


def _file_of(request: StaffRequest, item: Item, file_id: int) -> tuple[StoredFile, str]:
    """The file and its name, when the item carries it where the person may look; raises NotVisible."""
    stored = StoredFile.objects.filter(pk=file_id, purged_at=None).first()
    if stored is None:
        raise NotVisible
    if queries.may_read_work(request.standing, item):
        own = item.attachments.filter(file=stored).first()
        if own:
            return stored, own.name
        if item.pictures.filter(file=stored).exists():
            return stored, f"{stored.digest[:12]}.{stored.extension}"
        editions = item.editions.all()
    elif item.public_state == PublicState.LIVE:
        editions = item.editions.filter(pk=item.live_edition_id or 0)
    else:
        raise NotVisible
    for edition in editions.order_by("-number"):
        carried = edition.attachments.filter(file=stored).first()
        if carried:
            return stored, carried.name or f"{stored.digest[:12]}.{stored.extension}"
    raise NotVisible


def _bytes_of(stored: StoredFile) -> object:
    path: Path = filestore.path_of(stored)
    if not path.is_file():
        raise NotVisible
    return path.open("rb")
