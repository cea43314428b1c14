"""The reports of the organs one supervises: who handed in, whose checks fail, reminders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from gongkai.desk.ids import read_id, read_ids
from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.desk.reports.list_page import FIRST_YEAR
from gongkai.kernel.errors import InputRefused, NotVisible
from gongkai.kernel.models import Organ
from gongkai.law.report_form import DEADLINES
from gongkai.reporting import roll_up as rolls
from gongkai.reporting.acts.supervise import remind
from gongkai.reporting.season import reported_year, season_of

_SENT = "已向 {count} 个机关发出催报。"
_REMINDER = "{year}年政府信息公开工作年度报告须在{day.month}月{day.day}日前报送并公布，请抓紧办理。"


@dataclass(frozen=True)
class Scope:
    """Whose reports, on which year."""

    authority: Organ
    organs: list[Organ]
    year: int

    @property
    def years(self) -> Sequence[int]:
        """The years that can be chosen."""
        return range(localdate().year, FIRST_YEAR - 1, -1)


def scope_of(request: StaffRequest) -> Scope:
    """The organs the person supervises and the year asked for; raises NotVisible for nobody's supervisor."""
    if not request.standing.supervised_organs:
        raise NotVisible
    year = read_id(request.GET.get("year") or request.POST.get("year")) or reported_year(localdate())
    year = min(max(year, FIRST_YEAR), localdate().year)
    top = Organ.objects.filter(pk__in=request.standing.supervised_organs).order_by("path")[0]
    return Scope(top, rolls.supervised(request.standing, year), year)


@staff_page
def roll_up(request: StaffRequest) -> HttpResponse:
    """The list of one year with the counts above it."""
    scope, today = scope_of(request), localdate()
    rows = rolls.overview(scope.organs, scope.year, today)
    day = DEADLINES["departments"].on(scope.year)
    context = {
        "scope": scope, "rows": rows, "today": today, "deadline": day,
        "handed_in": rolls.handed_in(rows), "owing": sum(row.is_owed for row in rows),
        "late": sum(row.is_late for row in rows), "failing": sum(bool(row.blocking) for row in rows),
        "season": season_of(scope.authority, scope.year),
        "reminder": _REMINDER.format(year=scope.year, day=day),
    }  # fmt: skip
    return render(request, "desk/reports/roll_up.html", context)


@require_POST
@staff_page
def roll_up_remind(request: StaffRequest) -> HttpResponse:
    """Remind the organs that were ticked; all of them or none."""
    scope = scope_of(request)
    wanted = read_ids(request.POST.getlist("organ"))
    if not wanted:
        raise InputRefused("请先勾选要催报的机关。")
    now = timezone.now()
    for organ_id in wanted:
        remind(
            actor=request.user, organ_id=organ_id, year=scope.year, text=request.POST.get("text", ""), now=now
        )
    messages.success(request, _SENT.format(count=len(wanted)))
    return redirect(f"{reverse('desk:roll_up')}?year={scope.year}")
