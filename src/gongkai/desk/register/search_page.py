"""Looking in the register for a request, and writing down that one looked."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.db.models import Max, Min
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate

from gongkai.desk.cases.access import office_case
from gongkai.desk.pages import StaffRequest, carried_out, staff_page
from gongkai.desk.register.rows import rows_of
from gongkai.desk.register.search_form import RecordForm, SearchForm
from gongkai.kernel.models import Organ
from gongkai.register import queries
from gongkai.register.models import RegisterEntry
from gongkai.requests.acts.departments import record_search

MOST_HITS = 50
_PLACE, _PLACE_EMPTY = "发文登记簿（{first}—{last}年）", "发文登记簿"
_FOUND, _MORE, _NOTHING = "检到{count}件：{names}", "检到{count}件，其中：{names}", "没有检到"
_NAMED, _SEPARATOR = 5, "；"


@staff_page
def register_search(request: StaffRequest, case_id: int) -> HttpResponse:
    """Search the register of the case's organ; on POST, write the search down in the case."""
    case = office_case(request, case_id)
    form = SearchForm(request.POST if request.method == "POST" else request.GET)
    form.is_valid()
    values = form.cleaned_data
    words = values.get("words") or ""
    hits = queries.search(
        request.standing, words, since=_day(values.get("since")), until=_day(values.get("until"))
    ).filter(organ=case.organ_id).select_related("organ", "department", "item__column")  # fmt: skip
    count = hits.count() if words else 0
    found = list(hits[:MOST_HITS]) if words else []
    record = RecordForm(
        request.POST if "record" in request.POST else None,
        initial={
            "place": _place(case.organ, values), "words": words, "by_name": request.user.name,
            "result": _result(count, [one.title or str(one) for one in found]), "found": count > 0,
            "on": localdate(),
        },
    )  # fmt: skip
    if "record" in request.POST and record.is_valid():
        keep = record.cleaned_data
        if carried_out(
            record,
            lambda: record_search(actor=request.user, case_id=case.pk, now=timezone.now(), **keep),
        ):
            messages.success(request, "已记入检索记录。")
            return redirect("desk:case", case.pk)
    context = {
        "case": case, "form": form, "words": words, "count": count, "record": record,
        "rows": rows_of(found, today=localdate()), "most": MOST_HITS,
    }  # fmt: skip
    return render(request, "desk/register/search.html", context)


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _place(organ: Organ, values: dict[str, object]) -> str:
    """The years that were looked through: those asked for, else those the register holds."""
    held = RegisterEntry.objects.filter(organ=organ, voided_at=None)
    spans = held.aggregate(a=Min("formed_on"), b=Max("formed_on"))
    first, last = _day(values.get("since")) or spans["a"], _day(values.get("until")) or spans["b"]
    return _PLACE.format(first=first.year, last=last.year) if first and last else _PLACE_EMPTY


def _result(count: int, names: list[str]) -> str:
    if not count:
        return _NOTHING
    sentence = _FOUND if count <= _NAMED else _MORE
    return sentence.format(count=count, names=_SEPARATOR.join(name[:80] for name in names[:_NAMED]))
