"""Handing the signed report to the authority (article 49)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.kernel.models import Person
from gongkai.reporting.acts.opening import open_report_for, record
from gongkai.reporting.models import AnnualReport, ReportState


def submit(*, actor: Person, report_id: int, now: datetime) -> AnnualReport:
    """Submit the newest signed edition; the authority sees it from now on as handed in."""
    with transaction.atomic():
        opened = open_report_for(actor, report_id, "submit")
        report = opened.report
        report.state, report.submitted_on, report.changed_at = ReportState.SUBMITTED, localdate(now), now
        report.save(update_fields=("state", "submitted_on", "changed_at"))
        record("submitted", actor=actor, report=report, now=now, detail={"edition": opened.edition.number})
    return report
