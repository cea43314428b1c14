"""The form of a column; every field says what it does."""

from __future__ import annotations

from typing import Any

from django import forms

from gongkai.desk.people_forms import DepartmentChoice, departments_of
from gongkai.disclosure.models import Column, Outlet, Route, Zone
from gongkai.kernel.models import Department, Organ
from gongkai.law import catalogue
from gongkai.law.catalogue import Table

_ROUTE_WORDS = {
    Route.ONE: "一人复核：起草人提交，另一个有权的人审核通过，即可发布。用于一般动态、通知。",
    Route.HEAD_OFFICE: "两级审核：先由科室负责人，再由公开办审核。用于政策文件、重点领域信息。",
    Route.FULL: "三级审签：科室负责人、公开办、签发人依次办理。用于规范性文件等重要信息。",
}
_PARTS = [
    ("", "不属于平台固定栏目"),
    *((part.code, part.label) for part in catalogue.ZONE_COLUMNS if part.fixed),
]


def _choice(label: str, table: Table[Any], help_text: str, *, blank: str | None = None) -> forms.ChoiceField:
    choices = table.choices()
    if blank is not None:
        choices = [("", blank), *choices]
    return forms.ChoiceField(label=label, choices=choices, help_text=help_text, required=blank is None)


class ParentChoice(forms.ModelChoiceField):
    """A column of the same organ."""

    def label_from_instance(self, obj: Any) -> str:
        """Its name with that of the one above."""
        return f"{obj.parent.name} › {obj.name}" if obj.parent else str(obj.name)


class ColumnForm(forms.Form):
    """Where a column stands, who has to look, and what its items are by default."""

    name = forms.CharField(label="栏目名称", max_length=60)
    code = forms.SlugField(
        label="代码",
        max_length=40,
        help_text="用在网址里，例如 zcwj。栏目公开过信息以后不能再改，网址才不会失效。",
        error_messages={"invalid": "代码只能用字母、数字、下划线和连字符。"},
    )
    description = forms.CharField(
        label="栏目说明",
        max_length=300,
        help_text="一两句话说明栏目里有什么，写进网页标签 ColumnDescription。",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    keywords = forms.CharField(
        label="关键词",
        max_length=120,
        required=False,
        help_text="写进网页标签 ColumnKeywords，用分号隔开。",
    )
    zone = forms.ChoiceField(
        label="所在区域",
        choices=Zone.choices,
        help_text="“政府信息公开”专栏不放一般工作动态；动态请放到另一个区域。",
    )
    platform_part = forms.ChoiceField(
        label="平台栏目",
        choices=_PARTS,
        required=False,
        help_text="专栏里固定的四个部分。一般的公开栏目都放在“法定主动公开内容”之下。",
    )
    parent = ParentChoice(
        queryset=Column.objects.none(),
        label="上级栏目",
        required=False,
        empty_label="没有，放在最上一层",
        help_text="最多建议三层，公众才找得到。",
    )
    route = forms.ChoiceField(
        label="审核流程",
        choices=[(route.value, words) for route, words in _ROUTE_WORDS.items()],
        widget=forms.RadioSelect,
        help_text="改动只影响今后提交的信息；已经在审的按原流程走完。",
    )
    column_type = _choice("栏目类别", catalogue.COLUMN_TYPES, "网页标签 ColumnType 的取值。")
    limit_kind = _choice(
        "公开期限",
        catalogue.PUBLICATION_LIMITS,
        "自信息形成或变更之日起，多少日内必须公开（条例第二十六条）。",
    )
    freshness = _choice(
        "更新期限", catalogue.FRESHNESS_LIMITS, "超过期限没有新信息，栏目就算更新不及时。", blank="不检查"
    )
    default_department = DepartmentChoice(
        queryset=Department.objects.none(),
        label="责任科室",
        required=False,
        empty_label="不指定",
        help_text="谁负责保持这个栏目更新。",
    )
    default_class = _choice(
        "默认法定类别",
        catalogue.STATUTORY_CLASSES,
        "条例第二十、二十一条的类别，起草时可改。",
        blank="不指定",
    )
    default_category = _choice(
        "默认统计类别", catalogue.STATISTICAL_CATEGORIES, "计入年度报告哪一类，起草时可改。"
    )
    default_genre = _choice("默认体裁", catalogue.GENRES, "起草时可改。")
    default_topic = _choice("默认主题", catalogue.TOPICS, "起草时可改。", blank="不指定")
    default_time_class = _choice("默认时限类别", catalogue.TIME_CLASSES, "长期、定期或实时公开，起草时可改。")
    default_outlet = forms.ChoiceField(
        label="默认发布去处",
        choices=Outlet.choices,
        initial=Outlet.HERE,
        required=False,
        help_text="本平台门户、上级的登载平台，还是两处都发；起草时可改。登载平台在“登载平台”里设置。",
    )
    requires_doc_number = forms.BooleanField(
        label="须填文号", required=False, help_text="规范性文件等正式公文栏目请勾选，没有文号不能提交。"
    )
    is_active = forms.BooleanField(
        label="在用", required=False, initial=True, help_text="停用后不能再起草新信息，已经公开的照常显示。"
    )

    def __init__(
        self, *args: Any, organ: Organ, column: Column | None, is_fixed: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        department, parent = self.fields["default_department"], self.fields["parent"]
        assert isinstance(department, DepartmentChoice) and isinstance(parent, ParentChoice)  # noqa: S101
        department.queryset = departments_of(organ)
        others = Column.objects.filter(organ=organ).select_related("parent")
        parent.queryset = others.exclude(pk=column.pk) if column else others
        if is_fixed:
            for name in ("name", "zone", "platform_part", "parent", "is_active"):
                self.fields[name].disabled = True
                self.fields[name].help_text = "平台固定栏目，名称、位置和次序由规范统一规定，不能改动。"

    def clean_default_outlet(self) -> str:
        """Here, where nothing was chosen."""
        return str(self.cleaned_data["default_outlet"] or Outlet.HERE)


def initial_of(column: Column) -> dict[str, object]:
    """The column's values as the form takes them."""
    values: dict[str, object] = {name: getattr(column, name) for name in ColumnForm.base_fields}
    values["parent"], values["default_department"] = column.parent_id, column.default_department_id
    return values
