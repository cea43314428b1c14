"""One confirming look at a document: what was read, beside its source; then it becomes an item."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate

from gongkai.desk.drops.document_form import DocumentForm
from gongkai.desk.drops.next_steps import next_steps, unlinked_step
from gongkai.desk.items.item_page import IssueGroup
from gongkai.desk.pages import StaffRequest, refuse_into, staff_page
from gongkai.disclosure import queries as items
from gongkai.disclosure.checks import Level
from gongkai.documents import clean_html
from gongkai.drops import queries
from gongkai.drops.acts.confirm import confirm_document
from gongkai.drops.answering import answering
from gongkai.drops.batch import proposed_values, twins_by_document
from gongkai.drops.links import interpreting_of
from gongkai.drops.looking import issues_of
from gongkai.drops.models import DocumentState, DropDocument, DropFile
from gongkai.drops.placing import Precedents
from gongkai.drops.proposals import restored
from gongkai.drops.rules import OPEN
from gongkai.kernel.errors import Refused
from gongkai.kernel.models import Role
from gongkai.kernel.queries import colleagues_of

_PICTURE = re.compile(r'src="picture:([0-9a-f]{64})"')
_MADE = "已生成信息“{title}”。"
_SUBMITTED = "已生成信息“{title}”，并提交审核。"


@staff_page
def document(request: StaffRequest, document_id: int) -> HttpResponse:
    """The look, or what became of the document when it is settled already."""
    found = queries.visible_document(request.standing, document_id)
    if found.drop.state == "reading" or found.state == DocumentState.WAITING:
        return redirect("desk:drop", found.drop_id)
    if found.state not in OPEN:
        return _settled_page(request, found)
    files = list(found.files.exclude(file=None).select_related("file").order_by("position", "id"))
    form = _form(request, found, files)
    if request.method == "POST" and form.is_valid():
        try:
            made = _confirmed(request, found, form, timezone.now())
        except Refused as refusal:
            refuse_into(form, refusal)
        else:
            return made
    return _page(request, found, form, files)


def _form(request: StaffRequest, found: DropDocument, files: list[DropFile]) -> DocumentForm:
    organ = found.drop.organ
    contacts = []
    if organ.pk in request.standing.organs(Role.REVIEWER):
        contacts = list(colleagues_of(organ, Role.DRAFTER, Role.HEAD).exclude(pk=request.user.pk))
    departments = queries.departments_of(request.standing).filter(organ=organ)
    return DocumentForm(
        request.POST or None, document=found, columns=Precedents(organ).columns, files=files,
        departments=list(departments), contacts=contacts,
        interpreting=interpreting_of(found.drop, [found], request.standing).get(found.pk),
        answering=answering(_title(found), organ.pk, request.standing, today=localdate()),
    )  # fmt: skip


def _confirmed(request: StaffRequest, found: DropDocument, form: DocumentForm, now: datetime) -> HttpResponse:
    submits = "submit_now" in request.POST
    item = confirm_document(
        actor=request.user, document_id=found.pk, values=form.values(), looked=form.looked,
        submit=submits, file_ids=[int(pk) for pk in form.cleaned_data["attachments"]],
        with_original=bool(form.cleaned_data.get("with_original")),
        on_behalf_of=form.cleaned_data.get("on_behalf_of"),
        interprets=form.cleaned_data.get("interprets"), answer=form.answered, now=now,
    )  # fmt: skip
    words = _SUBMITTED if submits else _MADE
    messages.success(request, words.format(title=item.title))
    if "edit_now" in request.POST:
        return redirect("desk:item_edit", item.pk)
    following = _following(found)
    if following is not None:
        return redirect("desk:drop_document", following.pk)
    if found.drop.documents.count() > 1:
        return redirect("desk:drop", found.drop_id)
    return redirect("desk:drop_document", found.pk)


def _title(found: DropDocument) -> str:
    return str(restored(found.proposal)["title"].value or found.name)


def _following(found: DropDocument) -> DropDocument | None:
    """The next document of the drop that waits, from here on and then from the start."""
    waiting = list(
        found.drop.documents.filter(state__in=OPEN).exclude(pk=found.pk).order_by("position", "id")
    )
    after = [one for one in waiting if (one.position, one.pk) > (found.position, found.pk)]
    return next(iter(after or waiting), None)


def _page(
    request: StaffRequest, found: DropDocument, form: DocumentForm, files: list[DropFile]
) -> HttpResponse:
    values = proposed_values(form.proposals) | (form.values() if form.is_bound else {})
    issues = issues_of(found, values, files, now=timezone.now())
    groups = [IssueGroup(level, [one for one in issues if one.level == level]) for level in Level]
    rows = form.rows
    chosen = set(form["attachments"].value() or ())
    context: dict[str, Any] = {
        "document": found, "drop": found.drop, "form": form,
        "rows": [row for row in rows if not row.is_blank],
        "blank_rows": [row for row in rows if row.is_blank],
        "unsure": sum(1 for row in rows if not row.proposal.is_sure),
        "files": [(file, str(file.pk) in chosen) for file in files],
        "issue_groups": [group for group in groups if group.issues],
        "twins": _twins(request, found), "body": _body(found), "following": _following(found),
        "others": _others(found), "waiting": found.drop.documents.filter(state__in=OPEN).count(),
    }  # fmt: skip
    return render(request, "desk/drops/document.html", context)


def _twins(request: StaffRequest, found: DropDocument) -> list[tuple[Any, bool]]:
    """Items that bear the title or number already, each with whether the person may open it."""
    twins = twins_by_document(found.drop, [found])[found.pk]
    pks = [one.pk for one in twins]
    seen = set(items.visible_to(request.standing).filter(pk__in=pks).values_list("pk", flat=True))
    return [(one, one.pk in seen) for one in twins]


def _others(found: DropDocument) -> list[DropDocument]:
    """The other documents of the drop that wait, in their order."""
    return list(found.drop.documents.filter(state__in=OPEN).exclude(pk=found.pk).order_by("position", "id"))


def _body(found: DropDocument) -> SafeString:
    """The body for the page: cleaned once more, pictures through the private view."""
    place = reverse("desk:drop_picture", args=(found.pk, "0"))[:-1]
    return mark_safe(_PICTURE.sub(rf'src="{place}\1"', clean_html(found.body_html)))  # noqa: S308


def _settled_page(request: StaffRequest, found: DropDocument) -> HttpResponse:
    is_visible = items.visible_to(request.standing).filter(pk=found.item_id or 0).exists()
    steps = next_steps(found.item, request.standing, is_alone=True) if found.item and is_visible else []
    unlinked = unlinked_step(found) if steps else None
    context = {
        "document": found, "drop": found.drop, "item": found.item if is_visible else None,
        "steps": [*steps, unlinked] if unlinked else steps,
        "following": _following(found),
        "may_restore": found.state == DocumentState.DISMISSED and found.drop.state != "cleared",
    }  # fmt: skip
    return render(request, "desk/drops/settled.html", context)
