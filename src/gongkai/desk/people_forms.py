"""Forms about people and roles."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.kernel.models import Department, Organ, Person, Role
from gongkai.kernel.queries import colleagues_of

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def one_time_password() -> str:
    """Something to read out and type once: twelve random characters in three groups, none easily confused."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))


class DepartmentChoice(forms.ModelChoiceField):
    """A department of the organ; those out of use are not offered."""

    def label_from_instance(self, obj: Any) -> str:
        """Its name."""
        return str(obj.name)


def departments_of(organ: Organ) -> QuerySet[Department]:
    """What the choice offers."""
    return Department.objects.filter(organ=organ, is_active=True)


class GrantForm(forms.Form):
    """A role, and the department for those roles that are held in one."""

    role = forms.ChoiceField(
        label="角色",
        choices=[("", "请选择"), *Role.choices],
        help_text="机关管理员、安全保密员、审计员须由三个人分别担任；这三种角色不经办信息。",
    )
    department = DepartmentChoice(
        queryset=Department.objects.none(),
        label="科室",
        required=False,
        empty_label="不适用",
        help_text="起草人和科室负责人必选，其他角色不选。",
    )

    def __init__(self, *args: Any, organ: Organ, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["department"]
        assert isinstance(field, DepartmentChoice)  # noqa: S101
        field.queryset = departments_of(organ)


class EnterForm(GrantForm):
    """A new sign-in with its first role."""

    name = forms.CharField(label="姓名", max_length=40)
    username = forms.CharField(
        label="登录名",
        max_length=60,
        help_text="建议用姓名全拼或工号；不区分大小写，录入后不能更改。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label="一次性密码",
        strip=False,
        initial=one_time_password,
        help_text="已随机生成，可以更换。本人首次登录时须改成自己的密码。",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    field_order = ("name", "username", "password", "role", "department")


class PasswordResetForm(forms.Form):
    """A one-time password for somebody who forgot his own."""

    password = forms.CharField(
        label="一次性密码",
        strip=False,
        initial=one_time_password,
        help_text="已随机生成，可以更换。请当面或电话告诉本人，不要通过邮件、微信发送。",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class PersonChoice(forms.ModelChoiceField):
    """A colleague, with the sign-in name to tell namesakes apart."""

    def label_from_instance(self, obj: Any) -> str:
        """Name and sign-in name."""
        return f"{obj.name}（{obj.username}）"


class HandOverForm(forms.Form):
    """To whom a leaver's roles and open work go."""

    successor = PersonChoice(
        queryset=Person.objects.none(),
        label="接手人",
        empty_label="请选择",
        help_text="须是本机关的在职人员。",
    )
    note = forms.CharField(
        label="交接说明",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="给接手人看：手头的事到了哪一步、找谁、密码本以外的东西放在哪里。请不要写密码。",
    )
    leaves = forms.BooleanField(
        label="本人离任，停用登录",
        required=False,
        initial=True,
        help_text="只是换岗、仍在其他机关任职的，登录不会停用。",
    )

    def __init__(self, *args: Any, organ: Organ, leaver: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["successor"]
        assert isinstance(field, PersonChoice)  # noqa: S101
        field.queryset = colleagues_of(organ, *Role).exclude(pk=leaver.pk).order_by("username")
