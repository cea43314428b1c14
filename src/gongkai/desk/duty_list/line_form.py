"""The form of a line of the duty list; the wording of its rhythm is read when no rhythm is chosen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.timezone import localdate

from gongkai.desk.folded_form import FoldedForm
from gongkai.disclosure.models import Column, Item
from gongkai.duty_list import queries
from gongkai.duty_list.models import DutyLine
from gongkai.kernel.models import Department, Organ, Person, Role
from gongkai.law.catalogue import STATUTORY_CLASSES
from gongkai.law.duty_list import Rhythm, RhythmKind, parse_rhythm

#: So many published items are offered as a template.
MOST_TEMPLATES = 50
_READ = ("", "按“公开时限原文”自动识别")
_CHECKS = [("", "不核对"), ("1", "每月"), ("3", "每季度"), ("6", "每半年"), ("12", "每年")]
_TEXTS = (
    "serial", "level1", "level2", "content", "statutory_class", "basis", "audience", "channel", "rhythm_text",
)  # fmt: skip
_UNREAD = "没有读懂这个写法，请在下面选择公开周期。"


def _number(label: str, most: int, help_text: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=most, required=False, help_text=help_text)


class TemplateChoice(forms.ModelChoiceField):
    """Items by title and the day they were published."""

    def label_from_instance(self, obj: Any) -> str:
        """The title, shortened, and the day; nothing internal."""
        day = f"（{localdate(obj.published_at):%Y-%m-%d}）" if obj.published_at else ""
        return f"{obj.title[:60]}{day}"


def _templates(line: DutyLine) -> QuerySet[Item]:
    """The newest that may serve, and what serves now."""
    newest = list(queries.template_choices(line).values_list("pk", flat=True)[:MOST_TEMPLATES])
    return Item.objects.filter(pk__in=[*newest, line.template_id or 0]).order_by("-published_at", "-id")


class LineForm(FoldedForm):
    """What must be published, by whom, how often, where."""

    FOLDED = frozenset(
        {"due_month", "due_day", "is_following", "within_workdays", "within_days", "check_months"}
    )

    serial = forms.CharField(label="序号", max_length=20, required=False)
    level1 = forms.CharField(label="一级事项", max_length=100, required=False)
    level2 = forms.CharField(label="二级事项（事项名称）", max_length=100)
    content = forms.CharField(
        label="公开内容", max_length=800, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    statutory_class = forms.ChoiceField(
        label="法定公开类别", required=False, choices=[("", "不属于"), *STATUTORY_CLASSES.choices()]
    )
    basis = forms.CharField(
        label="公开依据", max_length=800, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    department = forms.ModelChoiceField(
        label="责任科室", queryset=Department.objects.none(), required=False, empty_label="未定"
    )
    contact = forms.ModelChoiceField(
        label="联系人", queryset=Person.objects.none(), required=False, empty_label="未定",
        help_text="须是责任科室的起草人或者负责人；公开办代填时以联系人的名义。",
    )  # fmt: skip
    column = forms.ModelChoiceField(
        label="栏目", queryset=Column.objects.none(), required=False, empty_label="未定",
        help_text="照上期起草和自动关联都按栏目。",
    )  # fmt: skip
    template = TemplateChoice(
        label="起草样本", queryset=Item.objects.none(), required=False, empty_label="不用样本",
        help_text="第一期照它起草；以后都照上一期。可以选这个栏目、科室最近公开的信息。",
    )  # fmt: skip
    audience = forms.CharField(label="公开对象", max_length=100, required=False)
    channel = forms.CharField(label="公开渠道", max_length=200, required=False)
    rhythm_text = forms.CharField(
        label="公开时限原文", max_length=200, required=False,
        help_text="照目录的写法填，如“每季度首月15日前”“自形成之日起20个工作日内”。",
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="公开周期", required=False, choices=[_READ, *((one.value, one.label) for one in RhythmKind)]
    )
    due_month = _number("周期内第几个月", 12, "每季度填 1 到 3，每半年填 1 到 6，每年填几月；不填是末月。")
    due_day = _number("几日前", 31, "不填就是月底。")
    is_following = forms.BooleanField(label="在下一个周期公开（如次月10日前）", required=False)
    within_workdays = _number("几个工作日内", 250, "形成、变更或者周期结束之后；限期公开的不填按20个。")
    within_days = _number("几日内（自然日）", 366, "只用于形成后限期公开的。")
    check_months = forms.ChoiceField(
        label="多久核对一次", required=False, choices=_CHECKS,
        help_text="没有周期的也可以定期核对：到期提醒，没有变化的一键报告。",
    )  # fmt: skip

    def __init__(self, *args: Any, organ: Organ, line: DutyLine | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(
            is_active=True, grants__organ=organ, grants__ended_at=None,
            grants__role__in=(Role.DRAFTER, Role.HEAD),
        ).distinct()  # fmt: skip
        for name, rows in (
            ("department", Department.objects.filter(organ=organ, is_active=True)),
            ("column", Column.objects.filter(organ=organ, is_active=True)),
            ("contact", people),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
            field.queryset = rows
        if line is None:
            del self.fields["template"]
        else:
            self.fields["template"].queryset = _templates(line)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("kind"):
            read = parse_rhythm(cleaned.get("rhythm_text", ""))
            if read is None:
                self.add_error("rhythm_text", _UNREAD)
            cleaned["read"] = read
        return cleaned

    def values(self) -> dict[str, Any]:
        """What `save_line` takes."""
        data = self.cleaned_data
        values: dict[str, Any] = {name: data[name] for name in _TEXTS}
        for name in ("department", "contact", "column"):
            values[name] = data[name].pk if data[name] else None
        if "template" in data:
            values["template"] = data["template"].pk if data["template"] else None
        values["rhythm"] = data.get("read") or self._chosen()
        return values

    def _chosen(self) -> Rhythm:
        data = self.cleaned_data
        check = int(data["check_months"]) if data["check_months"] else None
        rhythm = Rhythm(
            kind=RhythmKind(data["kind"]), month=data["due_month"], day=data["due_day"],
            follows=data["is_following"], workdays=data["within_workdays"], days=data["within_days"],
        )  # fmt: skip
        if rhythm.is_periodic:
            return rhythm
        return Rhythm(kind=rhythm.kind, workdays=rhythm.workdays, days=rhythm.days, check_months=check)


def initial_of(line: DutyLine) -> dict[str, Any]:
    """What the form shows of a line."""
    names = (*_TEXTS, "due_month", "due_day", "is_following", "within_workdays", "within_days")
    shown: dict[str, Any] = {name: getattr(line, name) for name in names}
    shown |= {"department": line.department_id, "contact": line.contact_id, "column": line.column_id}
    shown["template"] = line.template_id
    return shown | {"kind": line.rhythm_kind, "check_months": str(line.check_months or "")}
