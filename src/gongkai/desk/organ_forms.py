"""Forms about an organ."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.models import QuerySet

from gongkai.kernel.models import Organ
from gongkai.law.catalogue import INDEX_PATTERNS

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _text(label: str, length: int, help_text: str = "", *, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, help_text=help_text, required=required)


class DescriptionForm(forms.Form):
    """Contact data and what stands at the foot of every page."""

    short_name = _text("简称", 40, "显示在页眉和列表里。", required=True)
    office_name = _text("公开工作机构", 60, "承担政府信息公开工作的内设机构，例如“办公室”（条例第四条）。")
    address = _text("办公地址", 120, "指南和依申请公开的受理地址，写到门牌号。")
    office_hours = _text("办公时间", 120, "例如：工作日 8:30—12:00，14:00—17:30。")
    phone = _text("联系电话", 40, "写办公座机，带区号。")
    fax = _text("传真", 40)
    email = forms.EmailField(label="电子邮箱", max_length=80, required=False)
    postcode = forms.CharField(
        label="邮政编码",
        required=False,
        max_length=6,
        validators=[RegexValidator(r"^[0-9]{6}$", "邮政编码是六位数字。")],
    )
    doc_prefix = _text("发文机关代字", 20, "例如“文政发”，用来核对文号。")
    site_id_code = forms.CharField(
        label="网站标识码",
        required=False,
        max_length=10,
        help_text="主管部门分配的十位数字。",
        validators=[RegexValidator(r"^[0-9]{10}$", "网站标识码是十位数字。")],
    )
    icp_number = _text("ICP 备案号", 40)
    police_number = _text("公安备案号", 40)


class RenameForm(forms.Form):
    """The new name, from when, by what decision."""

    name = _text("新的规范全称", 100, "与“三定”规定、印章一致。", required=True)
    since = forms.DateField(label="启用日期", widget=DATE)
    reason = _text("变更依据", 200, "例如机构改革方案的文号。", required=True)


class OrganChoice(forms.ModelChoiceField):
    """An organ by its full name."""

    def label_from_instance(self, obj: Any) -> str:
        """The full name."""
        return str(obj.name)


class MergeForm(forms.Form):
    """Into which organ, when, by what decision."""

    into = OrganChoice(queryset=Organ.objects.none(), label="并入的机关", empty_label="请选择")
    on = forms.DateField(label="撤并日期", widget=DATE)
    reason = _text("撤并依据", 200, "例如机构改革方案的文号。", required=True)

    def __init__(self, *args: Any, others: QuerySet[Organ], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        assert isinstance(field, OrganChoice)  # noqa: S101
        field.queryset = others
        if not others:
            field.help_text = "您只管理这一个机关。撤并须由同时管理两个机关的管理员办理。"


class IndexNumberForm(forms.Form):
    """Pattern and front code."""

    pattern = forms.ChoiceField(
        label="编制方式", choices=[(pattern.code, pattern.label) for pattern in INDEX_PATTERNS]
    )
    front = _text("前段码", 30, "机关自己的代码，按所选方式填写，见下表。字母用大写。", required=True)


class DepartmentForm(forms.Form):
    """A department."""

    name = _text("科室名称", 60, required=True)
    code = forms.SlugField(
        label="代码",
        max_length=40,
        help_text="小写字母、数字或连字符，用在网址里，例如 bgs。科室公开过信息以后不能再改。",
        error_messages={"invalid": "代码只能用字母、数字、下划线和连字符。"},
    )
    position = forms.IntegerField(
        label="顺序", min_value=0, max_value=999, initial=0, help_text="数字小的排在前面。"
    )
    is_active = forms.BooleanField(
        label="在用", required=False, initial=True, help_text="停用后不能再起草新信息，已公开的信息不受影响。"
    )
