"""The form in which the office enters a request that came by counter, post, fax or word of mouth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from gongkai.desk.dates import POSSIBLE_DAYS
from gongkai.kernel.models import Organ
from gongkai.requests.acts.intake import IncomingFile
from gongkai.requests.models import (
    ApplicantKind,
    CaseFileRole,
    FormOfInformation,
    IntakeChannel,
    WayOfGetting,
)
from gongkai.requests.personal import ID_KINDS, Applicant, Asked
from gongkai.requests.submission import LONGEST, LONGEST_DESCRIPTION, Submission

#: Each way in with the day that is the day of receipt (article 31), in the words of the choice.
CHANNELS = (
    (IntakeChannel.COUNTER, "当面提交：提交当天就是收到申请之日"),
    (IntakeChannel.SIGNED_POST, "挂号信、邮政特快等签收邮件：签收当天就是收到申请之日"),
    (IntakeChannel.POST, "平常信函：收到当天与申请人确认，确认之日为收到申请之日"),
    (IntakeChannel.FAX, "传真：双方确认之日为收到申请之日"),
)
_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("怎么来的", ("organ", "channel", "oral", "submitted", "confirmed")),
    (
        "谁申请",
        ("applicant_kind", "name", "id_kind", "id_number", "phone", "email", "address", "postcode", "fax",
         "representative", "contact", "agent"),
    ),
    ("要什么", ("description", "doc_number", "features")),
    ("怎么给", ("form", "way", "way_note", "electronic_service", "needs_help")),
    ("材料", ("request_files", "identity_files", "mandate_files", "envelope_files")),
)  # fmt: skip
_APPLICANT = (
    "name", "id_kind", "id_number", "phone", "email", "address", "postcode", "fax", "representative",
    "contact", "agent",
)  # fmt: skip
_ASKED = ("description", "doc_number", "features", "way_note")
_FILES = {
    "request_files": CaseFileRole.REQUEST, "identity_files": CaseFileRole.IDENTITY,
    "mandate_files": CaseFileRole.MANDATE, "envelope_files": CaseFileRole.ENVELOPE,
}  # fmt: skip
_DAY = {"type": "date"}


class _SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class _SeveralFilesField(forms.FileField):
    """Any number of files; each must be one."""

    widget = _SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        chosen = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(_SeveralFilesField, self).clean(one, initial) for one in chosen]


def _files(label: str, help_text: str = "") -> forms.FileField:
    return _SeveralFilesField(label=label, required=False, help_text=help_text)


def _line(label: str, name: str, help_text: str = "", *, required: bool = False) -> forms.CharField:
    widget = forms.TextInput({"autocomplete": "off"})
    return forms.CharField(
        label=label, max_length=LONGEST[name], required=required, help_text=help_text, widget=widget
    )


class RegisterForm(forms.Form):
    """The three contents of article 29 and how the request came; no purpose is asked for."""

    organ = forms.ModelChoiceField(label="收件机关", queryset=Organ.objects.none(), empty_label=None)
    channel = forms.ChoiceField(label="怎么提交的", choices=CHANNELS, widget=forms.RadioSelect)
    oral = forms.BooleanField(
        label="口头提出，由我们代为填写", required=False,
        help_text="书写确有困难的才用；填好念给申请人听，打印出来请其签字（条例第二十九条）",
    )  # fmt: skip
    submitted = forms.DateField(
        label="哪一天到的", validators=POSSIBLE_DAYS, widget=forms.DateInput(_DAY, format="%Y-%m-%d"),
        help_text="当面：提交的那天；签收邮件：签收的那天；平常信函、传真：到本机关的那天",
    )  # fmt: skip
    confirmed = forms.DateField(
        label="哪一天与申请人确认的", required=False, validators=POSSIBLE_DAYS,
        widget=forms.DateInput(_DAY, format="%Y-%m-%d"),
        help_text="只有平常信函、传真需要。还没有联系上的留空，登记之后再补，期限从确认的次日起算",
    )  # fmt: skip
    applicant_kind = forms.ChoiceField(label="申请人类别", choices=ApplicantKind.choices)
    name = _line("姓名或者单位名称", "name", required=True)
    id_kind = forms.ChoiceField(label="证件", choices=list(ID_KINDS.items()))
    id_number = _line("证件号码", "id_number", required=True)
    phone = _line("电话", "phone", "电话、邮箱、地址至少填一种")
    email = _line("电子邮箱", "email")
    address = _line("通信地址", "address", "选择邮寄的必填")
    postcode = _line("邮政编码", "postcode")
    fax = _line("传真", "fax")
    representative = _line("法定代表人（负责人）", "representative", "单位申请的填写")
    contact = _line("联系人", "contact", "单位申请的填写")
    agent = _line("代理人", "agent", "由他人代为申请的填写，并附授权委托书")
    description = forms.CharField(
        label="需要的政府信息", max_length=LONGEST_DESCRIPTION, widget=forms.Textarea({"rows": 4}),
        help_text="照申请书写：名称，或者便于查找的其他特征",
    )  # fmt: skip
    doc_number = _line("文号", "doc_number")
    features = forms.CharField(
        label="其他特征", max_length=LONGEST["features"], required=False, widget=forms.Textarea({"rows": 2})
    )
    form = forms.ChoiceField(label="要什么形式", choices=FormOfInformation.choices)
    way = forms.ChoiceField(label="怎么拿", choices=WayOfGetting.choices)
    way_note = _line("对获取方式的其他要求", "way_note")
    electronic_service = forms.BooleanField(
        label="申请人同意电子送达", required=False, help_text="申请书上写明或者签字同意的才勾选"
    )
    needs_help = forms.BooleanField(
        label="有阅读或者视听障碍，需要协助", required=False, help_text="条例第四十三条"
    )
    request_files = _files("申请书", "扫描件或者照片，可以选几个")
    identity_files = _files("身份证明")
    mandate_files = _files("授权委托书")
    envelope_files = _files("信封、收件凭证", "邮寄的留存信封，签收、到达日期以它为证")

    def __init__(self, *args: Any, organs: Sequence[Organ], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["organ"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101
        choice.queryset = Organ.objects.filter(pk__in=[organ.pk for organ in organs])
        choice.initial = organs[0].pk
        if len(organs) == 1:
            choice.widget = forms.HiddenInput()

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings."""
        return [(label, [self[name] for name in names]) for label, names in _GROUPS]

    def submission(self) -> Submission:
        """What was entered, as the act takes it."""
        values = self.cleaned_data
        return Submission(
            values["applicant_kind"],
            Applicant(**{name: values[name] for name in _APPLICANT}),
            Asked(**{name: values[name] for name in _ASKED}),
            form=values["form"], way=values["way"], electronic_service=values["electronic_service"],
            needs_help=values["needs_help"], oral=values["oral"],
        )  # fmt: skip

    def incoming(self) -> list[IncomingFile]:
        """The chosen files with what each is."""
        return [
            IncomingFile(role, str(upload.name), upload)
            for name, role in _FILES.items()
            for upload in self.cleaned_data[name]
        ]


def asked_so_far(data: Any) -> tuple[Applicant, Asked]:
    """Applicant and matter of a form that is still being filled in."""
    told = {name: str(data.get(name, ""))[:LONGEST_DESCRIPTION] for name in (*_APPLICANT, *_ASKED)}
    return Applicant(**{n: told[n] for n in _APPLICANT}), Asked(**{n: told[n] for n in _ASKED})
