"""The small acts on a drop: confirm what is sure, not used, used after all, whose attachment."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from gongkai.desk.ids import read_id
from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.drops import queries
from gongkai.drops.acts.confirm import confirm_document
from gongkai.drops.acts.settle import (
    assign_file,
    dismiss_document,
    make_attachment,
    make_document,
    restore_document,
)
from gongkai.drops.answering import answer_of, answering
from gongkai.drops.batch import is_ready, proposed_values, twins_by_document
from gongkai.drops.links import interpreting_of
from gongkai.drops.models import DropDocument
from gongkai.drops.proposals import restored
from gongkai.drops.rules import OPEN
from gongkai.kernel.errors import Refused

_ALL_MADE = "已生成 {number} 条信息。"
_ALL_SUBMITTED = "已生成 {number} 条信息，并提交审核。"
_NOT_MADE = "“{name}”没有生成：{reason}"
_NONE_READY = "没有可以一次确认的文件，请逐份核对。"


@require_POST
@staff_page
def confirm_all(request: StaffRequest, drop_id: int) -> HttpResponse:
    """Make items of all documents that were read surely; each by itself, a refused one says why."""
    drop = queries.visible_drop(request.standing, drop_id)
    submits, made = "submit_now" in request.POST, 0
    ready = _ready(request, drop_id)
    for document in ready:
        try:
            confirm_document(
                actor=request.user, document_id=document.pk, submit=submits,
                values=proposed_values(restored(document.proposal)), answer=_answer(request, document),
                now=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            messages.error(request, _NOT_MADE.format(name=document.name, reason=refusal.message))
        else:
            made += 1
    if made:
        words = _ALL_SUBMITTED if submits else _ALL_MADE
        messages.success(request, words.format(number=made))
    elif not ready:
        messages.warning(request, _NONE_READY)
    return redirect("desk:drop", drop.pk)


def _answer(request: StaffRequest, document: DropDocument) -> tuple[int, str] | None:
    """The one term of the duty list that its title names, as it stands now."""
    title = str(restored(document.proposal)["title"].value or "")
    found = answering(title, document.drop.organ_id, request.standing, today=localdate())
    return answer_of(found.proposal.value)


def _ready(request: StaffRequest, drop_id: int) -> list[DropDocument]:
    drop = queries.visible_drop(request.standing, drop_id)
    documents = list(drop.documents.filter(state__in=OPEN).prefetch_related("files"))
    twins = twins_by_document(drop, documents)
    linked = interpreting_of(drop, documents, request.standing)
    return [
        one for one in documents
        if is_ready(one, twins[one.pk], [file.name for file in one.files.all()], linked.get(one.pk))
    ]  # fmt: skip


@require_POST
@staff_page
def dismiss(request: StaffRequest, document_id: int) -> HttpResponse:
    """No item is made of the document."""
    document = dismiss_document(actor=request.user, document_id=document_id, now=timezone.now())
    messages.success(request, f"“{document.name}”不用了；改主意的，可以恢复。")
    return redirect("desk:drop", document.drop_id)


@require_POST
@staff_page
def restore(request: StaffRequest, document_id: int) -> HttpResponse:
    """The document waits for a look again."""
    document = restore_document(actor=request.user, document_id=document_id, now=timezone.now())
    messages.success(request, "已恢复，请核对。")
    return redirect("desk:drop_document", document.pk)


@require_POST
@staff_page
def attach_to(request: StaffRequest, document_id: int) -> HttpResponse:
    """The document is an attachment of another one."""
    document = queries.visible_document(request.standing, document_id)
    file = make_attachment(
        actor=request.user, document_id=document.pk, of_id=read_id(request.POST.get("of")) or 0,
        now=timezone.now(),
    )  # fmt: skip
    messages.success(request, f"“{file.name}”已归为附件。")
    return redirect("desk:drop", document.drop_id)


@require_POST
@staff_page
def assign(request: StaffRequest, beside_id: int) -> HttpResponse:
    """Hang a file on a document, or on none."""
    file = queries.visible_file(request.standing, beside_id)
    document_id = read_id(request.POST.get("document"))
    assign_file(actor=request.user, file_id=file.pk, document_id=document_id, now=timezone.now())
    messages.success(request, f"“{file.name}”已归入。" if document_id else f"“{file.name}”不归入任何文件。")
    return redirect("desk:drop", file.drop_id)


@require_POST
@staff_page
def separate(request: StaffRequest, beside_id: int) -> HttpResponse:
    """The file is a document of its own."""
    document = make_document(actor=request.user, file_id=beside_id, now=timezone.now())
    messages.success(request, f"“{document.name}”将作为单独的文件读取。")
    return redirect("desk:drop", document.drop_id)
