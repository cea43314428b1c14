"""What the annual report announces to the floors below: home counts, recurring work, jobs, reminders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.timezone import localdate

from gongkai.disclosure.models import PublicState, WorkState
from gongkai.kernel.models import Organ, Role
from gongkai.kernel.registry import Handler, HomeCount, Tick, registry
from gongkai.kernel.rights import Standing
from gongkai.law.report_form import DEADLINES
from gongkai.reporting import files, queries
from gongkai.reporting.acts import check_file
from gongkai.reporting.models import AnnualReport, ReportState
from gongkai.reporting.rules import OFFICE_ROLES
from gongkai.reporting.season import deadline_of, is_owed, reported_year

_DUE = "{year}年年报须在{day.month}月{day.day}日前报送并公布"
_TO_REVIEW, _TO_SIGN, _RETURNED = "年报待审核", "年报待签发", "年报被退回"
_TASKS, _MISSING = "改进措施将到期或者已到期", "下级机关尚未报送年报"
_ADDRESS, _SUPERVISED, _TASK_LIST = (
    "/desk/reports/",
    "/desk/reports/roll-up/",
    "/desk/reports/tasks/?view=due",
)
#: How long before the day the home page begins to ask, and when it turns urgent.
ASKED, URGENT, TASKS_AHEAD = timedelta(days=62), timedelta(days=14), timedelta(days=30)


def announce() -> None:
    """Called once, when the app is ready."""
    registry.add_handler(Handler(files.KIND, files.make_files, "生成年报文件"))
    registry.add_handler(Handler(check_file.KIND, check_file.run_checks, "核对年报文件"))
    registry.add_tick(Tick("reporting.published", timedelta(minutes=1), note_published))
    if home_counts not in registry.home_counts:
        registry.home_counts.append(home_counts)


def note_published(now: datetime) -> int:
    """Mark the reports whose newest edition has come to stand on the portal, or left it; returns how many."""
    waiting = AnnualReport.objects.filter(
        state__in=(ReportState.SIGNED, ReportState.SUBMITTED), item__public_state=PublicState.LIVE,
        item__work_state=WorkState.IDLE,
    )  # fmt: skip
    done = _note_withdrawn(now)
    for report in waiting.select_related("item"):
        published_at = report.item.published_at if report.item else None
        if published_at is not None and _is_on_portal(report):
            done += AnnualReport.objects.filter(pk=report.pk, state=report.state).update(
                state=ReportState.PUBLISHED, published_on=localdate(published_at), changed_at=now
            )
    return done


def _note_withdrawn(now: datetime) -> int:
    """What was taken off the portal is handed in, but no longer published."""
    gone = AnnualReport.objects.filter(
        state=ReportState.PUBLISHED, item__public_state__in=(PublicState.WITHDRAWN, PublicState.TAKEN_DOWN)
    )
    above = gone.filter(organ__parent=None).values_list("pk", flat=True)
    changes = {"published_on": None, "changed_at": now}
    return AnnualReport.objects.filter(pk__in=list(above)).update(
        state=ReportState.SIGNED, **changes
    ) + AnnualReport.objects.filter(pk__in=list(gone.values_list("pk", flat=True))).update(
        state=ReportState.SUBMITTED, **changes
    )


def _is_on_portal(report: AnnualReport) -> bool:
    """Whether what the public is given holds the files of the newest signed edition, not of one before."""
    edition, item = queries.newest_frozen(report), report.item
    if edition is None or item is None:
        return False
    return edition.files.filter(file__edition_uses__edition=item.live_edition_id).exists()


def home_counts(standing: Standing, now: datetime) -> list[HomeCount]:
    """What the annual report asks of the person today."""
    found = [*_own(standing, now), *_tasks(standing, now), *_supervised(standing, now)]
    return [one for one in found if one.count]


def _own(standing: Standing, now: datetime) -> Iterable[HomeCount]:
    """What one's own organs' reports ask for, from two queries: every page of the desk asks this."""
    organs = list(Organ.objects.filter(pk__in=standing.organs(*OFFICE_ROLES, Role.SIGNER)))
    if not organs:
        return
    year = reported_year(localdate(now))
    wanted = Q(year=year) | Q(state__in=(ReportState.COMPILING, ReportState.CHECKED, ReportState.REVIEWED))
    reports = list(AnnualReport.objects.filter(wanted, organ__in=organs))
    yield from _owed(standing, organs, {one.organ_id: one for one in reports if one.year == year}, now)
    yield from _states(standing, reports)


def _owed(
    standing: Standing, organs: list[Organ], reports: Mapping[int, AnnualReport], now: datetime
) -> Iterable[HomeCount]:
    today, office = localdate(now), standing.organs(*OFFICE_ROLES)
    year = reported_year(today)
    for organ in organs:
        day = deadline_of(organ, year)
        is_asked = organ.pk in office and organ.closed_on is None and day - ASKED <= today
        if is_asked and is_owed(reports.get(organ.pk), organ):
            label = _DUE.format(year=year, day=day)
            yield HomeCount("reporting.due", label, 1, _ADDRESS, day - URGENT <= today, organ.short_name)


def _states(standing: Standing, reports: list[AnnualReport]) -> Iterable[HomeCount]:
    office, signers = standing.organs(*OFFICE_ROLES), standing.organs(Role.SIGNER)
    mine = [one for one in reports if one.organ_id in office]
    checked = [one for one in mine if one.state == ReportState.CHECKED]
    for_me = [one for one in checked if standing.person_id not in _writers(one)]
    yield HomeCount("reporting.review", _TO_REVIEW, len(for_me), _ADDRESS, False, "由编写人以外的人审核")
    signing = [one for one in reports if one.organ_id in signers and one.state == ReportState.REVIEWED]
    yield HomeCount("reporting.sign", _TO_SIGN, len(signing), _ADDRESS, True, "签发后定稿")
    returned = [one for one in mine if one.state == ReportState.COMPILING and one.returned_reason]
    yield HomeCount("reporting.returned", _RETURNED, len(returned), _ADDRESS, True, "按退回理由修改")


def _writers(report: AnnualReport) -> frozenset[int]:
    return queries.writers_of(queries.newest_edition(report))


def _tasks(standing: Standing, now: datetime) -> Iterable[HomeCount]:
    due = queries.tasks_visible_to(standing).filter(
        done_on=None, dropped_reason="", due_on__lte=localdate(now) + TASKS_AHEAD
    )
    yield HomeCount("reporting.tasks", _TASKS, due.count(), _TASK_LIST, False, "登记完成情况和佐证")


def _supervised(standing: Standing, now: datetime) -> Iterable[HomeCount]:
    if not standing.supervised_organs:
        return
    today = localdate(now)
    year = reported_year(today)
    organs = queries.below(standing).filter(closed_on=None)
    handed_in = AnnualReport.objects.filter(
        organ__in=organs, year=year, state__in=(ReportState.SUBMITTED, ReportState.PUBLISHED)
    )
    missing = organs.count() - handed_in.count()
    day = DEADLINES["departments"].on(year)
    if day - ASKED <= today:
        yield HomeCount(
            "reporting.missing", _MISSING, missing, _SUPERVISED, day - URGENT <= today, "可以催报"
        )
