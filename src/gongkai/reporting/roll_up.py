"""The reports of the organs below an authority side by side: who handed in, sum of the parts, comparison."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.cache import cache
from django.db.models import Count, Max, Q

from gongkai.kernel.models import Organ
from gongkai.kernel.rights import Standing
from gongkai.law.report_form import CellId, Form, form_for
from gongkai.reporting.contents import content_of
from gongkai.reporting.models import AnnualReport, Letter, ReportEdition, ReportState, Verdict
from gongkai.reporting.own_checks import blocking, findings_of
from gongkai.reporting.queries import below, newest_frozen
from gongkai.reporting.rules import Status, status_of
from gongkai.reporting.season import deadline_of, is_owed

Value = int | Decimal
_NOT_BEGUN = Status("未开始", "grey")
_CACHE_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class OrganRow:
    """One organ's report: where it stands, how many checks stand against it, when it was last reminded."""

    organ: Organ
    report: AnnualReport | None
    status: Status
    is_owed: bool
    is_late: bool
    blocking: int | None
    reminders: int


def supervised(standing: Standing, year: int | None = None) -> list[Organ]:
    """The organs whose reports the person watches over, in the order of the tree.

    For a year those closed since are among them, when they were there at its end or have its report.
    """
    alive = Q(closed_on=None)
    if year is not None:
        reported = AnnualReport.objects.filter(year=year).values("organ")
        alive |= Q(closed_on__gt=date(year, 12, 31)) | Q(pk__in=reported)
    return list(below(standing).filter(alive).select_related("parent").order_by("path"))


def overview(organs: Sequence[Organ], year: int, today: date) -> list[OrganRow]:
    """A row for each organ on that year's report."""
    reports = {one.organ_id: one for one in AnnualReport.objects.filter(organ__in=organs, year=year)}
    reminded = dict(
        Letter.objects.filter(organ__in=organs, year=year, kind=Letter.Kind.REMINDER)
        .values_list("organ")
        .annotate(Count("id"))
        .order_by()
    )
    return [_row(organ, reports.get(organ.pk), year, today, reminded.get(organ.pk, 0)) for organ in organs]


def _row(organ: Organ, report: AnnualReport | None, year: int, today: date, reminders: int) -> OrganRow:
    if report is not None:
        report.organ = organ
    owed = is_owed(report, organ)
    return OrganRow(
        organ=organ,
        report=report,
        status=status_of(report) if report else _NOT_BEGUN,
        is_owed=owed,
        is_late=owed and today > deadline_of(organ, year),
        blocking=blocking_of(report) if report else None,
        reminders=reminders,
    )


def blocking_of(report: AnnualReport) -> int | None:
    """How many checks stand against the newest signed edition; None while there is none.

    A signed edition never changes, so the answer is kept until somebody judges a finding.
    """
    edition = newest_frozen(report)
    if edition is None:
        return None
    last = Verdict.objects.filter(organ=report.organ).aggregate(last=Max("id"))["last"] or 0
    key = f"reporting.blocking:{edition.pk}:{edition.digest}:{last}"
    found = cache.get(key)
    if found is None:
        found = len(blocking(findings_of(edition)))
        cache.set(key, found, _CACHE_SECONDS)
    return int(found)


@dataclass(frozen=True, slots=True)
class Sum:
    """The cells of the parts added up, which organs are in it and which are missing, beside the whole."""

    form: Form
    parts: dict[CellId, Value]
    included: tuple[Organ, ...]
    missing: tuple[Organ, ...]
    whole: dict[CellId, Value | None] | None

    def difference(self, cell: CellId) -> Value | None:
        """The whole less the sum of the parts; None where the whole has no figure."""
        own = self.whole.get(cell) if self.whole else None
        return None if own is None else own - self.parts.get(cell, 0)

    @property
    def differing(self) -> list[CellId]:
        """The cells in which whole and parts do not agree."""
        return [cell for cell in self.form.cells() if self.difference(cell)]


def sum_up(authority: Organ, organs: Iterable[Organ], year: int) -> Sum:
    """Add up the signed reports of the organs beside the authority's own signed report. Raises NoForm.

    Whether the whole is the sum of its parts is the authority's own rule: differences are shown, not judged.
    """
    form = form_for(year)
    editions = _signed(organs, year)
    parts: dict[CellId, Value] = dict.fromkeys(form.cells(), 0)
    included: list[Organ] = []
    missing: list[Organ] = []
    for organ in organs:
        edition = editions.get(organ.pk)
        (included if edition else missing).append(organ)
        if edition:
            for cell, value in content_of(edition).cells.items():
                if cell in parts and value is not None:
                    parts[cell] += value
    own = _signed([authority], year).get(authority.pk)
    whole = dict(content_of(own).cells) if own else None
    return Sum(form, parts, tuple(included), tuple(missing), whole)


def _signed(organs: Iterable[Organ], year: int) -> dict[int, ReportEdition]:
    """The newest signed edition of each organ's report on the year."""
    editions = (
        ReportEdition.objects.filter(report__organ__in=list(organs), report__year=year)
        .exclude(frozen_at=None)
        .select_related("report__organ")
        .order_by("number")
    )
    return {edition.report.organ_id: edition for edition in editions}


@dataclass(frozen=True, slots=True)
class Series:
    """One organ's figure over the years; None for a year without a signed report."""

    organ: Organ
    values: tuple[Value | None, ...]


def compare(organs: Sequence[Organ], years: Sequence[int], cell: CellId) -> list[Series]:
    """A cell over organs and years."""
    by_year = {year: _signed(organs, year) for year in years}
    return [
        Series(organ, tuple(_value(by_year[year].get(organ.pk), cell) for year in years)) for organ in organs
    ]


def _value(edition: ReportEdition | None, cell: CellId) -> Value | None:
    return content_of(edition).cells.get(cell) if edition else None


def handed_in(rows: Iterable[OrganRow]) -> int:
    """How many of them were handed in."""
    return sum(row.report is not None and row.report.state in _DONE for row in rows)


_DONE = frozenset({ReportState.SUBMITTED, ReportState.PUBLISHED})
