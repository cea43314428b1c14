"""Who finds anything here."""

from __future__ import annotations

from gongkai.desk.ids import read_id
from gongkai.desk.pages import StaffRequest
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import Organ
from gongkai.reporting import queries
from gongkai.reporting.models import AnnualReport, ReportEdition
from gongkai.reporting.rules import OFFICE_ROLES, READER_ROLES


def require_reader(request: StaffRequest) -> None:
    """Raise NotVisible for whoever belongs to no office, signs nothing and supervises nobody."""
    if not (request.standing.organs(*READER_ROLES) or request.standing.supervised_organs):
        raise NotVisible


def office_organs(request: StaffRequest) -> list[Organ]:
    """The organs whose reports the person writes."""
    return list(Organ.objects.filter(pk__in=request.standing.organs(*OFFICE_ROLES)).order_by("path"))


def reader_organs(request: StaffRequest) -> list[Organ]:
    """The organs whose reports the person works on in any role."""
    return list(Organ.objects.filter(pk__in=request.standing.organs(*READER_ROLES)).order_by("path"))


def seen_report(request: StaffRequest, report_id: int) -> AnnualReport:
    """The report when the person sees it; raises NotVisible."""
    return queries.visible_report(request.standing, report_id)


def seen_edition(request: StaffRequest, report: AnnualReport) -> ReportEdition | None:
    """The edition that `?edition=` asks for, else the newest the person may read; raises NotVisible."""
    asked = read_id(request.GET.get("edition"))
    if asked is None:
        return queries.shown_edition(request.standing, report)
    edition = report.editions.filter(number=asked).first()
    if edition is None or (edition.frozen_at is None and not queries.may_read_work(request.standing, report)):
        raise NotVisible
    return edition
