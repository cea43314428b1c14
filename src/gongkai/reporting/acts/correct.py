"""A correction after signing: a new edition with a reason, which goes the whole way again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.kernel.models import Person
from gongkai.reporting.acts.opening import open_report_for, record, written
from gongkai.reporting.models import AnnualReport, Passage, ReportEdition, ReportState
from gongkai.reporting.snapshot import refresh

_COPIED = ("section", "head", "position", "heading", "text", "is_draft", "changed_by", "changed_at")


def correct(*, actor: Person, report_id: int, reason: str, now: datetime) -> AnnualReport:
    """Open the next edition; until it is signed the one before stays what was reported."""
    with transaction.atomic():
        opened = open_report_for(actor, report_id, "correct")
        kept = written(reason, field="reason", message="请写明为什么更正。", most=300)
        open_next(opened.report, opened.edition, reason=kept, now=now)
        record(
            "correction_opened", actor=actor, report=opened.report, now=now,
            detail={"edition": opened.edition.number + 1},
        )  # fmt: skip
    return opened.report


def open_next(report: AnnualReport, last: ReportEdition, *, reason: str, now: datetime) -> ReportEdition:
    """The edition after a frozen one, with its passages; the caller holds the report's lock."""
    edition = ReportEdition.objects.create(
        report=report, number=last.number + 1, reason=reason, opened_at=now
    )
    Passage.objects.bulk_create(
        Passage(edition=edition, **{name: getattr(passage, name) for name in _COPIED})
        for passage in last.passages.order_by("section", "position")
    )
    refresh(edition, now=now)
    report.state, report.changed_at = ReportState.COMPILING, now
    report.save(update_fields=("state", "changed_at"))
    return edition
