"""The forms of a letter's acts, and the fields of a draft that may be worded anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from gongkai.desk.cases.asking import LinesField
from gongkai.desk.dates import POSSIBLE_DAYS
from gongkai.documents.letters import FIELDS, Kind, LetterCode
from gongkai.requests.letter_content import LATE_FIELDS, fields_of
from gongkai.requests.models import Letter

#: They follow from register, decision or law: put right there, never in the letter alone.
_DERIVED = LATE_FIELDS | {
    "organ_name", "request_number", "applicant_name", "is_organisation", "received_on", "asked",
    "third_party_is_organisation", "remedy_paragraphs", "amount", "standard", "respond_by", "due_on",
    "first_due_on", "working_days", "notice_number", "noticed_on", "withdrawn_on", "corrected_on", "sent_on",
    "submitted_on", "channel", "earlier_number", "earlier_on",
}  # fmt: skip
_MOST_TEXT = 3000


class NoteForm(forms.Form):
    """A remark that is kept with the act."""

    note = forms.CharField(
        label="意见", max_length=500, required=False, widget=forms.Textarea({"rows": 2}),
        help_text="可以不写",
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label="理由", max_length=300, widget=forms.Textarea({"rows": 3}))


class ProofForm(forms.Form):
    """What became of a letter that was served."""

    received_on = forms.DateField(
        label="签收日期", required=False, validators=POSSIBLE_DAYS,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    returned_on = forms.DateField(
        label="退回日期", required=False, validators=POSSIBLE_DAYS, help_text="没有送到、被退回来的",
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    returned_reason = forms.CharField(label="退回原因", max_length=200, required=False)
    proof = forms.FileField(
        label="凭证", required=False, help_text="回执、签收单、截图：PDF 或者图片"
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """One of the three has to be there."""
        values = super().clean() or {}
        if not any(values.get(name) for name in ("received_on", "returned_on", "proof")):
            raise forms.ValidationError("请填写签收日期、退回日期，或者上传凭证。")
        return values


class EditForm(forms.Form):
    """The words of a draft that are the office's own."""

    def __init__(self, letter: Letter, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        values = fields_of(letter)
        for one in editable_fields(letter):
            value = values.get(one.name, "")
            self.fields[one.name] = _field(one.kind, one.label, one.required, value)

    def changes(self) -> Mapping[str, object]:
        """The fields in the form in which a letter keeps them."""
        return {
            name: value.isoformat() if isinstance(value, date) else value if value is not None else ""
            for name, value in self.cleaned_data.items()
        }


def editable_fields(letter: Letter) -> list[Any]:
    """The fields that may be worded in the letter itself: plain texts, lines and dates of its own."""
    kinds = {Kind.TEXT, Kind.TEXTS, Kind.DATE}
    return [one for one in FIELDS[LetterCode(letter.kind)] if one.name not in _DERIVED and one.kind in kinds]


def _field(kind: Kind, label: str, required: bool, value: object) -> forms.Field:
    if kind is Kind.TEXTS:
        shown = "\n".join(str(one) for one in value) if isinstance(value, list | tuple) else str(value)
        return LinesField(
            label=label, required=required, max_length=6000, initial=shown, help_text="一行一项",
            widget=forms.Textarea({"rows": 4}),
        )  # fmt: skip
    if kind is Kind.DATE:
        return forms.DateField(
            label=label, required=required, initial=value, validators=POSSIBLE_DAYS,
            widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        )  # fmt: skip
    rows = 4 if len(str(value)) > 60 else 2
    return forms.CharField(
        label=label, required=required, max_length=_MOST_TEXT, initial=value,
        widget=forms.Textarea({"rows": rows}),
    )  # fmt: skip
