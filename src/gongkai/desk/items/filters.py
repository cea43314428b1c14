"""What the list of items can be narrowed by: a view, a state, a place, dates, words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.timezone import get_default_timezone, localdate

from gongkai.desk.dates import FIRST_YEAR, LAST_YEAR, POSSIBLE_DAYS
from gongkai.desk.listing import ListFilter
from gongkai.disclosure import queries
from gongkai.disclosure.models import Item, Outlet, PublicState, WorkState
from gongkai.disclosure.statuses import STATUS_FILTERS
from gongkai.kernel import queries as kernel_queries
from gongkai.kernel.rights import Standing
from gongkai.law import catalogue

_ViewQuery = Callable[[Standing, date], QuerySet[Item]]


@dataclass(frozen=True)
class ListView:
    """A ready-made selection: its key in the address, its name, which items, what to do with them."""

    key: str
    label: str
    select: _ViewQuery
    bulk: str = ""
    empty: str = "这里没有信息。"


def _in_state(**conditions: object) -> _ViewQuery:
    return lambda standing, today: queries.visible_to(standing).filter(
        queries.works_on(standing), **conditions
    )


VIEWS: dict[str, ListView] = {
    view.key: view
    for view in (
        ListView("all", "全部", lambda standing, today: queries.visible_to(standing)),
        ListView("drafts", "我的草稿", lambda s, t: queries.drafts_of(s), "submit", "没有草稿。"),
        ListView("returned", "退回给我", lambda s, t: queries.returned_to(s), "submit", "没有退回的信息。"),
        ListView(
            "review", "等我审核", lambda s, t: queries.waiting_for_review(s), "", "没有等您审核的信息。"
        ),
        ListView("in_review", "审核中", _in_state(work_state__in=(WorkState.IN_REVIEW, WorkState.REFERRED))),
        ListView(
            "publish",
            "待发布",
            lambda s, t: queries.waiting_for_publication(s),
            "publish",
            "没有等待发布的信息。",
        ),
        ListView("scheduled", "定时发布", _in_state(work_state=WorkState.SCHEDULED)),
        ListView("schedule_failed", "定时未成功", lambda s, t: queries.failed_schedules(s), "publish"),
        ListView(
            "public", "已公开", lambda s, t: queries.visible_to(s).filter(public_state=PublicState.LIVE)
        ),
        ListView(
            "withdrawn",
            "已撤回",
            lambda s, t: queries.visible_to(s).filter(public_state=PublicState.WITHDRAWN),
        ),
        ListView("withheld", "不公开", _in_state(public_state=PublicState.WITHHELD)),
        ListView("reassess", "待复查", lambda s, t: queries.to_reassess(s, today=t)),
        ListView("legacy", "历史存量", lambda s, t: queries.visible_to(s).filter(is_legacy=True)),
    )
}
SORTS = (("id", "按录入先后"), ("published", "按发布日期"))


class FilterForm(ListFilter):
    """The filters above the list; nonsense in the address is dropped, never an error page."""

    MAIN = frozenset({"q", "status", "column", "sort"})

    q = forms.CharField(label="名称、文号、索引号", required=False, max_length=100)
    status = forms.ChoiceField(label="状态", required=False)
    organ = forms.TypedChoiceField(label="机关", required=False, coerce=int, empty_value=None)
    department = forms.TypedChoiceField(label="科室", required=False, coerce=int, empty_value=None)
    column = forms.TypedChoiceField(label="栏目", required=False, coerce=int, empty_value=None)
    mode = forms.ChoiceField(label="公开方式", required=False)
    outlet = forms.ChoiceField(label="发布去处", required=False)
    year = forms.IntegerField(label="发布年份", required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)
    since = forms.DateField(
        label="发布日期从",
        required=False,
        validators=POSSIBLE_DAYS,
        widget=forms.DateInput({"type": "date"}),
    )
    until = forms.DateField(
        label="到", required=False, validators=POSSIBLE_DAYS, widget=forms.DateInput({"type": "date"})
    )
    sort = forms.ChoiceField(label="排列", required=False, choices=SORTS)

    def __init__(self, data: QueryDict, standing: Standing) -> None:
        super().__init__(data, auto_id="filter-%s")
        organs = list(kernel_queries.organs_visible_to(standing))
        several = len(organs) > 1
        self.choose("status", "全部状态", [(s.code, s.label) for s in STATUS_FILTERS.values()])
        self.choose("organ", "全部机关", [(organ.pk, organ.short_name) for organ in organs])
        names = {organ.pk: organ.short_name for organ in organs}
        departments = kernel_queries.departments_visible_to(standing).filter(organ__in=standing.home_organs)
        places = [(d.pk, _placed(d.name, names.get(d.organ_id, ""), several)) for d in departments]
        self.choose("department", "全部科室", places)
        columns = [
            (c.pk, _placed(c.name, names.get(c.organ_id, ""), several))
            for c in queries.columns_visible_to(standing)
        ]
        self.choose("column", "全部栏目", columns)
        self.choose("mode", "全部方式", catalogue.MODES.choices())
        self.choose("outlet", "全部去处", Outlet.choices)
        if not several:
            del self.fields["organ"]
        self.fields["q"].widget.attrs["placeholder"] = "几个字即可，多个词用空格分开"


def _placed(name: str, organ: str, several: bool) -> str:
    return f"{name}（{organ}）" if several else name


def view_of(params: QueryDict) -> ListView:
    """The selection the address names; an unknown one is «all»."""
    return VIEWS.get(params.get("view", ""), VIEWS["all"])


def chosen_items(
    standing: Standing, view: ListView, chosen: dict[str, object], *, today: date | None = None
) -> QuerySet[Item]:
    """The items of a selection, narrowed; without order."""
    items = view.select(standing, today or localdate())
    words = str(chosen.get("q", ""))
    if words:
        items = queries.found_at_desk(items, words, standing)
    status = STATUS_FILTERS.get(str(chosen.get("status", "")))
    if status:
        inside = queries.works_on(standing)
        items = items.filter((inside & status.inside) | (~inside & status.outside))
    for name in ("organ", "department", "column", "mode", "outlet"):
        if name in chosen:
            items = items.filter(**{name: chosen[name]})
    return items.filter(_published_within(chosen))


def _published_within(chosen: dict[str, object]) -> Q:
    found = Q()
    year, since, until = chosen.get("year"), chosen.get("since"), chosen.get("until")
    if isinstance(year, int):
        found &= Q(published_at__gte=_start(date(year, 1, 1)), published_at__lt=_start(date(year + 1, 1, 1)))
    if isinstance(since, date):
        found &= Q(published_at__gte=_start(since))
    if isinstance(until, date):
        found &= Q(published_at__lt=_start(until + timedelta(days=1)))
    return found


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), get_default_timezone())
