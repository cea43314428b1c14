"""The forms that stand on the one sheet: signing on paper, the sealed file, the service."""

from __future__ import annotations

from typing import Any

from django import forms

from gongkai.desk.dates import POSSIBLE_DAYS
from gongkai.kernel.models import Person
from gongkai.law.letters import LETTERS
from gongkai.requests.acts.paper import CODE_LENGTH, PaperSigning, signers_for
from gongkai.requests.acts.serving import ServiceFacts
from gongkai.requests.models import Letter, ServiceChannel, WayOfGetting

_ELECTRONIC = {ServiceChannel.ONLINE, ServiceChannel.EMAIL}


def _today_field(label: str, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        label=label, help_text=help_text, validators=POSSIBLE_DAYS,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip


class _PersonField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class PaperForm(forms.Form):
    """What stands on the signed form."""

    signer = _PersonField(label="谁签的字", queryset=Person.objects.none(), empty_label="请选择")
    on = _today_field("哪一天签的", "即文书的落款日期")
    code = forms.CharField(
        label="核对码", max_length=CODE_LENGTH, required=False,
        help_text="印在呈批单“承办人意见”栏里，用来核对签的就是这一稿；用自己的呈批单的留空",
        widget=forms.TextInput({"autocomplete": "off"}),
    )  # fmt: skip
    note = forms.CharField(
        label="批示", max_length=200, required=False, help_text="负责人写了意见的，照抄"
    )  # fmt: skip
    given_seen = forms.BooleanField(label="提供的文件已由签字人看过", required=False)
    scan = forms.FileField(label="签批件", help_text="签了字的呈批单，扫描或者拍照：PDF、PNG、JPEG、TIFF")

    def __init__(self, letter: Letter, *args: Any, files_waiting: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = signers_for(letter)
        choice = self.fields["signer"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101
        choice.queryset = Person.objects.filter(pk__in=[person.pk for person in people])
        if len(people) == 1:
            choice.initial = people[0].pk
        if not people:
            choice.help_text = "本机关还没有能签发这种文书的人，请机关管理员先授予角色"
        if not files_waiting:
            del self.fields["given_seen"]

    def signing(self) -> PaperSigning:
        """What was entered, as the act takes it."""
        values = self.cleaned_data
        return PaperSigning(
            signer_id=values["signer"].pk, on=values["on"], code=values["code"], note=values["note"],
            given_seen=values.get("given_seen", False),
        )  # fmt: skip


class SealForm(forms.Form):
    """The sealed letter come back."""

    sealed = forms.FileField(
        label="盖章件", help_text="盖好章的扫描件，或者电子印章的文件：PDF、OFD、PNG、JPEG、TIFF"
    )  # fmt: skip
    compared_by_eye = forms.BooleanField(
        label="已逐字核对一致", required=False, help_text="扫描件读不出文字的，核对之后勾选"
    )


_WANTED = {
    WayOfGetting.POST: ServiceChannel.POST, WayOfGetting.PICK_UP: ServiceChannel.COUNTER,
    WayOfGetting.FAX: ServiceChannel.FAX, WayOfGetting.ONLINE: ServiceChannel.ONLINE,
    WayOfGetting.EMAIL: ServiceChannel.EMAIL,
}  # fmt: skip


def _as_wanted(letter: Letter) -> str:
    """The way the applicant asked for; by post where it is electronic and was not agreed to."""
    wanted = _WANTED[WayOfGetting(letter.case.way)]
    return ServiceChannel.POST if wanted in _ELECTRONIC and not letter.case.electronic_service else wanted


class ServeForm(forms.Form):
    """How and when the letter was served."""

    channel = forms.ChoiceField(label="怎么送的")
    on = _today_field("哪一天", "邮寄的填交邮之日，当面的填签收之日")
    tracking = forms.CharField(label="邮件号码", max_length=40, required=False)
    postal_enterprise = forms.BooleanField(
        label="邮寄的：交的是邮政企业，没有用其他快递，没有让收件人付费", required=False
    )

    def __init__(self, letter: Letter, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to_applicant = LETTERS[letter.kind].addressee == "applicant"
        closed = _ELECTRONIC if to_applicant and not letter.case.electronic_service else set()
        choice = self.fields["channel"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101
        choice.choices = [
            (value, label) for value, label in ServiceChannel.choices if value not in closed
        ]  # fmt: skip
        choice.initial = _as_wanted(letter) if to_applicant else ServiceChannel.POST

    def facts(self) -> ServiceFacts:
        """What was entered, as the act takes it."""
        values = self.cleaned_data
        is_post = values["channel"] == ServiceChannel.POST
        return ServiceFacts(
            channel=values["channel"], on=values["on"], tracking=values["tracking"],
            postal_enterprise=values["postal_enterprise"] or not is_post,
        )  # fmt: skip
