"""«我的账号»: one's own roles, password and second factor."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.desk.pages import StaffRequest, carried_out, staff_page
from gongkai.kernel.acts.reminders import ask_for_reminders, stop_reminders
from gongkai.kernel.messages import ready_channels
from gongkai.kernel.models import Reminder, RoleGrant


class ReminderForm(forms.Form):
    """Where to be told each working day what waits."""

    channel = forms.ChoiceField(label="渠道")
    address = forms.CharField(label="邮箱、手机号或者政务即时通讯编号", max_length=100)
    weekly = forms.BooleanField(
        label="每周第一个工作日附上全办情况", required=False, help_text="给负责人看的"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["channel"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101
        choice.choices = [(one.value, one.label) for one in ready_channels()]


def _reminded(request: StaffRequest, form: ReminderForm) -> bool:
    """Carry out what was asked on the page; False keeps it open with what is wrong."""
    now = timezone.now()
    if "stop" in request.POST:
        stop_reminders(actor=request.user, now=now)
        messages.success(request, "不再提醒，地址已清除。")
        return True
    if not form.is_valid():
        return False
    done = carried_out(form, lambda: ask_for_reminders(actor=request.user, now=now, **form.cleaned_data))
    if done:
        messages.success(request, "已设好，工作日早上八点起提醒。")
    return done


@staff_page
def account(request: StaffRequest) -> HttpResponse:
    """What I am here, and how my sign-in is kept safe."""
    grants = RoleGrant.objects.filter(person=request.user, ended_at=None).select_related(
        "organ", "department"
    )
    form = ReminderForm(request.POST or None)
    if request.method == "POST" and _reminded(request, form):
        return redirect("desk:account")
    kinds = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    return render(
        request,
        "desk/account.html",
        {
            "grants": grants,
            "has_totp": "totp" in kinds,
            "has_codes": "recovery_codes" in kinds,
            "form": form,
            "reminder": Reminder.objects.filter(person=request.user).first(),
            "can_be_reminded": bool(ready_channels()),
        },
    )
