"""Signing: the edition is frozen with its content, its hash and the cases behind each cell."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from gongkai.kernel import outbox
from gongkai.kernel.errors import ActRefused, InputRefused
from gongkai.kernel.models import Person
from gongkai.law.report_form import FORMS, TABLE2, TOTAL
from gongkai.reporting import files, members
from gongkai.reporting.acts.opening import Opened, open_report_for, record
from gongkai.reporting.contents import cells_of, content_of
from gongkai.reporting.models import AnnualReport, ReportEdition, ReportState
from gongkai.reporting.snapshot import refresh
from gongkai.reports.stored import as_values, digest_of

_MOVED = "审核以后数据或者文字有了变化，请退回重新自查、审核。"
_BEFORE = "上一版是{day.year}年{day.month}月{day.day}日签发的，更正版的签发日期不能更早。"
_EARLY = "{year}年还没有结束，数据不完整，不能签发。"


def sign(*, actor: Person, report_id: int, now: datetime) -> AnnualReport:
    """Sign at the screen; the report bears today's date."""
    return _freeze(actor, report_id, "sign", on=localdate(now), now=now)


def sign_on_paper(*, actor: Person, report_id: int, on: date, now: datetime) -> AnnualReport:
    """Record that the leader signed the paper that day; the report bears that date."""
    if on > localdate(now):
        raise InputRefused("签发日期不能晚于今天，请核对。", fields={"on": "不能晚于今天"})
    return _freeze(actor, report_id, "sign_on_paper", on=on, now=now)


def _freeze(actor: Person, report_id: int, act: str, *, on: date, now: datetime) -> AnnualReport:
    with transaction.atomic():
        opened = open_report_for(actor, report_id, act)
        report, edition = opened.report, opened.edition
        if on <= date(report.year, 12, 31):
            message = _EARLY.format(year=report.year)
            raise InputRefused(message, fields={"on": message})
        _require_order(edition, on)
        _require_unchanged(opened, now)
        _keep_members(edition)
        edition.signed_on, edition.signed_on_paper = on, act == "sign_on_paper"
        edition.signed_by, edition.signed_at = actor, now
        # What the prose quoted stays readable beside the content that is printed.
        figures = (edition.content or {}).get("figures", {})
        values = as_values(content_of(edition))
        edition.digest = digest_of(values)
        edition.content = {**values, "figures": figures}
        edition.frozen_at = now
        edition.save()
        report.state, report.changed_at = ReportState.SIGNED, now
        report.save(update_fields=("state", "changed_at"))
        outbox.enqueue(files.KIND, {"edition": edition.pk}, now=now, organ=report.organ)
        record(
            "signed", actor=actor, report=report, now=now,
            detail={"edition": edition.number, "digest": edition.digest, "paper": edition.signed_on_paper},
        )  # fmt: skip
    return report


def _require_order(edition: ReportEdition, on: date) -> None:
    """A correction is not signed before what it corrects."""
    last = edition.report.editions.exclude(frozen_at=None).aggregate(last=Max("signed_on"))["last"]
    if last is not None and on < last:
        message = _BEFORE.format(day=last)
        raise InputRefused(message, fields={"on": message})


def _keep_members(edition: ReportEdition) -> None:
    """Keep what is behind each cell; refused when it is no longer what was counted a moment ago."""
    report = edition.report
    form = FORMS[report.form_code]
    kept, cells = members.freeze(edition), cells_of(edition)
    for cell in members.own_cells(report.organ, report.year, form):
        is_sum = cell.table != TABLE2 and TOTAL in (cell.column, cell.row.removeprefix("r."))
        if not is_sum and kept.get(cell, 0) != cells[cell]:
            raise ActRefused(_MOVED)


def _require_unchanged(opened: Opened, now: datetime) -> None:
    edition = opened.edition
    moved = refresh(edition, now=now)
    if moved or digest_of(as_values(content_of(edition))) != edition.reviewed_digest:
        raise ActRefused(_MOVED)
