"""The reporting season of an organ: its authority's dates over the usual ones, and what is due when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.kernel.models import Organ
from gongkai.law.report_form import DEADLINES, STEPS
from gongkai.reporting.models import AnnualReport, ReportState, SeasonStep
from gongkai.reporting.outline import authority_of

_HANDED_IN = frozenset({ReportState.SUBMITTED, ReportState.PUBLISHED})


@dataclass(frozen=True, slots=True)
class Milestone:
    """A date of the season of one year's report."""

    code: str
    label: str
    on: date
    hint: str
    is_statutory: bool = False


def season_of(organ: Organ, year: int) -> list[Milestone]:
    """The dates for the report on `year` in their order; a statutory one cannot be dropped or put off."""
    own = {step.code: step for step in SeasonStep.objects.filter(authority=authority_of(organ))}
    usual = {step.code: step for step in STEPS}
    statutory = {step.code for step in STEPS if not step.basis.needs_confirmation}
    dates = [
        Milestone(step.code, step.label, step.on(year), step.hint, step.code in statutory)
        for step in STEPS
        if step.code in statutory or step.code not in own
    ]
    dates += [
        Milestone(step.code, step.label, date(_year(step, year), step.month, step.day), step.hint)
        for step in own.values()
        if not step.is_dropped and not (step.code in statutory and step.code in usual)
    ]
    return sorted(dates, key=lambda milestone: (milestone.on, milestone.code))


def _year(step: SeasonStep, year: int) -> int:
    return year if step.in_reported_year else year + 1


def deadline_of(organ: Organ, year: int) -> date:
    """The day of article 49: 31 January for a department; the authority's own report goes by 31 March."""
    code = "departments" if organ.parent_id is not None else "government"
    return DEADLINES[code].on(year)


def reported_year(today: date) -> int:
    """The year whose report is due next: last year's until the end of March, then this year's."""
    return today.year - 1 if today.month <= 3 else today.year


def is_owed(report: AnnualReport | None, organ: Organ) -> bool:
    """Whether the report is still to be handed in, or to be published where there is nobody above."""
    if report is None:
        return True
    if organ.parent_id is None:
        return report.state != ReportState.PUBLISHED
    return report.state not in _HANDED_IN
