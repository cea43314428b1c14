"""The small forms that acts ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.timezone import localdate

from gongkai.disclosure.acts.review import DEFAULT_GROUND
from gongkai.disclosure.models import Item
from gongkai.kernel.models import Person, Role
from gongkai.kernel.queries import colleagues_of
from gongkai.law import catalogue

CONFIRM_WORD = "撤下"


def _text(
    label: str, most: int, *, help_text: str = "", rows: int = 3, required: bool = True
) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, required=required, help_text=help_text,
        widget=forms.Textarea({"rows": rows}),
    )  # fmt: skip


class ActForm(forms.Form):
    """An act's form; it knows the item it is about."""

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item


class ReviewForm(ActForm):
    """Ground and opinion; the digest says which content was on the page."""

    ground = forms.CharField(
        label="审查依据", max_length=200, initial=DEFAULT_GROUND, widget=forms.Textarea({"rows": 2})
    )
    note = _text("审核意见", 500, required=False, help_text="会留存在审核记录中，不对外公开")
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class ReturnForm(ActForm):
    """Why it goes back."""

    reason = _text("退回理由", 500, help_text="写给起草人看：哪里要改，怎么改")


class ReferForm(ActForm):
    """To whom the question goes."""

    to = forms.CharField(label="报送单位", max_length=100, help_text="有关主管部门或者保密行政管理部门")
    note = _text("需要确定的问题", 500, required=False)


class AnswerForm(ActForm):
    """What came back."""

    may_open = forms.TypedChoiceField(
        label="答复结论", choices=(("yes", "可以公开，继续审核"), ("no", "不能照此公开，退回修改")),
        coerce=lambda value: value == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    answer = _text("答复的文号或要点", 500)


class OverrideForm(ActForm):
    """Which finding, and why it may pass."""

    check = forms.CharField(widget=forms.HiddenInput, max_length=40)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    reason = _text("放行理由", 300, rows=2, help_text="例如：已经本人书面同意公开")


class ScheduleForm(ActForm):
    """When."""

    at = forms.DateTimeField(
        label="发布时间",
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M"],
        help_text="北京时间，如 2026-12-01 09:00",
    )


class ExpediteForm(ActForm):
    """Who said yes, how, and why it cannot wait."""

    approver = forms.ModelChoiceField(
        label="口头同意的签发人", queryset=Person.objects.none(), empty_label="请选择"
    )
    how = forms.CharField(label="同意方式", max_length=100, help_text="如：14:20 电话请示")
    reason = _text("紧急事由", 300)

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, item=item, **kwargs)
        field = self.fields["approver"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = colleagues_of(item.organ, Role.SIGNER)


class ReasonForm(ActForm):
    """Why, for the record of editions."""

    reason = _text("原因", 300, rows=2)


class WithdrawForm(ActForm):
    """Why; the public reads it."""

    reason = _text("撤回理由", 300, help_text="会显示在原网页上，公众看得到")


class TakeDownForm(ActForm):
    """Why, and the word that shows it is meant."""

    reason = _text("撤下原因", 300, help_text="只在内部留存；请不要复述泄露的内容")
    word = forms.CharField(
        label=f"请输入“{CONFIRM_WORD}”两个字确认",
        max_length=10,
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def clean_word(self) -> str:
        """Only the word itself confirms."""
        word = str(self.cleaned_data["word"]).strip()
        if word != CONFIRM_WORD:
            raise forms.ValidationError(f"请输入“{CONFIRM_WORD}”")
        return word


class ValidityForm(ActForm):
    """The new validity and what it rests on."""

    validity = forms.ChoiceField(label="新的有效性", choices=catalogue.VALIDITY_VALUES.choices)
    note = _text("依据或说明", 200, rows=2, help_text="如：被 海工信发〔2026〕3号 废止；公众看得到")
    expires_on = forms.DateField(
        label="有效期至", required=False, widget=forms.DateInput({"type": "date"}),
        help_text="到期失效的才填",
    )  # fmt: skip

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, item=item, **kwargs)
        self.fields["validity"].initial = item.validity


class ReassessForm(ActForm):
    """What the second look found."""

    opens = forms.TypedChoiceField(
        label="复查结论", choices=(("no", "仍不公开"), ("yes", "可以公开，转为起草")),
        coerce=lambda value: value == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    note = _text("复查意见", 500, help_text="例如：定密期限已满，已依法解密")
    next_on = forms.DateField(
        label="下次复查日期", required=False, widget=forms.DateInput({"type": "date"}),
        help_text="不填则按本系统设置的期限；可以公开的不填",
    )  # fmt: skip

    def clean_next_on(self) -> object:
        """A day after today."""
        day = self.cleaned_data["next_on"]
        if day and day <= localdate():
            raise forms.ValidationError("下次复查日期须晚于今天")
        return day
