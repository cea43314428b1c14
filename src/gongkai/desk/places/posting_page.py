"""The page to post by: their form's fields in their order, ready to be copied; the address at the end."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from gongkai.desk.items.body import shown_body
from gongkai.desk.pages import StaffRequest, carried_out, staff_page
from gongkai.desk.places.queue import zip_response
from gongkai.desk.places.words import posting_status
from gongkai.places import queries
from gongkai.places.acts.register import register_address
from gongkai.places.acts.take_off import mark_taken_off
from gongkai.places.form_fields import filled_fields
from gongkai.places.models import Posting, PostingState
from gongkai.places.package import attachment_names, content_of, copy_package, safe_name


class AddressForm(forms.Form):
    """Where it stands now."""

    address = forms.CharField(
        label="登记网址",
        max_length=500,
        help_text="登载后打开那条信息的网页，从浏览器地址栏整行复制过来。",
        widget=forms.TextInput({"inputmode": "url", "autocomplete": "off", "placeholder": "https://"}),
    )


@staff_page
def posting(request: StaffRequest, posting_id: int) -> HttpResponse:
    """Copy, post, register; the next one with the same click."""
    row = queries.visible_posting(request.standing, posting_id)
    form = AddressForm(request.POST or None, initial={"address": row.address})

    def act() -> None:
        register_address(
            actor=request.user, item_id=row.item_id, place_id=row.place_id,
            address=form.cleaned_data["address"], now=timezone.now(),
        )  # fmt: skip

    if form.is_valid() and carried_out(form, act):
        return _after(request, row)
    return render(request, "desk/places/posting.html", _context(request, row, form))


def _after(request: StaffRequest, row: Posting) -> HttpResponse:
    following = queries.next_to_post(request.standing, row)
    if "next" in request.POST and following is not None:
        messages.success(request, "已登记。下面是下一条。")
        return redirect("desk:posting", posting_id=following.pk)
    messages.success(request, "已登记网址。" if following else "已登记网址，这个平台没有待登载的信息了。")
    return redirect("desk:item", item_id=row.item_id)


def _context(request: StaffRequest, row: Posting, form: AddressForm) -> dict[str, object]:
    is_public = row.item.public_state == "live" and row.item.live_edition is not None
    content = content_of(row) if is_public else None
    return {
        "posting": row,
        "status": posting_status(row),
        "form": form,
        "is_public": is_public,
        "takes_address": is_public and row.state not in _DONE_WITH,
        "fields": filled_fields(row, content.edition) if content else [],
        "title": content.edition.title if content else row.item.title,
        "body": shown_body(content.edition.body_html, row.item) if content else "",
        "files": list(zip(attachment_names(content.files), content.files, strict=True)) if content else [],
        "has_pictures": bool(content and content.pictures),
        "following": queries.next_to_post(request.standing, row),
        "found": queries.found_address(row),
    }


_DONE_WITH = frozenset({PostingState.TO_TAKE_OFF, PostingState.TAKEN_OFF, PostingState.NOT_NEEDED})


@require_GET
@staff_page
def package(request: StaffRequest, posting_id: int) -> HttpResponse:
    """The copy package of one."""
    row = queries.visible_posting(request.standing, posting_id)
    data = copy_package([row])
    title = row.item.live_edition.title if row.item.live_edition else ""
    return zip_response(data, f"复制包-{safe_name(title)[:40]}.zip")


@require_POST
@staff_page
def taken_off(request: StaffRequest, posting_id: int) -> HttpResponse:
    """Somebody took it off over there."""
    row = queries.visible_posting(request.standing, posting_id)
    mark_taken_off(actor=request.user, item_id=row.item_id, place_id=row.place_id, now=timezone.now())
    messages.success(request, "已登记撤下；下一次对照如果还能看到，会重新提醒。")
    return redirect("desk:place", place_id=row.place_id)
