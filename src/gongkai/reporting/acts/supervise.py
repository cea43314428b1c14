"""What the authority does to reports below it: reminding, pre-checking, returning, accepting."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.kernel import audit
from gongkai.kernel.errors import ActRefused, NotVisible
from gongkai.kernel.models import Organ, Person
from gongkai.kernel.rights import standing_of
from gongkai.reporting import queries
from gongkai.reporting.acts.correct import open_next
from gongkai.reporting.acts.opening import require_year, written
from gongkai.reporting.models import AnnualReport, Letter, ReportState
from gongkai.reporting.season import is_owed

MOST = 500
_HANDED_IN = (ReportState.SUBMITTED, ReportState.PUBLISHED)
_READY = (ReportState.CHECKED, ReportState.REVIEWED)
#: What the next edition prints; the letter itself is between the two.
_RETURNED = "按主管部门的审核意见修改。"


def remind(*, actor: Person, organ_id: int, year: int, text: str, now: datetime) -> Letter:
    """Remind an organ of the report it owes; it finds the reminder on its home page and beside the report."""
    with transaction.atomic():
        organ = _supervised(actor, organ_id)
        require_year(year, now)
        report = queries.report_of(organ, year)
        if not is_owed(report, organ):
            raise ActRefused("这个机关已经报送，不用催报。")
        return _send(Letter.Kind.REMINDER, actor, organ, year, report, text, now)


def precheck(*, actor: Person, report_id: int, text: str, now: datetime) -> Letter:
    """Say what a report that was checked but not signed should mend; it goes on as it stands."""
    with transaction.atomic():
        report = _report(actor, report_id)
        if report.state not in _READY:
            raise ActRefused("自查以后、签发之前的年报才能预审。")
        return _send(Letter.Kind.PRECHECK, actor, report.organ, report.year, report, text, now)


def return_report(*, actor: Person, report_id: int, text: str, now: datetime) -> Letter:
    """Send a report that was handed in back: the next edition opens with the reason, the signed one stays."""
    with transaction.atomic():
        report = _report(actor, report_id)
        if report.state not in _HANDED_IN:
            raise ActRefused("已经报送的年报才能退回。")
        letter = _send(Letter.Kind.RETURN, actor, report.organ, report.year, report, text, now)
        open_next(report, queries.newest_edition(report), reason=_RETURNED, now=now)
        report.returned_reason = letter.text
        report.save(update_fields=("returned_reason",))
    return letter


def accept(*, actor: Person, report_id: int, text: str, now: datetime) -> Letter:
    """Say that the report that was handed in is in order."""
    with transaction.atomic():
        report = _report(actor, report_id)
        if report.state not in _HANDED_IN:
            raise ActRefused("已经报送的年报才能审核。")
        return _send(
            Letter.Kind.ACCEPTED, actor, report.organ, report.year, report, text or "审核通过。", now
        )


def _supervised(actor: Person, organ_id: int) -> Organ:
    organ = queries.below(standing_of(actor)).select_related("parent").filter(pk=organ_id).first()
    if organ is None:
        raise NotVisible
    return organ


def _report(actor: Person, report_id: int) -> AnnualReport:
    AnnualReport.objects.select_for_update().filter(pk=report_id).values_list("pk", flat=True).first()
    report = AnnualReport.objects.select_related("organ__parent", "item").filter(pk=report_id).first()
    if report is None:
        raise NotVisible
    _supervised(actor, report.organ_id)
    return report


def _send(
    kind: str, actor: Person, organ: Organ, year: int, report: AnnualReport | None, text: str, now: datetime
) -> Letter:
    kept = written(text, field="text", message="请写明内容。", most=MOST)
    letter = Letter.objects.create(
        organ=organ, year=year, report=report, kind=kind, text=kept, by=actor, at=now
    )
    audit.record(
        organ=organ, actor=actor, act=f"reporting.letter.{kind}", subject="report",
        subject_id=report.pk if report else None, now=now, detail={"year": year},
    )  # fmt: skip
    return letter
