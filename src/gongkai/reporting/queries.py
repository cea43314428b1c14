"""Reading reports: every list starts at visible_to."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import AuditEntry, Organ, Role
from gongkai.kernel.rights import Standing
from gongkai.reporting.models import AnnualReport, ImprovementTask, ReportEdition, ReportState
from gongkai.reporting.rules import READER_ROLES

_WRITING = tuple(
    f"reporting.report.{act}" for act in ("written", "passage_added", "passage_removed", "redrafted")
)


def below(standing: Standing) -> QuerySet[Organ]:
    """The organs over whose reports the person watches: below an authority, never that authority itself."""
    found = Q(pk=None)
    authorities = Organ.objects.filter(pk__in=standing.organs(Role.AUTHORITY))
    for pk, path in authorities.values_list("pk", "path"):
        found |= Q(path__startswith=path) & ~Q(pk=pk)
    return Organ.objects.filter(found)


def visible_to(standing: Standing) -> QuerySet[AnnualReport]:
    """Reports of the organs whose office or signer the person is, and of those one supervises."""
    own = Q(organ__in=standing.organs(*READER_ROLES))
    return AnnualReport.objects.filter(own | Q(organ__in=standing.supervised_organs))


def visible_report(standing: Standing, report_id: int) -> AnnualReport:
    """The report with what its page needs; raises NotVisible."""
    found = visible_to(standing).select_related("organ__parent", "item").filter(pk=report_id).first()
    if found is None:
        raise NotVisible
    return found


def may_read_work(standing: Standing, report: AnnualReport) -> bool:
    """Whether the edition being written is open: to the office always, to the authority once checked."""
    if report.organ_id in standing.organs(*READER_ROLES):
        return True
    return report.state != ReportState.COMPILING


def working_edition(report: AnnualReport) -> ReportEdition | None:
    """The edition being written on, if any."""
    return report.editions.filter(frozen_at=None).first()


def newest_edition(report: AnnualReport) -> ReportEdition:
    """The edition being written on, else the last that was signed."""
    return report.editions.order_by("-number")[0]


def newest_frozen(report: AnnualReport) -> ReportEdition | None:
    """The last edition that was signed, if any."""
    return report.editions.exclude(frozen_at=None).order_by("-number").first()


def shown_edition(standing: Standing, report: AnnualReport) -> ReportEdition | None:
    """The edition the person is shown: the newest one may read; None while there is none."""
    return newest_edition(report) if may_read_work(standing, report) else newest_frozen(report)


def report_of(organ: Organ, year: int) -> AnnualReport | None:
    """The organ's report on the year, if it was begun."""
    return AnnualReport.objects.filter(organ=organ, year=year).first()


def writers_of(edition: ReportEdition) -> frozenset[int]:
    """Who wrote or checked the edition: none of them reviews it.

    A passage knows only who saved it last, so that those before are found by their acts.
    """
    ids = set(edition.passages.exclude(changed_by=None).values_list("changed_by", flat=True))
    acts = AuditEntry.objects.filter(
        subject="report", subject_id=edition.report_id, act__in=_WRITING, at__gte=edition.opened_at
    )
    ids |= {pk for pk in acts.values_list("actor_id", flat=True).distinct().order_by() if pk}
    return frozenset(ids | {pk for pk in (edition.last_editor_id, edition.checked_by_id) if pk})


def tasks_visible_to(standing: Standing) -> QuerySet[ImprovementTask]:
    """Improvement tasks of the organs whose office one is, and of one's own departments."""
    own = Q(organ__in=standing.organs(*READER_ROLES))
    departments = frozenset().union(*standing.departments_by_role.values())
    return ImprovementTask.objects.filter(own | Q(department__in=departments)).select_related("department")
