"""How every act on a report begins and ends: row locked, right proved; the audit row last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.documents.blanks import without_controls
from gongkai.kernel import audit
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import Person
from gongkai.kernel.rights import Standing, standing_of
from gongkai.law.report_form import NoForm, form_for
from gongkai.reporting import queries
from gongkai.reporting.fields import has_loose_braces
from gongkai.reporting.models import AnnualReport, ReportEdition
from gongkai.reporting.rules import why_not
from gongkai.screening import Severity, screen_text

_NUMBER = "文字中有{label}：{masked}。年报要向社会公布，请删去个人信息后再保存。"
_TOO_LONG = "最多 {most} 个字。"
_FUTURE = "{year}年还没有到，没有这一年的年报。"
_EMPTY = "不能为空"
_BRACES = "这里不能插入数字，请删去双花括号。"


@dataclass(frozen=True)
class Opened:
    """A locked report, its newest edition, and what the actor may be."""

    report: AnnualReport
    edition: ReportEdition
    standing: Standing


def open_report_for(actor: Person, report_id: int, act: str) -> Opened:
    """The locked report, the act being lawful now; raises NotVisible or ActRefused."""
    standing = standing_of(actor)
    if not queries.visible_to(standing).filter(pk=report_id).exists():
        raise NotVisible
    AnnualReport.objects.select_for_update().filter(pk=report_id).values_list("pk", flat=True).first()
    report = queries.visible_report(standing, report_id)
    edition = queries.newest_edition(report)
    second = actor.pk not in queries.writers_of(edition)
    reason = why_not(act, report, standing, is_second=second)
    if reason:
        raise ActRefused(reason + "。")
    return Opened(report, edition, standing)


def written(text: str, *, field: str, message: str, most: int) -> str:
    """The text without margins; raises InputRefused when empty, too long or holding personal numbers.

    What is printed as it stands holds no figure fields.
    """
    kept = without_controls(text).strip()
    if not kept:
        raise InputRefused(message, fields={field: _EMPTY})
    if has_loose_braces(kept, fields=False):
        raise InputRefused(_BRACES, fields={field: _BRACES})
    return harmless(kept, field=field, most=most)


def harmless(text: str, *, field: str, most: int) -> str:
    """The text without control characters; too long or with personal numbers or marks it is refused."""
    text = without_controls(text)
    if len(text) > most:
        raise InputRefused(_TOO_LONG.format(most=most), fields={field: _TOO_LONG.format(most=most)})
    for found in screen_text(text, where=field):
        if found.severity is Severity.BLOCK:
            said = _NUMBER.format(label=found.check.label, masked=found.masked)
            raise InputRefused(said, fields={field: said})
    return text


def require_year(year: int, now: datetime) -> None:
    """Raise InputRefused for a year of which there is no report, or not yet."""
    try:
        form_for(year)
    except NoForm as reason:
        raise InputRefused(str(reason), fields={"year": str(reason)}) from reason
    if year > localdate(now).year:
        raise InputRefused(_FUTURE.format(year=year), fields={"year": "年度还没有到"})


def record(
    act: str, *, actor: Person, report: AnnualReport, now: datetime,
    detail: Mapping[str, object] | None = None,
) -> None:  # fmt: skip
    """The act's audit row on the organ's chain; ids, dates and codes only."""
    audit.record(
        organ=report.organ, actor=actor, act=f"reporting.report.{act}", subject="report",
        subject_id=report.pk, now=now, detail={"year": report.year, **(detail or {})},
    )  # fmt: skip
