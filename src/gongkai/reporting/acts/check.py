"""Checking one's own report and handing it to the second person."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.kernel.errors import ActRefused
from gongkai.kernel.models import Person
from gongkai.law.report_form import FORMS
from gongkai.reporting.acts.opening import open_report_for, record
from gongkai.reporting.contents import cells_of, gaps_of
from gongkai.reporting.models import AnnualReport, ReportEdition, ReportState
from gongkai.reporting.own_checks import blocking, findings_of
from gongkai.reporting.snapshot import refresh
from gongkai.reporting.values import cell_label, values_of

_BLOCKED = "还有 {count} 处不符：{first}。请改正，或者在核对结果中逐条说明理由。"
_BLANK = "统计表中还有 {count} 格没有数：{labels}。没有发生的请录入 0。"
_MOST_NAMED = 5
_GAPS = "文字里还有 {count} 项数字没有填：{labels}。请先录入，或者把这句话改掉。"


def check_(*, actor: Person, report_id: int, now: datetime) -> AnnualReport:
    """Count anew, run every check, and hand the report to review when nothing stands against it.

    Raises ActRefused naming what is in the way; the figures stay as they were before.
    """
    with transaction.atomic():
        opened = open_report_for(actor, report_id, "check")
        report, edition = opened.report, opened.edition
        refresh(edition, now=now)
        _require_figures(edition)
        blocked = blocking(findings_of(edition))
        if blocked:
            first = blocked[0].finding.message.rstrip("。")
            raise ActRefused(_BLOCKED.format(count=len(blocked), first=first))
        edition.checked_at, edition.checked_by = now, actor
        edition.save(update_fields=("checked_at", "checked_by"))
        report.state, report.returned_reason, report.changed_at = ReportState.CHECKED, "", now
        report.save(update_fields=("state", "returned_reason", "changed_at"))
        record("checked", actor=actor, report=report, now=now, detail={"edition": edition.number})
    return report


def _require_figures(edition: ReportEdition) -> None:
    """A blank is never a nought: every cell has its figure, and so has every place in the prose."""
    form = edition.report.form_code
    blank = [cell_label(FORMS[form], cell) for cell, value in cells_of(edition).items() if value is None]
    if blank:
        raise ActRefused(_BLANK.format(count=len(blank), labels="、".join(blank[:_MOST_NAMED])))
    gaps = gaps_of(edition, values_of(edition))
    if gaps:
        labels = "、".join(dict.fromkeys(gap.label for gap in gaps))
        raise ActRefused(_GAPS.format(count=len(gaps), labels=labels))
