"""The reports of one's organs by year, the season's dates, and the beginning of a new one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate

from gongkai.desk.pages import StaffRequest, refuse_into, staff_page
from gongkai.desk.reports.access import office_organs, reader_organs, require_reader
from gongkai.kernel.errors import NotVisible, Refused
from gongkai.kernel.models import Organ
from gongkai.law.report_form import FORMS
from gongkai.reporting import queries
from gongkai.reporting.acts.begin import begin
from gongkai.reporting.models import AnnualReport
from gongkai.reporting.rules import Status, status_of
from gongkai.reporting.season import Milestone, deadline_of, is_owed, reported_year, season_of

FIRST_YEAR = min(form.first_year for form in FORMS)


@dataclass(frozen=True)
class ReportRow:
    """A report in the list."""

    report: AnnualReport
    status: Status
    editions: int


@dataclass(frozen=True)
class Season:
    """What the season asks of one organ now."""

    organ: Organ
    year: int
    deadline: date
    days_left: int
    report: AnnualReport | None
    is_owed: bool
    milestones: list[Milestone]


@staff_page
def reports(request: StaffRequest) -> HttpResponse:
    """Every report of one's own organs, and where this season stands."""
    require_reader(request)
    own, today = reader_organs(request), localdate()
    if not own:
        return redirect("desk:roll_up")
    found = queries.visible_to(request.standing).filter(organ__in=own).select_related("organ")
    rows = [
        ReportRow(report, status_of(report), report.editions.count())
        for report in found.order_by("-year", "organ__path")
    ]
    context = {
        "rows": rows, "today": today,
        "seasons": [_season(organ, today) for organ in own if not organ.closed_on],
        "several_organs": len(own) > 1, "may_begin": bool(office_organs(request)),
    }  # fmt: skip
    return render(request, "desk/reports/list.html", context)


def _season(organ: Organ, today: date) -> Season:
    year = reported_year(today)
    report, day = queries.report_of(organ, year), deadline_of(organ, year)
    owed = is_owed(report, organ)
    return Season(organ, year, day, (day - today).days, report, owed, season_of(organ, year))


class BeginForm(forms.Form):
    """Which organ, which year."""

    organ = forms.ChoiceField(label="机关")
    year = forms.TypedChoiceField(label="报告年度", coerce=int)

    def __init__(self, organs: list[Organ], today: date, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        years = range(today.year, FIRST_YEAR - 1, -1)
        self.fields["organ"].choices = [(str(organ.pk), organ.name) for organ in organs]  # type: ignore[attr-defined]
        self.fields["year"].choices = [(str(year), f"{year}年") for year in years]  # type: ignore[attr-defined]
        self.fields["year"].initial = str(reported_year(today))


@staff_page
def report_begin(request: StaffRequest) -> HttpResponse:
    """Begin the report on a year."""
    organs = office_organs(request)
    if not organs:
        raise NotVisible
    data = request.POST if request.method == "POST" else None
    initial = {key: request.GET[key] for key in ("organ", "year") if key in request.GET}
    form = BeginForm(organs, localdate(), data, initial=initial)
    if data is not None and form.is_valid():
        chosen = form.cleaned_data
        try:
            report = begin(
                actor=request.user, organ_id=int(chosen["organ"]), year=chosen["year"], now=timezone.now()
            )
        except Refused as refusal:
            refuse_into(form, refusal)
        else:
            messages.success(request, "已统计数据并起草文字。请逐段核对、修改，补齐还没有的数字。")
            return redirect("desk:report", report_id=report.pk)
    return render(request, "desk/reports/begin.html", {"form": form})
