"""Findings together with what people judged about them, which outlives every new run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.kernel.models import Organ
from gongkai.reporting.models import AnnualReport, Verdict
from gongkai.reports.verdicts import Finding

_REPORT, _FILE = "report:{id}", "file:{organ}:{year}"
MOST_SUBJECT = 140


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding and the verdict that holds for it, if anybody gave one."""

    finding: Finding
    verdict: Verdict | None

    @property
    def is_dismissed(self) -> bool:
        """Whether a person has said that it is no fault."""
        return self.verdict is not None and self.verdict.kind == Verdict.Kind.DISMISSED

    @property
    def blocks(self) -> bool:
        """Whether the report may not go on because of it."""
        return self.finding.counts_as_failure and not self.is_dismissed


def subject_of_report(report: AnnualReport) -> str:
    """Whose findings those of an own report are."""
    return _REPORT.format(id=report.pk)


def subject_of_file(organ: str, year: int | None) -> str:
    """Whose findings those of a file are: a better copy of the same report keeps its verdicts."""
    return _FILE.format(organ=organ, year=year or "")[:MOST_SUBJECT]


def judged(organ: Organ, subject: str, findings: Iterable[Finding]) -> list[Judged]:
    """Every finding with its verdict."""
    standing: dict[str, Verdict] = {}
    rows = Verdict.objects.filter(organ=organ, subject=subject).select_related("by").order_by("id")
    for verdict in rows:
        standing[verdict.fingerprint] = verdict
    return [
        Judged(finding, found if found and found.kind != Verdict.Kind.WITHDRAWN else None)
        for finding in findings
        for found in [standing.get(finding.fingerprint)]
    ]
