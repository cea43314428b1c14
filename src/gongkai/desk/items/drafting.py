"""Writing: a new item, and the working copy of one that exists. One form, nothing typed is lost."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.desk.ids import read_id
from gongkai.desk.items.access import work_item
from gongkai.desk.items.body import (
    BodyInput,
    body_from_upload,
    body_of,
    changed_body,
    picture_address,
    typed_body,
)
from gongkai.desk.items.forms import ItemForm, initial_of
from gongkai.desk.items.uploads import attach_all, rearrange
from gongkai.desk.pages import StaffRequest, refuse_into, staff_page
from gongkai.disclosure.acts.attach import detach
from gongkai.disclosure.acts.draft import draft
from gongkai.disclosure.acts.edit import edit
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.checks import blocking, check_item
from gongkai.disclosure.models import Item, WorkKind, WorkState
from gongkai.disclosure.rules import Act, why_not
from gongkai.kernel.calendars import calendar_for
from gongkai.kernel.errors import ActRefused, NotVisible, Refused, StaleEdit
from gongkai.kernel.models import Role


@staff_page
def item_new(request: StaffRequest) -> HttpResponse:
    """A new draft; it needs a title, a column and a text."""
    standing = request.standing
    if not (standing.departments(Role.DRAFTER, Role.HEAD) or standing.organs(Role.REVIEWER)):
        raise NotVisible
    if request.method != "POST":
        form = ItemForm(standing=standing, initial={"column": request.GET.get("column", "")})
        return _form_page(request, form, None, body_of(""))
    form = ItemForm(request.POST, standing=standing)
    if form.is_valid():
        try:
            item = _draft(request, form)
        except Refused as refusal:
            refuse_into(form, refusal)
        else:
            return _after_save(request, item, timezone.now())
    return _form_page(request, form, None, typed_body(request.POST, ""), status=200)


def _draft(request: StaffRequest, form: ItemForm) -> Item:
    values = form.changed_values()
    column, department = values.pop("column"), values.pop("department", None)
    body = changed_body(request.POST, "")
    if body is not None:
        values["body_html"] = body
    return draft(
        actor=request.user,
        column_id=int(str(column)),
        department_id=int(str(department)) if department else None,
        values=values,
        now=timezone.now(),
    )


@staff_page
def item_edit(request: StaffRequest, item_id: int) -> HttpResponse:
    """The editor. What was typed survives errors, refusals and somebody else's save in between."""
    item = work_item(request, item_id)
    reason = why_not(Act.EDIT, item, request.standing)
    if reason:
        raise ActRefused(reason + "。")
    if request.method != "POST":
        form = ItemForm(standing=request.standing, item=item, initial=initial_of(item))
        return _form_page(request, form, item, body_of(item.body_html))
    form = ItemForm(request.POST, standing=request.standing, item=item)
    stale = False
    if form.is_valid():
        try:
            saved = _save(request, form, item)
        except StaleEdit as refusal:
            stale = True
            refuse_into(form, refusal)
        except Refused as refusal:
            refuse_into(form, refusal)
        else:
            return _after_save(request, saved, timezone.now())
    return _form_page(request, form, item, typed_body(request.POST, item.body_html), stale=stale)


def _save(request: StaffRequest, form: ItemForm, item: Item) -> Item:
    values = form.changed_values()
    if item.work_kind != WorkKind.VALIDITY:
        body = changed_body(request.POST, item.body_html)
        if body is not None:
            values["body_html"] = body
    if not values:
        return item
    revision = read_id(request.POST.get("overwrite", request.POST.get("revision"))) or 0
    return edit(actor=request.user, item_id=item.pk, values=values, revision=revision, now=timezone.now())


def _after_save(request: StaffRequest, item: Item, now: datetime) -> HttpResponse:
    """Files, then what the pressed button asks for. The text is safe already; each refusal is told."""
    if item.work_kind != WorkKind.VALIDITY:
        _take_body_file(request, item, now)
        rearrange(request, item.pk, now)
        attach_all(request, item.pk, now)
        removed = read_id(request.POST.get("remove"))
        if removed is not None:
            _told(
                request,
                lambda: detach(actor=request.user, item_id=item.pk, attachment_id=removed, now=now),
            )
    if "submit_now" in request.POST:
        if _told(request, lambda: submit(actor=request.user, item_id=item.pk, now=now)):
            messages.success(request, "已保存并提交审核。")
            return redirect("desk:item", item.pk)
    elif "view" in request.POST:
        messages.success(request, "已保存。")
        return redirect("desk:item", item.pk)
    messages.success(request, "已保存。")
    return redirect("desk:item_edit", item.pk)


def _told(request: StaffRequest, act: object) -> bool:
    """Run it; a refusal becomes a message on the next page."""
    try:
        act()  # type: ignore[operator]
    except Refused as refusal:
        messages.error(request, refusal.message)
        return False
    return True


def _take_body_file(request: StaffRequest, item: Item, now: datetime) -> None:
    upload = request.FILES.get("body_file")
    if upload is None:
        return
    try:
        html, notes = body_from_upload(upload, actor=request.user, item_id=item.pk, now=now)
        edit(actor=request.user, item_id=item.pk, values={"body_html": html}, now=now)
    except Refused as refusal:
        messages.error(request, f"“{upload.name}”没有转成正文：{refusal.message}")
        return
    messages.success(request, f"“{upload.name}”已转成正文，请核对。")
    for note in notes:
        messages.warning(request, note)


def _form_page(
    request: StaffRequest, form: ItemForm, item: Item | None, body: BodyInput, *, stale: bool = False,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    issues = []
    if item is not None:
        issues = check_item(item, today=timezone.localdate(), calendar=calendar_for(item.organ))
    context = {
        "form": form,
        "item": item,
        "body": body,
        "stale": stale,
        "revision": request.POST.get("revision") or (item.revision if item else ""),
        "current_revision": Item.objects.values_list("revision", flat=True).get(pk=item.pk)
        if stale and item
        else "",
        "edits_body": item is None or item.work_kind != WorkKind.VALIDITY,
        "edits_files": item is None or item.work_kind not in {WorkKind.VALIDITY, WorkKind.LIGHT},
        "attachments": list(item.attachments.select_related("file")) if item else [],
        "pictures_url": picture_address(item) if item else "",
        "undoes_review": item is not None and item.work_state != WorkState.DRAFT,
        "issues": issues,
        "blocking": blocking(issues, approving=False),
    }
    return render(request, "desk/items/edit.html", context, status=status)
