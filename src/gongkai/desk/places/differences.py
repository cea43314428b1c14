"""Dealing with a finding: say why it may stand, or take over the address that was found."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.desk.pages import StaffRequest, carried_out, confirm_page, staff_page
from gongkai.places import queries
from gongkai.places.acts.settle import MOST_REASON, settle_difference, take_over_address

_TEXT = "处理后不再提示；如果对照发现情况又有变化，会作为新的差异再提出来。对方标题：{title}"


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label="怎样处理的",
        max_length=MOST_REASON,
        widget=forms.Textarea({"rows": 3}),
        help_text="如：经核对是上级统一登载的，不属本机关信息。",
    )


@staff_page
def settle(request: StaffRequest, difference_id: int) -> HttpResponse:
    """Ask for the reason, then settle."""
    found = queries.visible_difference(request.standing, difference_id)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        settle_difference(
            actor=request.user, difference_id=found.pk, reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )  # fmt: skip

    if form.is_valid() and carried_out(form, act):
        messages.success(request, "已处理，不再提示。")
        return redirect("desk:place", place_id=found.place_column.place_id)
    back = reverse("desk:place", args=(found.place_column.place_id,))
    title = found.title or (found.item.title if found.item else "")
    text = _TEXT.format(title=title or "（无）")
    return confirm_page(request, title="处理差异", text=text, act="处理掉", back=back, form=form)


@require_POST
@staff_page
def take_over(request: StaffRequest, difference_id: int) -> HttpResponse:
    """Register the address that the comparison found."""
    found = queries.visible_difference(request.standing, difference_id)
    take_over_address(actor=request.user, difference_id=found.pk, now=timezone.now())
    messages.success(request, "已采用对照找到的网址，登记为已登载。")
    return redirect("desk:place", place_id=found.place_column.place_id)
