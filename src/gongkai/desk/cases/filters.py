"""What the list of requests can be narrowed by: stage, lamp, channel, outcome, year, handler, words."""

from __future__ import annotations

from datetime import date

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict

from gongkai.desk.cases.views import ListView
from gongkai.desk.dates import FIRST_YEAR, LAST_YEAR
from gongkai.desk.listing import ListFilter
from gongkai.kernel import queries as kernel_queries
from gongkai.kernel.models import Person, Role
from gongkai.kernel.rights import Standing
from gongkai.law.outcomes import REPORT_GROUPS, REPORT_ROWS
from gongkai.requests import queries
from gongkai.requests.models import ApplicantKind, Case, CaseStage, IntakeChannel

#: The lamps as they can be chosen; the words are those of rules.lamp_of.
LAMPS = (
    ("black", "已逾期"), ("red", "两个工作日内到期"), ("amber", "五个工作日内到期"),
    ("green", "期限充裕"), ("none", "没有在计算的期限"),
)  # fmt: skip
SORTS = (("", "按常用次序"), ("id", "按登记先后"), ("due", "按期限先后"))


def outcome_choices() -> list[tuple[str, object]]:
    """The rows of the annual table, grouped as the table groups them."""
    groups: list[tuple[str, object]] = []
    for group in REPORT_GROUPS:
        rows = [(row.code, row.label.partition("（")[0]) for row in REPORT_ROWS if row.group == group.code]
        groups.append((group.label, rows) if len(rows) > 1 else rows[0])
    return groups


class FilterForm(ListFilter):
    """The filters above the list; nonsense in the address is dropped, never an error page."""

    MAIN = frozenset({"q", "stage", "lamp", "sort"})

    q = forms.CharField(label="编号或者事由", required=False, max_length=100)
    stage = forms.ChoiceField(label="办理状态", required=False)
    lamp = forms.ChoiceField(label="期限", required=False)
    sort = forms.ChoiceField(label="排列", required=False, choices=SORTS)
    organ = forms.TypedChoiceField(label="机关", required=False, coerce=int, empty_value=None)
    channel = forms.ChoiceField(label="提交方式", required=False)
    applicant_kind = forms.ChoiceField(label="申请人类别", required=False)
    row = forms.ChoiceField(label="办理结果", required=False)
    year = forms.IntegerField(label="年度", required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)
    handler = forms.TypedChoiceField(label="经办人", required=False, coerce=int, empty_value=None)

    def __init__(self, data: QueryDict, standing: Standing) -> None:
        super().__init__(data, auto_id="filter-%s")
        organs = list(kernel_queries.organs_visible_to(standing).filter(pk__in=standing.home_organs))
        self.choose("stage", "全部状态", CaseStage.choices)
        self.choose("lamp", "全部", LAMPS)
        self.choose("channel", "全部方式", IntakeChannel.choices)
        self.choose("row", "全部结果", outcome_choices())
        if standing.organs(*queries.OFFICE_ROLES):
            self.choose("applicant_kind", "全部类别", ApplicantKind.choices)
            self.choose("handler", "全部经办人", _handlers(standing))
        else:
            del self.fields["applicant_kind"], self.fields["handler"]
        self.choose("organ", "全部机关", [(organ.pk, organ.short_name) for organ in organs])
        if len(organs) < 2:
            del self.fields["organ"]
        self.fields["q"].widget.attrs["placeholder"] = "几个字即可，多个词用空格分开"


def _handlers(standing: Standing) -> list[tuple[int, str]]:
    people = Person.objects.filter(
        grants__organ__in=standing.organs(*queries.OFFICE_ROLES), grants__role=Role.REVIEWER
    )
    return list(people.distinct().order_by("name").values_list("pk", "name"))


def chosen_cases(
    standing: Standing, view: ListView, chosen: dict[str, object], *, today: date
) -> QuerySet[Case]:
    """The cases of a selection, narrowed; without order."""
    return narrowed(view.select(standing, today), chosen, today=today)


def narrowed(cases: QuerySet[Case], chosen: dict[str, object], *, today: date) -> QuerySet[Case]:
    """Cases that fit everything chosen."""
    for word in str(chosen.get("q", "")).split():
        cases = cases.filter(Q(number__icontains=word) | Q(subject__icontains=word))
    for name, column in _COLUMNS.items():
        if name in chosen:
            cases = cases.filter(**{column: chosen[name]})
    lamp = str(chosen.get("lamp", ""))
    return cases.filter(_of_lamp(lamp, today)) if lamp else cases


_COLUMNS = {
    "stage": "stage", "organ": "organ", "channel": "channel", "applicant_kind": "applicant_kind",
    "row": "report_row", "year": "year", "handler": "handler",
}  # fmt: skip


def _of_lamp(lamp: str, today: date) -> Q:
    runs = Q(ended_on=None, due__isnull=False)
    return {
        "black": runs & Q(due__lt=today),
        "red": runs & Q(due__gte=today, red_on__lte=today),
        "amber": runs & Q(due__gte=today, amber_on__lte=today) & ~Q(red_on__lte=today),
        "green": runs & Q(due__gte=today) & ~Q(amber_on__lte=today),
        "none": Q(ended_on__isnull=False) | Q(due=None),
    }[lamp]
