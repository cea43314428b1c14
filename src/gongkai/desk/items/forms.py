"""The form of an item: title, column and text; everything else has a default and waits behind «更多»."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.utils import ErrorDict

from gongkai.disclosure import queries
from gongkai.disclosure.acts.edit import VALIDITY_FIELDS
from gongkai.disclosure.models import Column, Item, Outlet, WorkKind
from gongkai.kernel.models import Department, Role
from gongkai.kernel.rights import Standing
from gongkai.law import catalogue

MAIN_FIELDS = ("title", "column", "department")
#: What a light correction may touch beside the body.
LIGHT_FIELDS = ("title", "summary")
DETAIL_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("文件信息", ("formed_on", "doc_number", "issuer", "origin", "is_obtained")),
    (
        "分类",
        ("topic", "genre", "statutory_class", "statistical_category", "audience", "keywords", "summary"),
    ),
    ("有效性", ("validity", "validity_note", "effective_on", "expires_on")),
    ("公开方式", ("outlet", "mode", "ground", "time_class")),
)
_HELP = {
    "doc_number": "如 海工信发〔2026〕12号，年份用六角括号",
    "issuer": "规范全称；联合发文的写全各机关，用空格分开",
    "origin": "转载、获取的信息注明来源",
    "formed_on": "公开期限从这一天起算（条例第二十六条）",
    "keywords": "用空格分开",
    "summary": "一两句话；会显示在列表和网页描述中",
    "ground": "只在不予公开时填写",
    "statistical_category": "年报按这一项统计",
    "audience": "如 企业、老年人",
    "outlet": "只发登载平台的，本平台门户上没有网页；改了去处，下一版发布时生效",
}


def topic_choices() -> list[tuple[str, object]]:
    """The topic tree as groups of options."""
    groups: list[tuple[str, object]] = []
    for top in catalogue.top_topics():
        children = catalogue.children_of(top.code)
        own = (top.code, top.label)
        groups.append((top.label, [own, *((c.code, f"　{c.label}") for c in children)]) if children else own)
    return groups


class ItemForm(forms.Form):
    """Fields of the working copy; which of them depends on what the round of work is for."""

    title = forms.CharField(label="名称", max_length=200, widget=forms.TextInput({"autocomplete": "off"}))
    column = forms.ModelChoiceField(label="栏目", queryset=Column.objects.none(), empty_label="请选择栏目")
    department = forms.ModelChoiceField(
        label="科室", queryset=Department.objects.none(), required=False, empty_label=None
    )
    summary = forms.CharField(
        label="内容概述", max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )
    doc_number = forms.CharField(label="文号", max_length=60, required=False)
    issuer = forms.CharField(label="发布机构", max_length=200, required=False)
    formed_on = forms.DateField(
        label="成文日期", required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    origin = forms.CharField(label="信息来源", max_length=200, required=False)
    is_obtained = forms.BooleanField(label="从公民、法人和其他组织获取的信息", required=False)
    topic = forms.ChoiceField(label="主题分类", required=False)
    genre = forms.ChoiceField(label="体裁", required=False)
    statutory_class = forms.ChoiceField(label="法定公开类别", required=False)
    statistical_category = forms.ChoiceField(label="统计类别", required=False)
    keywords = forms.CharField(label="关键词", max_length=120, required=False)
    audience = forms.CharField(label="服务对象", max_length=60, required=False)
    validity = forms.ChoiceField(label="有效性", required=False)
    validity_note = forms.CharField(label="有效性说明", max_length=200, required=False)
    effective_on = forms.DateField(
        label="施行日期", required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    expires_on = forms.DateField(
        label="有效期至", required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    mode = forms.ChoiceField(label="公开方式", required=False)
    ground = forms.ChoiceField(label="不予公开理由", required=False)
    time_class = forms.ChoiceField(label="时限类别", required=False)
    outlet = forms.ChoiceField(label="发布去处", required=False)

    def __init__(self, *args: Any, standing: Standing, item: Item | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        self._set_places(standing)
        self._set_codes(by_default=item is None)
        for name, words in _HELP.items():
            self.fields[name].help_text = words
        for name in set(self.fields) - set(_open_fields(item, self.fields)):
            del self.fields[name]

    def _set_places(self, standing: Standing) -> None:
        columns, departments = places_of(standing, self.item)
        self._choose_from("column", columns)
        self._choose_from("department", departments)
        if departments.count() < 2:
            del self.fields["department"]

    def _choose_from(self, name: str, choices: QuerySet[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = choices

    def _set_codes(self, *, by_default: bool) -> None:
        """A new item takes the column's default where nothing is chosen."""
        nothing = [("", "按栏目默认")] if by_default else []
        tables: dict[str, list[Any]] = {
            "topic": [*nothing, *topic_choices()],
            "genre": [*nothing, *catalogue.GENRES.choices()],
            "statistical_category": [*nothing, *catalogue.STATISTICAL_CATEGORIES.choices()],
            "time_class": [*nothing, *catalogue.TIME_CLASSES.choices()],
            "statutory_class": [
                ("", "按栏目默认" if by_default else "不属于法定类别"),
                *catalogue.STATUTORY_CLASSES.choices(),
            ],
            "validity": [*nothing, *catalogue.VALIDITY_VALUES.choices()],
            "mode": catalogue.MODES.choices(),
            "ground": [("", "无"), *catalogue.GROUNDS.choices()],
            "outlet": [*nothing, *Outlet.choices],
        }
        for name, choices in tables.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        if by_default:
            self.fields["mode"].initial = "proactive"

    def clean_outlet(self) -> str:
        """What was not asked stays as it is."""
        return str(self.cleaned_data["outlet"] or (self.item.outlet if self.item else ""))

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """Title, column and, where there is a choice, department."""
        return [self[name] for name in MAIN_FIELDS if name in self.fields]

    @property
    def detail_groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Everything else, in groups."""
        groups = [
            (label, [self[name] for name in names if name in self.fields]) for label, names in DETAIL_GROUPS
        ]
        return [group for group in groups if group[1]]

    @property
    def has_detail_errors(self) -> bool:
        """Whether «更多» must stand open."""
        errors: ErrorDict = self.errors
        return bool(set(errors) - set(MAIN_FIELDS) - {"__all__", "body_html"})

    def changed_values(self) -> dict[str, object]:
        """What differs from the working copy, as the act takes it; for a new item what was filled in."""
        values: dict[str, object] = {}
        for name, value in self.cleaned_data.items():
            if name in {"column", "department"}:
                value = value.pk if value is not None else None
                before = getattr(self.item, f"{name}_id") if self.item else None
            else:
                before = getattr(self.item, name) if self.item else ""
            is_empty = value in ("", None, False)
            if value != before and not (is_empty and before in ("", None, False)):
                values[name] = value
        return values


def _open_fields(item: Item | None, fields: Mapping[str, forms.Field]) -> list[str]:
    if item is None or item.work_kind in {WorkKind.FIRST, WorkKind.FULL, WorkKind.REPUBLISH}:
        return list(fields)
    if item.work_kind == WorkKind.VALIDITY:
        return [name for name in fields if name in VALIDITY_FIELDS]
    return [name for name in fields if name in LIGHT_FIELDS]


def places_of(standing: Standing, item: Item | None) -> tuple[QuerySet[Column], QuerySet[Department]]:
    """Columns and departments the person may choose from: everywhere for a new item, in its organ later."""
    columns = queries.columns_visible_to(standing).filter(is_active=True, organ__merged_into=None)
    writers = standing.departments(Role.DRAFTER, Role.HEAD)
    offices = standing.organs(Role.REVIEWER)
    departments = Department.objects.filter(is_active=True).filter(
        pk__in=writers
    ) | Department.objects.filter(is_active=True, organ__in=offices)
    if item is not None:
        columns, departments = columns.filter(organ=item.organ_id), departments.filter(organ=item.organ_id)
        departments = departments | Department.objects.filter(pk=item.department_id)
    else:
        columns = columns.filter(organ__in=departments.values("organ"))
    return columns, departments.select_related("organ").distinct()


def initial_of(item: Item) -> dict[str, object]:
    """The working copy as the form shows it."""
    names = [name for name in ItemForm.base_fields if name not in {"column", "department"}]
    values: dict[str, object] = {name: getattr(item, name) for name in names}
    values |= {"column": item.column_id, "department": item.department_id}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
