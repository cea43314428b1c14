"""Numbers that are meant to be public, so that screening lets them pass."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from gongkai.desk.organ_forms import OrganChoice
from gongkai.desk.pages import StaffRequest, carried_out, confirm_page, staff_page
from gongkai.disclosure.acts.override import allow_value, disallow_value
from gongkai.disclosure.queries import allowed_values_visible_to
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import Organ, Role
from gongkai.kernel.queries import organs_visible_to


class AllowForm(forms.Form):
    """One number and what it is for."""

    organ = OrganChoice(queryset=Organ.objects.none(), label="机关", empty_label=None)
    number = forms.CharField(
        label="号码",
        max_length=60,
        help_text="手机号码、证件号码或银行卡号，一次一个。系统只保存打码后的样子和密钥哈希，不保存号码本身。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    note = forms.CharField(label="用途", max_length=100, help_text="例如：公开办对外值班手机。")

    def __init__(self, *args: Any, organs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organ"]
        assert isinstance(field, OrganChoice)  # noqa: S101
        field.queryset = organs


@staff_page
def allow_list(request: StaffRequest) -> HttpResponse:
    """The list of one's organs, and adding to it."""
    kept = request.standing.organs(Role.REVIEWER, Role.SECURITY)
    if not kept:
        raise NotVisible
    form = AllowForm(request.POST or None, organs=organs_visible_to(request.standing).filter(pk__in=kept))

    def act() -> None:
        allow_value(
            actor=request.user,
            organ_id=form.cleaned_data["organ"].pk,
            number=form.cleaned_data["number"],
            note=form.cleaned_data["note"],
            now=timezone.now(),
        )

    if form.is_valid() and carried_out(form, act):
        messages.success(request, "已登记，今后在正文和附件中不再提示这个号码。")
        return redirect("desk:allow_list")
    rows = allowed_values_visible_to(request.standing)
    return render(request, "desk/allow_list.html", {"form": form, "rows": rows, "several": len(kept) > 1})


@staff_page
def remove(request: StaffRequest, value_id: int) -> HttpResponse:
    """Take a number off, after asking."""
    value = allowed_values_visible_to(request.standing).filter(pk=value_id).first()
    if value is None:
        raise NotVisible
    if request.method == "POST":
        disallow_value(actor=request.user, value_id=value_id, now=timezone.now())
        messages.success(request, "已移出名单。")
        return redirect("desk:allow_list")
    text = "把{masked}（{note}）移出名单以后，再出现在正文或附件里就会提示。已经公开的信息不受影响。"
    return confirm_page(
        request,
        title="移出放行名单",
        text=text.format(masked=value.masked, note=value.note),
        act="移出名单",
        back=reverse("desk:allow_list"),
    )
