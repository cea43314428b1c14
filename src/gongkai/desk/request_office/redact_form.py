"""The boxes of a redaction as rows of numbers: millimetres from the left and top edge, with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from gongkai.documents.redaction import Box
from gongkai.requests.redacting import PageSize

POINTS_PER_MM = 72 / 25.4
MOST_BOXES = 300
EXTRA_ROWS = 2
#: A printed character reaches a little beyond its measured ink.
_MARGIN_MM = 0.3
#: Reasons to pick from; any other may be typed.
REASONS = (
    "个人隐私",
    "居民身份证号码",
    "手机号码",
    "银行卡号",
    "住址",
    "姓名",
    "商业秘密",
    "与申请无关的内容",
)


def _number(label: str, least: float) -> forms.FloatField:
    widget = forms.NumberInput({"step": "0.1", "inputmode": "decimal"})
    return forms.FloatField(label=label, min_value=least, max_value=5000, widget=widget)


class BoxForm(forms.Form):
    """One box."""

    page = forms.IntegerField(label="页", min_value=1, widget=forms.NumberInput({"inputmode": "numeric"}))
    left = _number("左（毫米）", 0)
    top = _number("上（毫米）", 0)
    width = _number("宽（毫米）", 0.5)
    height = _number("高（毫米）", 0.5)
    reason = forms.CharField(label="理由", max_length=40, widget=forms.TextInput({"list": "reasons"}))

    def __init__(self, *args: Any, pages: Sequence[PageSize], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pages = pages

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        number = values.get("page")
        if number is None:
            return values
        if number > len(self.pages):
            self.add_error("page", _NO_PAGE.format(pages=len(self.pages)))
            return values
        page = self.pages[number - 1]
        for name, edge in (("left", page.width), ("top", page.height)):
            if values.get(name) is not None and values[name] * POINTS_PER_MM >= edge:
                self.add_error(name, "超出这一页")
        return values

    def box(self) -> Box:
        """The box in points."""
        values = self.cleaned_data
        x0, y0 = values["left"] * POINTS_PER_MM, values["top"] * POINTS_PER_MM
        return Box(
            page=values["page"], x0=x0, y0=y0, x1=x0 + values["width"] * POINTS_PER_MM,
            y1=y0 + values["height"] * POINTS_PER_MM, reason=values["reason"].strip(),
        )  # fmt: skip


_NO_PAGE = "文件只有 {pages} 页"
BoxFormSet = formset_factory(
    BoxForm, extra=EXTRA_ROWS, can_delete=True, max_num=MOST_BOXES, absolute_max=MOST_BOXES + EXTRA_ROWS,
    validate_max=True,
)  # fmt: skip


def as_rows(boxes: Iterable[Box], *, found: bool = False) -> list[dict[str, object]]:
    """Boxes as the rows of the form; those found around words get a little margin."""
    return [_row(box, _MARGIN_MM if found else 0.0) for box in boxes]


def _row(box: Box, margin: float) -> dict[str, object]:
    left = max(0.0, box.x0 / POINTS_PER_MM - margin)
    top = max(0.0, box.y0 / POINTS_PER_MM - margin)
    return {
        "page": box.page, "left": round(left, 1), "top": round(top, 1), "reason": box.reason,
        "width": round(box.x1 / POINTS_PER_MM + margin - left, 1),
        "height": round(box.y1 / POINTS_PER_MM + margin - top, 1),
    }  # fmt: skip


def kept_rows(formset: BaseFormSet[BoxForm]) -> list[BoxForm]:
    """The rows that are filled in and not to be dropped; for a valid set."""
    dropped = set(formset.deleted_forms)
    return [form for form in formset.forms if form.has_changed() and form not in dropped]


def rows_as_typed(formset: BaseFormSet[BoxForm]) -> list[dict[str, object]]:
    """What was typed so far, for a page that comes again with more rows."""
    names = tuple(BoxForm.base_fields)
    rows = [
        {name: form[name].value() for name in names}
        for form in formset.forms
        if form.has_changed() and not form["DELETE"].value()
    ]
    return [row for row in rows if any(row.values())]
