"""Bringing the signed report to the portal: an item of its own column, on the way of every item."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.disclosure.acts.attach import attach, detach
from gongkai.disclosure.acts.correct import correct
from gongkai.disclosure.acts.draft import draft
from gongkai.disclosure.acts.edit import edit
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.models import Column, Item, PublicState, WorkState
from gongkai.kernel import filestore
from gongkai.kernel.errors import ActRefused
from gongkai.kernel.models import Organ, Person
from gongkai.reporting.acts.opening import open_report_for, record
from gongkai.reporting.contents import content_of
from gongkai.reporting.files import file_name
from gongkai.reporting.models import AnnualReport, EditionFile, ReportEdition
from gongkai.reports.content import Content
from gongkai.reports.writing import to_html

COLUMN_TYPE = "annual_report"
_KINDS = (EditionFile.Kind.DOCX, EditionFile.Kind.PDF)
_GONE = (PublicState.WITHDRAWN, PublicState.TAKEN_DOWN)
_NO_COLUMN = "本机关没有“政府信息公开年报”栏目，请先请管理员启用。"
_NOT_MADE = "年报的 Word 和 PDF 文件还在生成，请过一会儿再试；一直没有的，请看“对外任务”。"
_SUMMARY = "{organ}{year}年政府信息公开工作年度报告"
_BUSY = "门户上的这份年报正在修改或者审核，请先在“主动公开”中办完。"


def publish(*, actor: Person, report_id: int, now: datetime) -> AnnualReport:
    """Make or renew the portal's item from the newest signed edition and hand it to review.

    The item goes the way of its column, so that a second person looks before anything is public. Nothing is
    left behind when any part of it fails.
    """
    with transaction.atomic():
        opened = open_report_for(actor, report_id, "publish")
        report, edition = opened.report, opened.edition
        made = {one.kind: one for one in edition.files.select_related("file")}
        if not all(kind in made for kind in _KINDS):
            raise ActRefused(_NOT_MADE)
        content = content_of(edition)
        item = _item(actor, report, edition, content, now)
        for kind in _KINDS:
            with filestore.path_of(made[kind].file).open("rb") as stream:
                attach(actor=actor, item_id=item.pk, name=file_name(content, kind), stream=stream, now=now)
        submit(actor=actor, item_id=item.pk, now=now)
        report.item, report.changed_at = item, now
        report.save(update_fields=("item", "changed_at"))
        record(
            "handed_to_portal", actor=actor, report=report, now=now,
            detail={"edition": edition.number, "item": item.pk},
        )  # fmt: skip
    return report


def _item(
    actor: Person, report: AnnualReport, edition: ReportEdition, content: Content, now: datetime
) -> Item:
    values = {
        "title": content.title,
        "summary": _SUMMARY.format(organ=content.organ, year=content.year),
        "formed_on": content.signed_on,
        "body_html": to_html(content, titled=False),
    }
    item = report.item
    # What was taken off the portal stays off: the report comes back as an item of its own.
    if item is None or (item.public_state in _GONE and item.work_state == WorkState.IDLE):
        return draft(actor=actor, column_id=_column(report.organ).pk, values=values, now=now)
    if item.work_state not in (WorkState.IDLE, WorkState.DRAFT):
        raise ActRefused(_BUSY)
    if item.public_state == PublicState.LIVE and item.work_state == WorkState.IDLE:
        correct(actor=actor, item_id=item.pk, reason=edition.reason or content.title, now=now)
    for attachment in item.attachments.all():
        detach(actor=actor, item_id=item.pk, attachment_id=attachment.pk, now=now)
    return edit(actor=actor, item_id=item.pk, values=values, now=now)


def _column(organ: Organ) -> Column:
    found = Column.objects.filter(organ=organ, column_type=COLUMN_TYPE, is_active=True).first()
    if found is None:
        raise ActRefused(_NO_COLUMN)
    return found
