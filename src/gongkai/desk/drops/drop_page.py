"""One drop: how far the reading is, its documents, the files beside them, what was refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from gongkai.desk.drops.next_steps import NextStep, next_steps
from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.disclosure import queries as items
from gongkai.disclosure.models import Item
from gongkai.drops import queries
from gongkai.drops.batch import is_ready, twins_by_document, unsure_count
from gongkai.drops.interpreting import Interpreting
from gongkai.drops.links import interpreting_of
from gongkai.drops.models import DocumentState, Drop, DropDocument, DropFile, DropState
from gongkai.drops.proposals import restored
from gongkai.drops.rules import OPEN
from gongkai.drops.taking import DOCUMENT_EXTENSIONS

#: After that long a drop that still reads is not simply at work.
_LONG = timedelta(minutes=10)


@dataclass(frozen=True)
class DocumentRow:
    """A document on the drop's page."""

    document: DropDocument
    title: str
    number: str
    unsure: int
    twins: list[tuple[Item, bool]]
    files: list[DropFile]
    is_ready: bool
    interpreting: Interpreting | None
    steps: list[NextStep]


@staff_page
def drop(request: StaffRequest, drop_id: int) -> HttpResponse:
    """The drop; while it reads, the page asks again by itself. A single document opens at once."""
    found = queries.visible_drop(request.standing, drop_id)
    documents = list(found.documents.select_related("file", "item").order_by("position", "id"))
    files = list(found.files.select_related("file").order_by("position", "id"))
    waits = found.state == DropState.READING
    if not waits and _is_alone(documents, files):
        return _to(request, reverse("desk:drop_document", args=(documents[0].pk,)))
    rows = _rows(request, found, documents, files)
    loose = [one for one in files if one.file_id and one.document_id is None]
    context: dict[str, Any] = {
        "drop": found, "waits": waits, "rows": rows,
        "read": sum(1 for one in documents if one.state != DocumentState.WAITING),
        "is_late": waits and timezone.now() - found.at > _LONG,
        "ready": sum(1 for row in rows if row.is_ready),
        "loose": [(one, _may_stand_alone(one)) for one in loose],
        "refused": [one for one in files if one.refusal],
        "open_documents": [row for row in rows if row.document.state in OPEN],
    }  # fmt: skip
    return render(request, "desk/drops/drop.html", context)


def _is_alone(documents: list[DropDocument], files: list[DropFile]) -> bool:
    """Whether there is just one document to look at and nothing else to tell."""
    told = any(one.refusal or one.document_id is None for one in files)
    return len(documents) == 1 and documents[0].state in OPEN and not told


def _to(request: StaffRequest, address: str) -> HttpResponse:
    """Go there; a page that asks by itself is told to follow."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _may_stand_alone(file: DropFile) -> bool:
    return file.file is not None and file.file.extension in DOCUMENT_EXTENSIONS


def _rows(
    request: StaffRequest, found: Drop, documents: list[DropDocument], files: list[DropFile]
) -> list[DocumentRow]:
    twins = twins_by_document(found, [one for one in documents if one.state in OPEN])
    all_items = {item.pk for several in twins.values() for item in several}
    all_items |= {one.item_id for one in documents if one.item_id}
    seen = set(items.visible_to(request.standing).filter(pk__in=all_items).values_list("pk", flat=True))
    open_ones = [one for one in documents if one.state in OPEN]
    linked = interpreting_of(found, open_ones, request.standing)
    rows = []
    for one in documents:
        proposals = restored(one.proposal)
        its_files = [file for file in files if file.document_id == one.pk]
        its_twins = twins.get(one.pk, [])
        rows.append(DocumentRow(
            document=one, title=str(proposals["title"].value or ""),
            number=str(proposals["doc_number"].value or ""), unsure=unsure_count(one),
            twins=[(item, item.pk in seen) for item in its_twins], files=its_files,
            is_ready=is_ready(one, its_twins, [file.name for file in its_files], linked.get(one.pk)),
            interpreting=linked.get(one.pk),
            steps=next_steps(one.item, request.standing) if one.item and one.item_id in seen else [],
        ))  # fmt: skip
    return rows
