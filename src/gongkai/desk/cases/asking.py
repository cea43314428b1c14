"""The fields an act asks for, each declared in one line: label, default, help."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django import forms

from gongkai.desk.cases.situation import Situation
from gongkai.desk.dates import POSSIBLE_DAYS

Maker = Callable[[Situation], forms.Field]
#: A value, or how to find it in the situation.
Default = Any
Choices = Callable[[Situation], Iterable[tuple[object, object]]]


def _value(default: Default, situation: Situation) -> object:
    return default(situation) if callable(default) else default


def day(
    label: str, *, initial: Default = lambda s: s.today, required: bool = True, help_text: str = ""
) -> Maker:
    """A date; today unless told."""

    def make(situation: Situation) -> forms.Field:
        found = _value(initial, situation)
        return forms.DateField(
            label=label, required=required, help_text=help_text, validators=POSSIBLE_DAYS,
            initial=found.isoformat() if isinstance(found, date) else found,
            widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        )  # fmt: skip

    return make


def line(
    label: str, most: int = 200, *, initial: Default = "", required: bool = True, help_text: str = ""
) -> Maker:
    """One line of text."""
    return lambda situation: forms.CharField(
        label=label, max_length=most, required=required, help_text=help_text,
        initial=_value(initial, situation),
    )  # fmt: skip


def text(
    label: str, most: int = 2000, *, rows: int = 3, initial: Default = "", required: bool = True,
    help_text: str = "",
) -> Maker:  # fmt: skip
    """Several lines of text."""
    return lambda situation: forms.CharField(
        label=label, max_length=most, required=required, help_text=help_text,
        initial=_value(initial, situation), widget=forms.Textarea({"rows": rows}),
    )  # fmt: skip


class LinesField(forms.CharField):
    """Several entries, one a line; blank lines do not count."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        """The entries."""
        found = super().to_python(value)
        return [entry.strip() for entry in str(found or "").splitlines() if entry.strip()]

    def run_validators(self, value: Any) -> None:
        """The length is that of what was typed."""
        super().run_validators("\n".join(value))


def lines(
    label: str, *, rows: int = 5, initial: Default = "", required: bool = True, help_text: str = "一行一项"
) -> Maker:
    """Several entries, one a line."""
    return lambda situation: LinesField(
        label=label, max_length=6000, required=required, help_text=help_text,
        initial=_value(initial, situation), widget=forms.Textarea({"rows": rows}),
    )  # fmt: skip


def choice(
    label: str, choices: Choices, *, initial: Default = "", required: bool = True, help_text: str = "",
    radio: bool = False, coerce: Callable[[Any], Any] = str, nothing: str = "请选择",
) -> Maker:  # fmt: skip
    """One of several."""

    def make(situation: Situation) -> forms.Field:
        found = list(choices(situation))
        return forms.TypedChoiceField(
            label=label, required=required, help_text=help_text, coerce=coerce, empty_value=None,
            choices=found if radio else [("", nothing), *found], initial=_value(initial, situation),
            widget=forms.RadioSelect if radio else forms.Select,
        )  # fmt: skip

    return make


def several(label: str, choices: Choices, *, help_text: str = "") -> Maker:
    """Any number of several, as boxes to tick."""
    return lambda situation: forms.MultipleChoiceField(
        label=label, required=False, help_text=help_text, choices=list(choices(situation)),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


def tick(label: str, *, initial: Default = False, help_text: str = "") -> Maker:
    """Yes, when ticked."""
    return lambda situation: forms.BooleanField(
        label=label, required=False, help_text=help_text, initial=_value(initial, situation)
    )


def number(
    label: str, most: int | Callable[[Situation], int], *, initial: Default = None, required: bool = True,
    help_text: str = "",
) -> Maker:  # fmt: skip
    """A whole number from one up."""
    return lambda situation: forms.IntegerField(
        label=label, required=required, help_text=help_text, min_value=1,
        max_value=most(situation) if callable(most) else most, initial=_value(initial, situation),
    )  # fmt: skip


def upload(label: str, *, required: bool = True, help_text: str = "") -> Maker:
    """A file."""
    return lambda situation: forms.FileField(label=label, required=required, help_text=help_text)


class ActForm(forms.Form):
    """The form of an act, made of its declared fields for the situation at hand."""

    def __init__(self, makers: dict[str, Maker], situation: Situation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, make in makers.items():
            self.fields[name] = make(situation)
