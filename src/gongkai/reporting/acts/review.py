"""The second person's look, and sending back with a reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.kernel.errors import ActRefused
from gongkai.kernel.models import Person
from gongkai.reporting.acts.opening import open_report_for, record, written
from gongkai.reporting.contents import content_of
from gongkai.reporting.models import AnnualReport, ReportState
from gongkai.reporting.own_checks import blocking, findings_of
from gongkai.reporting.snapshot import refresh
from gongkai.reports.stored import as_values, digest_of

_MOVED = "自查以后数据有了变化，请退回重新自查。"
_BLOCKED = "自查以后有{count}处核对结果变为不符，请退回修改，重新自查。"


def review(*, actor: Person, report_id: int, now: datetime) -> AnnualReport:
    """Vouch for what stands there: what is signed later must be exactly this."""
    with transaction.atomic():
        opened = open_report_for(actor, report_id, "review")
        report, edition = opened.report, opened.edition
        if refresh(edition, now=now):
            raise ActRefused(_MOVED)
        # A verdict may have been taken back since, or last year's report corrected.
        blocked = blocking(findings_of(edition))
        if blocked:
            raise ActRefused(_BLOCKED.format(count=len(blocked)))
        edition.reviewed_at, edition.reviewed_by = now, actor
        edition.reviewed_digest = digest_of(as_values(content_of(edition)))
        edition.save(update_fields=("reviewed_at", "reviewed_by", "reviewed_digest"))
        report.state, report.changed_at = ReportState.REVIEWED, now
        report.save(update_fields=("state", "changed_at"))
        record(
            "reviewed", actor=actor, report=report, now=now,
            detail={"edition": edition.number, "digest": edition.reviewed_digest},
        )  # fmt: skip
    return report


def return_(*, actor: Person, report_id: int, reason: str, now: datetime) -> AnnualReport:
    """Send the report back to those who write it."""
    with transaction.atomic():
        opened = open_report_for(actor, report_id, "return")
        report = opened.report
        message = "请写明要改什么。"
        report.returned_reason = written(reason, field="reason", message=message, most=500)
        report.state, report.changed_at = ReportState.COMPILING, now
        report.save(update_fields=("state", "returned_reason", "changed_at"))
        record("returned", actor=actor, report=report, now=now, detail={"edition": opened.edition.number})
    return report
