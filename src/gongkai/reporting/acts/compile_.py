"""Counting anew: the working edition's cells and figures made equal to the database now."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.kernel.models import Person
from gongkai.reporting.acts.opening import open_report_for, record
from gongkai.reporting.models import AnnualReport, ReportState
from gongkai.reporting.snapshot import refresh


def compile_(*, actor: Person, report_id: int, now: datetime) -> AnnualReport:
    """Refresh every figure of the working edition. What was checked before has to be checked again."""
    with transaction.atomic():
        opened = open_report_for(actor, report_id, "compile")
        changed = refresh(opened.edition, now=now)
        if changed:
            back_to_writing(opened.report, now=now)
        record(
            "compiled", actor=actor, report=opened.report, now=now,
            detail={"edition": opened.edition.number, "changed": changed},
        )  # fmt: skip
    return opened.report


def back_to_writing(report: AnnualReport, *, now: datetime) -> None:
    """What was checked is no longer what stands here."""
    report.state, report.changed_at = ReportState.COMPILING, now
    report.save(update_fields=("state", "changed_at"))
