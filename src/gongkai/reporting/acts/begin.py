"""Beginning a report: the form of its year, the outline with drafts, the first figures."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import Organ, Person
from gongkai.kernel.rights import standing_of
from gongkai.law.report_form import NoForm, form_for
from gongkai.reporting.acts.opening import record
from gongkai.reporting.models import AnnualReport, Passage, ReportEdition
from gongkai.reporting.outline import outline_of
from gongkai.reporting.rules import may_open
from gongkai.reporting.snapshot import refresh
from gongkai.reporting.values import values_of

_FUTURE = "{year}年还没有到，不能编制这一年的年报。"
_CLOSED = "这个机关已于{day.year}年{day.month}月{day.day}日撤并，没有{year}年的年报。"
_TWICE = "{year}年的年报已经开始编制，请在列表中打开。"


def begin(*, actor: Person, organ_id: int, year: int, now: datetime) -> AnnualReport:
    """Begin the report on a year: one per organ and year, its figures compiled, its prose drafted.

    Raises NotVisible, ActRefused when it was begun, InputRefused for a year without a form or to come.
    """
    with transaction.atomic():
        organ = _organ(actor, organ_id)
        try:
            form = form_for(year)
        except NoForm as reason:
            raise InputRefused(str(reason), fields={"year": str(reason)}) from reason
        if year > localdate(now).year:
            raise InputRefused(_FUTURE.format(year=year), fields={"year": "年度还没有到"})
        if organ.closed_on is not None and year > organ.closed_on.year:
            message = _CLOSED.format(day=organ.closed_on, year=year)
            raise InputRefused(message, fields={"year": message})
        if AnnualReport.objects.filter(organ=organ, year=year).exists():
            raise ActRefused(_TWICE.format(year=year))
        report = AnnualReport.objects.create(
            organ=organ, year=year, form_code=form.code, opened_by=actor, opened_at=now, changed_at=now
        )
        edition = ReportEdition.objects.create(report=report, number=1, opened_at=now)
        refresh(edition, now=now)
        _lay_out(edition)
        record("begun", actor=actor, report=report, now=now)
    return report


def _organ(actor: Person, organ_id: int) -> Organ:
    standing = standing_of(actor)
    if organ_id not in standing.home_organs:
        raise NotVisible
    if not may_open(standing, organ_id):
        raise ActRefused("年报由公开工作机构的人员编制。")
    # Two people who begin at the same moment: the second waits here and is told.
    return Organ.objects.select_for_update(of=("self",)).select_related("parent").get(pk=organ_id)


def _lay_out(edition: ReportEdition) -> None:
    planned = outline_of(edition.report.organ, values_of(edition).numbers)
    Passage.objects.bulk_create(
        Passage(
            edition=edition, section=one.section, head=one.head, position=at, heading=one.heading,
            text=one.draft,
        )
        for at, one in enumerate(planned)
    )  # fmt: skip
