"""Entering the figures that live outside the system, one by one or from a table, with their source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from gongkai.desk.ids import read_id
from gongkai.desk.pages import StaffRequest, carried_out, staff_page
from gongkai.desk.reports.access import office_organs
from gongkai.desk.reports.list_page import FIRST_YEAR
from gongkai.desk.reports.next_step import is_stale
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import Organ
from gongkai.reporting import queries
from gongkai.reporting.acts.enter import enter_figure, import_figures, take_back
from gongkai.reporting.entered import Provided, Target, provided, targets
from gongkai.reporting.figures import Figure, figures_of
from gongkai.reporting.importing import template
from gongkai.reporting.rules import why_not
from gongkai.reporting.season import reported_year

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class TargetRow:
    """A figure that may be entered, with what stands for it now."""

    target: Target
    given: Provided | None


class FigureForm(forms.Form):
    """One figure."""

    key = forms.ChoiceField(label="指标")
    value = forms.CharField(label="数值", max_length=20)
    source = forms.CharField(
        label="数据来源", max_length=200, help_text="从哪里来的，如“行政审批科年度台账”“财务科决算”。"
    )

    def __init__(self, known: dict[str, Target], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(key, f"{one.label}（{one.unit}）") for key, one in known.items()]
        self.fields["key"].choices = [("", "请选择"), *choices]  # type: ignore[attr-defined]


class ImportForm(forms.Form):
    """A table of figures."""

    file = forms.FileField(
        label="数据表", help_text="xlsx 或 csv，表头为“指标”“数值”“来源”；空表里已经列好。"
    )


@staff_page
def report_figures(request: StaffRequest) -> HttpResponse:
    """What was entered and what is missing for a year; on POST one figure is entered."""
    organ, year = _chosen(request)
    known = targets(organ, year)
    posted = request.POST if request.method == "POST" else None
    given = provided(organ, year)
    first_missing = next((key for key in known if key not in given), "")
    form = FigureForm(known, posted, initial={"key": request.GET.get("key") or first_missing})
    if posted is not None and form.is_valid():
        values = form.cleaned_data

        def act() -> object:
            return enter_figure(
                actor=request.user, organ_id=organ.pk, year=year, key=values["key"], value=values["value"],
                source=values["source"], now=timezone.now(),
            )  # fmt: skip

        if carried_out(form, act):
            messages.success(request, _ENTERED.format(label=known[values["key"]].label))
            return redirect(_address(organ, year))
    return render(request, "desk/reports/figures.html", _context(request, organ, year, known, form))


def _context(
    request: StaffRequest, organ: Organ, year: int, known: dict[str, Target], form: FigureForm
) -> dict[str, Any]:
    given = provided(organ, year)
    computed: list[Figure] = [one for one in figures_of(organ, year) if one.code not in known]
    report, asked = queries.report_of(organ, year), request.GET.get("key", "")
    working = queries.working_edition(report) if report else None
    return {
        "organ": organ, "year": year, "organs": office_organs(request), "form": form,
        "years": range(localdate().year, FIRST_YEAR - 1, -1), "import_form": ImportForm(),
        "rows": [TargetRow(one, given.get(key)) for key, one in known.items()], "computed": computed,
        "missing": sum(key not in given for key in known), "report": report,
        "recount": working is not None and report is not None and is_stale(working)
        and not why_not("compile", report, request.standing),
        "taken_back": known[asked] if asked in known and asked in given else None,
    }  # fmt: skip


@require_POST
@staff_page
def figures_import(request: StaffRequest) -> HttpResponse:
    """Take in a whole table, or nothing of it."""
    organ, year = _chosen(request)
    form = ImportForm(request.POST, request.FILES)
    known = targets(organ, year)
    if form.is_valid():
        file = form.cleaned_data["file"]
        made: list[Any] = []

        def act() -> object:
            rows = import_figures(
                actor=request.user, organ_id=organ.pk, year=year, name=file.name, stream=file.file,
                now=timezone.now(),
            )  # fmt: skip
            made.extend(rows)
            return rows

        if carried_out(form, act):
            messages.success(request, _IMPORTED.format(count=len(made)))
            return redirect(_address(organ, year))
    context = _context(request, organ, year, known, FigureForm(known)) | {"import_form": form}
    return render(request, "desk/reports/figures.html", context)


_ENTERED = "已录入：{label}。"
_IMPORTED = "已导入 {count} 项数据。"


@require_POST
@staff_page
def figure_take_back(request: StaffRequest) -> HttpResponse:
    """Say that an entry holds no more."""
    organ, year = _chosen(request)
    take_back(
        actor=request.user, organ_id=organ.pk, year=year, key=request.POST.get("key", ""),
        reason=request.POST.get("reason", ""), now=timezone.now(),
    )  # fmt: skip
    messages.success(request, "已撤回；原来的录入仍留在记录里。")
    return redirect(_address(organ, year))


@staff_page
def figures_template(request: StaffRequest) -> HttpResponse:
    """An empty table of every figure that may be entered."""
    organ, year = _chosen(request)
    return HttpResponse(
        template(organ, year),
        content_type=_XLSX,
        headers={"Content-Disposition": f'attachment; filename="figures-{year}.xlsx"'},
    )


def _chosen(request: StaffRequest) -> tuple[Organ, int]:
    organs = office_organs(request)
    if not organs:
        raise NotVisible
    wanted = request.GET.get("organ") or request.POST.get("organ")
    organ = next((one for one in organs if one.code == wanted), organs[0])
    year = read_id(request.GET.get("year") or request.POST.get("year")) or reported_year(localdate())
    return organ, min(max(year, FIRST_YEAR), localdate().year)


def _address(organ: Organ, year: int) -> str:
    return f"{reverse('desk:report_figures')}?organ={organ.code}&year={year}"
