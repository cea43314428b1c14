"""The forms of the register."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from gongkai.desk.dates import FIRST_YEAR, LAST_YEAR, POSSIBLE_DAYS
from gongkai.desk.folded_form import FoldedForm
from gongkai.desk.listing import ListFilter
from gongkai.kernel.models import Department, Organ
from gongkai.kernel.rights import Standing
from gongkai.law.catalogue import MODES, PUBLICATION_LIMITS
from gongkai.register.acts.enter import MOST_NAME, MOST_NUMBER, MOST_REMARK, MOST_TITLE, Facts
from gongkai.register.attributes import UNDECIDED_LABEL, Attribute, ground_choices
from gongkai.register.models import RegisterEntry
from gongkai.register.rules import KEEPERS, OFFICE_ROLES, WRITERS

OPEN = "open"
_BY_COLUMN = "按关联信息的栏目；没有的，二十个工作日（条例第二十六条）"
_MODES = [("", "还没有定"), *MODES.choices()]


def day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """A date field."""
    return forms.DateField(
        label=label, required=required, help_text=help_text, validators=POSSIBLE_DAYS,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip


def departments_of(standing: Standing, *, every: bool = False) -> list[Department]:
    """Departments one writes for, or with `every` whose entries one reads."""
    organs = standing.organs(*(OFFICE_ROLES if every else KEEPERS))
    rows = Department.objects.filter(organ__in=organs) | Department.objects.filter(
        pk__in=standing.departments(*WRITERS)
    )
    return list(rows.distinct().select_related("organ").order_by("organ", "position", "pk"))


class AttributeForm(FoldedForm):
    """The attribute, its ground, and why it changes."""

    mode = forms.ChoiceField(label="公开属性", choices=_MODES, required=False)
    ground = forms.ChoiceField(
        label="不予公开的理由", choices=[("", "（不予公开的才选）"), *ground_choices()], required=False,
        help_text="条例第十四条至第十六条。国家秘密不在本系统登记。",
    )  # fmt: skip
    ground_note = forms.CharField(label="理由说明", max_length=200, required=False)
    reason = forms.CharField(
        label="变更的理由", max_length=300, required=False, help_text="公开属性定过以后再改的，须写理由。"
    )

    def attribute(self) -> Attribute:
        """What was chosen."""
        values = self.cleaned_data
        return Attribute(values["mode"], values["ground"], values["ground_note"])


class EntryForm(AttributeForm):
    """A document."""

    FOLDED = frozenset({"limit_kind", "copies", "pages", "published_on", "published_where", "remark"})

    title = forms.CharField(
        label="题名", max_length=MOST_TITLE, required=False, help_text="不予公开的可以不登记题名。"
    )
    doc_number = forms.CharField(label="文号", max_length=MOST_NUMBER, required=False)
    formed_on = day("成文日期", help_text="主动公开的，二十个工作日从这一天的次日起算（条例第二十六条）。")
    limit_kind = forms.ChoiceField(
        label="公开期限", required=False, help_text="法律、法规对期限另有规定的，选择那一种。",
        choices=[("", _BY_COLUMN), *((c, w) for c, w in PUBLICATION_LIMITS.choices() if c != "general")],
    )  # fmt: skip
    department_id = forms.TypedChoiceField(label="主办科室", coerce=int, empty_value=None, required=False)
    drafter_name = forms.CharField(label="拟稿人", max_length=MOST_NAME, required=False)
    copies = forms.IntegerField(label="份数", min_value=1, max_value=100_000, required=False)
    pages = forms.IntegerField(label="页数", min_value=1, max_value=100_000, required=False)
    published_on = day("公开日期", required=False, help_text="已经在别处公开、本系统没有信息的，才填。")
    published_where = forms.CharField(label="公开的地方", max_length=200, required=False)
    remark = forms.CharField(label="备注", max_length=MOST_REMARK, required=False)

    field_order = (
        "title", "doc_number", "formed_on", "department_id", "drafter_name", "mode", "ground", "ground_note",
        "reason", "limit_kind", "copies", "pages", "published_on", "published_where", "remark",
    )  # fmt: skip

    def __init__(
        self, standing: Standing, *args: Any, entry: RegisterEntry | None = None, **kwargs: Any
    ) -> None:
        if entry is not None:
            names = set(type(self).base_fields) - {"reason", "doc_number"}
            kwargs["initial"] = {name: getattr(entry, name) for name in names}
            kwargs["initial"]["doc_number"] = entry.doc_number_written
        super().__init__(*args, **kwargs)
        found = departments_of(standing)
        if entry is not None:
            found = [one for one in found if one.organ_id == entry.organ_id]
        several = len({one.organ_id for one in found}) > 1
        label = "{0.name}（{0.organ.short_name}）" if several else "{0.name}"
        choices = [(one.pk, label.format(one)) for one in found]
        needs = bool(choices) and not standing.organs(*KEEPERS)
        self.fields["department_id"].choices = choices if needs else [("", "（没有）"), *choices]  # type: ignore[attr-defined]
        if entry is None or not entry.mode:
            del self.fields["reason"]

    def facts(self) -> Facts:
        """What was filled in."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        attribute = Attribute(values.pop("mode"), values.pop("ground"), values.pop("ground_note"))
        return Facts(attribute=attribute, **values)


class ReassessForm(AttributeForm):
    """What the second look found."""

    note = forms.CharField(label="复查意见", max_length=300, widget=forms.Textarea({"rows": 3}))
    next_on = day("下次复查日期", required=False, help_text="仍不公开的，不填按本机关设定的间隔。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["reason"]
        self.fields["mode"].choices = MODES.choices()  # type: ignore[attr-defined]
        self.fields["mode"].label = "复查结果"


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label="理由", max_length=200)


class ItemForm(forms.Form):
    """Which item."""

    item_id = forms.IntegerField(
        label="信息的编号", min_value=1, max_value=10**15, help_text="信息页面地址里的数字。"
    )


class NoForm(forms.Form):
    """Nothing is asked."""


class FilterForm(ListFilter):
    """What the list is narrowed by."""

    MAIN = frozenset({"q", "year", "mode", "department"})

    q = forms.CharField(label="题名、文号", required=False, max_length=100)
    year = forms.IntegerField(label="成文年份", required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)
    mode = forms.ChoiceField(label="公开属性", required=False)
    department = forms.TypedChoiceField(label="科室", required=False, coerce=int, empty_value=None)

    def __init__(self, data: QueryDict, standing: Standing) -> None:
        super().__init__(data, auto_id="filter-%s")
        self.choose("mode", "全部", [*MODES.choices(), (OPEN, UNDECIDED_LABEL)])
        self.choose(
            "department", "全部科室", [(one.pk, one.name) for one in departments_of(standing, every=True)]
        )


class ImportForm(forms.Form):
    """The office's own register."""

    organ = forms.ModelChoiceField(label="机关", queryset=Organ.objects.none(), empty_label=None)
    table = forms.FileField(
        label="发文登记簿", help_text="xlsx、xls 或 csv，不超过 10 MB、20000 行；列的顺序和叫法不限。",
        widget=forms.ClearableFileInput({"accept": ".xlsx,.xls,.csv"}),
    )  # fmt: skip
    year = forms.IntegerField(
        label="年份", required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR,
        help_text="日期只写了“5月8日”，工作表名和文件名也没有年份的，才填。",
    )  # fmt: skip

    def __init__(self, standing: Standing, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organs = Organ.objects.filter(pk__in=standing.organs(*KEEPERS))
        self.fields["organ"].queryset = organs  # type: ignore[attr-defined]
        if len(organs) == 1:
            self.fields["organ"].initial, self.fields["organ"].widget = organs[0].pk, forms.HiddenInput()
