"""The check engine at our own door: an edition checked as any report is, with last year's beside it."""

from __future__ import annotations

from gongkai.kernel.models import Organ
from gongkai.reporting.contents import content_of
from gongkai.reporting.judging import Judged, judged, subject_of_report
from gongkai.reporting.models import AnnualReport, ReportEdition
from gongkai.reporting.queries import newest_frozen
from gongkai.reports.checks import check
from gongkai.reports.content import Content
from gongkai.reports.writing import as_read


def findings_of(edition: ReportEdition) -> list[Judged]:
    """Every check of the edition with the verdicts people gave."""
    content = content_of(edition)
    previous = previous_content(edition.report.organ, edition.report.year)
    found = check(as_read(content), as_read(previous) if previous else None)
    return judged(edition.report.organ, subject_of_report(edition.report), found)


def blocking(findings: list[Judged]) -> list[Judged]:
    """Those that keep the report from going on."""
    return [one for one in findings if one.blocks]


def previous_content(organ: Organ, year: int) -> Content | None:
    """The organ's signed report on the year before, if it is here."""
    report = AnnualReport.objects.filter(organ=organ, year=year - 1).select_related("organ").first()
    edition = newest_frozen(report) if report else None
    return content_of(edition) if edition else None
