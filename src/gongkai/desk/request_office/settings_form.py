"""The form of an organ's values for requests."""

from __future__ import annotations

from typing import Any

from django import forms

from gongkai.law.archive import RETENTIONS
from gongkai.law.letters import LETTERS
from gongkai.law.remedies import OrganType
from gongkai.requests.acts.settings import (
    FIELDS,
    MOST_CORRECTION,
    MOST_INTERNAL,
    switchable_letters,
    values_of,
)
from gongkai.requests.models import OfficeSettings

_GROUPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "救济途径", "印在答复书上。右边随时看得到各类文书会怎么写。",
        ("organ_position", "government", "superior", "court", "review_online", "notices_off"),
    ),
    (
        "文书编号和样式", "不填代字的，用机关代字加“公复”“公告知”。",
        ("reply_series", "notice_series", "red_head"),
    ),
    ("办理期限和归档", "", ("correction_days", "internal_days", "retention")),
    ("收件", "", ("accepts_online", "intake_note")),
    (
        "信息处理费", "只对数量、频次明显超过合理范围的申请收取（条例第四十二条）。",
        ("fee_enabled", "fee_payment"),
    ),
)  # fmt: skip


def _text(label: str, most: int, help_text: str = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=False, help_text=help_text)


def _lines(label: str, most: int, help_text: str = "") -> forms.CharField:
    widget = forms.Textarea({"rows": 3})
    return forms.CharField(label=label, max_length=most, required=False, help_text=help_text, widget=widget)


class SettingsForm(forms.Form):
    """One field for each value."""

    organ_position = forms.ChoiceField(
        label="机关类型", choices=[(one.value, one.label) for one in OrganType],
        help_text="决定向谁申请行政复议（行政复议法第二十四条至第二十八条）",
    )  # fmt: skip
    government = _text(
        "受理行政复议的人民政府", 100, "写全称，例如“海岳市文川区人民政府”"
    )  # fmt: skip
    superior = _text("上一级主管部门", 100, "垂直领导的机关和司法行政部门填写")
    court = _text("管辖法院", 100, "行政案件集中管辖的，写实际管辖的法院全称")
    review_online = _text("网上行政复议渠道", 200, "网上送达的文书必须写明（行政复议法第二十二条）")
    notices_off = forms.MultipleChoiceField(
        label="不附救济告知的文书", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="法律没有写明的几种，由法律顾问决定；拿不准的不要勾选",
    )  # fmt: skip
    reply_series = _text("答复书代字", 30, "例如“文工信公复”")
    notice_series = _text("告知书代字", 30, "例如“文工信公告知”")
    red_head = forms.BooleanField(label="文书使用红色版头", required=False)
    correction_days = forms.IntegerField(
        label="补正期限（工作日）", min_value=1, max_value=MOST_CORRECTION,
        help_text="要求补正时默认给申请人的时间",
    )  # fmt: skip
    internal_days = forms.IntegerField(
        label="科室办理期限（工作日）", min_value=1, max_value=MOST_INTERNAL, help_text="分办时默认的内部期限"
    )  # fmt: skip
    retention = forms.ChoiceField(
        label="保管期限", choices=RETENTIONS.choices,
        help_text="归档时的默认值，以本机关的归档范围和保管期限表为准",
    )  # fmt: skip
    accepts_online = forms.BooleanField(label="接收网上申请", required=False)
    intake_note = _lines("申请须知补充", 500, "显示在网上申请表上")
    fee_enabled = forms.BooleanField(label="收取信息处理费", required=False)
    fee_payment = _lines("缴费方式", 300, "印在收费通知书上")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["notices_off"]
        assert isinstance(choice, forms.MultipleChoiceField)  # noqa: S101
        choice.choices = [(letter, LETTERS.label(letter)) for letter in switchable_letters()]

    @property
    def groups(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """The fields under their headings."""
        return [(label, words, [self[name] for name in names]) for label, words, names in _GROUPS]


def initial_of(settings: OfficeSettings) -> dict[str, object]:
    """The values as the form shows them."""
    return values_of(settings)


def typed_so_far(form: SettingsForm) -> dict[str, object]:
    """What is sound of a form that is being filled in: for the preview."""
    form.is_valid()
    return {name: value for name, value in form.cleaned_data.items() if name in FIELDS}
