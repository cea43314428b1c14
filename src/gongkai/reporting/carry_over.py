"""The carry-over proved case by case: what the year before handed on is what this year took in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Min
from django.utils.timezone import localdate

from gongkai.kernel.models import Organ
from gongkai.law.clock.sentences import in_words
from gongkai.law.report_form import TABLE3, TOTAL, CellId, Form, NoForm, form_for
from gongkai.reporting.counting import (
    CARRIED_IN,
    CARRIED_OUT,
    case_condition,
    count_table3,
    counted_cases,
    first_day,
)
from gongkai.reporting.entered import Value, entered_tables, is_before_use, provided
from gongkai.reporting.models import CellMember, Origin, ReportEdition
from gongkai.requests.models import ApplicantKind, Case, CaseEvent

_ADDED = "上一年年报定稿（{frozen}）以后登记，收到日期为{day0}，应计入上一年。"
_NO_LONGER_ENDED = "上一年年报计为已办结（{row}），现在的办结日期：{ended}。"
_AT_ONCE = 500
_NONE = "无"
_MOVED_IN = "上一年年报计入“{row}”，现在的收到日期：{day0}，办结日期：{ended}。"
_RECEIVED_EARLIER = "上一年年报没有计入；现在的收到日期：{day0}，办结日期：{ended}。"
_UNCOUNTED = "上一年年报计为结转，后来改为不计入年报。"
_ENDED_BEFORE = "上一年年报计为结转，后来办结日期更正为{ended}，在上一年之内。"
_RECEIVED_LATER = "上一年年报计为结转，后来收到日期更正为{day0}，在本年之内。"
_OTHER_KIND = "申请人类别由“{before}”更正为“{now}”，结转的栏随之改变。"
_NUMBERS = "{column}：上一年结转下年{before}件（不是由系统统计，无法逐件核对），本年上年结转{now}件。"
_NO_NUMBER = "{column}：上一年年报的结转下年没有数字，无法核对。"


@dataclass(frozen=True, slots=True)
class Break:
    """One place where the two years do not meet; without a case where only numbers are known."""

    case_id: int | None
    case_number: str
    reason: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What was compared and what does not meet.

    `against` says with what: «frozen» the signed edition of the year before, «live» its cases as they stand,
    «numbers» figures without cases, «nothing» where the year before had no form.
    """

    ok: bool
    against: str
    expected: int | None
    found: int
    breaks: tuple[Break, ...] = ()


@dataclass(frozen=True, slots=True)
class _Years:
    organ: Organ
    year: int
    edition: ReportEdition | None


def prove(organ: Organ, year: int) -> Proof:
    """Compare this year's «carried in» with the year before's «carried out». Raises NoForm for the year."""
    form = form_for(year)
    now = _live(organ, year, CARRIED_IN)
    try:
        form_for(year - 1)
    except NoForm:
        return Proof(True, "nothing", None, len(now))
    edition = frozen_edition(organ, year - 1)
    if _is_without_cases(organ, year - 1, edition):
        return _by_numbers(organ, year, form, edition)
    years = _Years(organ, year, edition)
    before = _frozen(edition) if edition else _live(organ, year - 1, CARRIED_OUT)
    breaks = tuple(sorted(_breaks(years, before, now), key=lambda one: one.case_id or 0))
    return Proof(not breaks, "frozen" if edition else "live", len(before), len(now), breaks)


def frozen_edition(organ: Organ, year: int) -> ReportEdition | None:
    """The newest signed edition of the organ's report on that year."""
    editions = ReportEdition.objects.filter(report__organ=organ, report__year=year)
    return editions.exclude(frozen_at=None).order_by("-number").first()


def _live(organ: Organ, year: int, row: str) -> dict[int, str]:
    cases = counted_cases(organ).filter(case_condition(year, row, TOTAL)).order_by()
    return dict(cases.values_list("pk", "applicant_kind"))


def _frozen(edition: ReportEdition) -> dict[int, str]:
    rows = CellMember.objects.filter(edition=edition, table=TABLE3, row=CARRIED_OUT)
    return {pk: column for pk, column in rows.values_list("case_id", "column") if pk is not None}


def _is_without_cases(organ: Organ, year: int, edition: ReportEdition | None) -> bool:
    """Whether the «carried out» of that year was provided by a person, so that no cases stand behind it."""
    if edition is not None:
        cells = edition.cells.filter(table=TABLE3, row=CARRIED_OUT)
        return cells.exclude(origin=Origin.COMPUTED).exists()
    return is_before_use(organ, year) and TABLE3 in entered_tables(provided(organ, year))


def _by_numbers(organ: Organ, year: int, form: Form, edition: ReportEdition | None) -> Proof:
    before: Mapping[str, Value | None]
    if edition is not None:
        cells = edition.cells.filter(table=TABLE3, row=CARRIED_OUT)
        before = dict(cells.values_list("column", "value"))
    else:
        prefix = str(CellId(TABLE3, CARRIED_OUT))
        before = {
            key.removeprefix(f"{prefix}/"): one.value
            for key, one in provided(organ, year - 1).items()
            if key.startswith(prefix)
        }
    counted = count_table3(organ, year, form)
    now = {column.code: counted[CellId(TABLE3, CARRIED_IN, column.code)] for column in form.applicants}
    breaks = tuple(
        Break(None, "", _said(column.label, before.get(column.code), now[column.code]))
        for column in form.applicants
        if before.get(column.code) != now[column.code]
    )
    total = before.get(TOTAL)
    return Proof(not breaks, "numbers", None if total is None else int(total), now[TOTAL], breaks)


def _said(column: str, before: Value | None, now: int) -> str:
    return (_NO_NUMBER if before is None else _NUMBERS).format(column=column, before=before, now=now)


def _breaks(years: _Years, before: Mapping[int, str], now: Mapping[int, str]) -> Iterator[Break]:
    lost, gained = before.keys() - now.keys(), now.keys() - before.keys()
    moved = {pk for pk in before.keys() & now.keys() if before[pk] != now[pk]}
    for ids in _chunks(sorted(lost | gained | moved)):
        cases = Case.objects.only("number", "counted", "day0", "ended_on").in_bulk(ids)
        story = _Story(years.edition, _rows_of(years.edition, ids), _registrations(ids))
        for pk in ids:
            case = cases[pk]
            if pk in moved:
                kinds = {"before": ApplicantKind(before[pk]).label, "now": ApplicantKind(now[pk]).label}
                yield Break(pk, case.number, _OTHER_KIND.format(**kinds))
            else:
                reason = _why_lost(case, years.year) if pk in lost else story.why_gained(case)
                yield Break(pk, case.number, reason)


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]


def _rows_of(edition: ReportEdition | None, ids: Sequence[int]) -> dict[int, str]:
    """The row the signed edition counted each case in; that of its result where it had ended."""
    if edition is None:
        return {}
    rows = CellMember.objects.filter(edition=edition, table=TABLE3, case_id__in=ids)
    found = {pk: row for pk, row in rows.values_list("case_id", "row") if not row.startswith("r.")}
    results = rows.filter(row__startswith="r.").values_list("case_id", "row")
    return {pk: row for pk, row in (*found.items(), *results) if pk is not None}


def _registrations(ids: Sequence[int]) -> dict[int, datetime]:
    """When each case came into the system, which may be long after it was submitted on paper."""
    first = CaseEvent.objects.filter(case__in=ids).order_by().values_list("case")
    return dict(first.annotate(Min("recorded_at")))


@dataclass(frozen=True, slots=True)
class _Story:
    """What the signed edition of the year before knew of some cases, and when they came into the system."""

    edition: ReportEdition | None
    rows: Mapping[int, str]
    registered: Mapping[int, datetime]

    def why_gained(self, case: Case) -> str:
        """Why the case is carried in although the year before did not carry it out."""
        days = {"day0": _day(case.day0), "ended": _day(case.ended_on)}
        row = self.rows.get(case.pk)
        if row is not None:
            sentence = _NO_LONGER_ENDED if row.startswith("r.") else _MOVED_IN
            return sentence.format(row=self._label(row), **days)
        frozen = self.edition.frozen_at if self.edition else None
        registered = self.registered.get(case.pk)
        if frozen is not None and registered is not None and registered > frozen:
            return _ADDED.format(frozen=_day(localdate(frozen)), **days)
        return _RECEIVED_EARLIER.format(**days)

    def _label(self, row: str) -> str:
        if self.edition is None:
            return row
        labels = {one.code: one.label for one in form_for(self.edition.report.year).rows}
        return labels.get(row, row)


def _why_lost(case: Case, year: int) -> str:
    start = first_day(year)
    if not case.counted:
        return _UNCOUNTED
    if case.day0 is None or case.day0 >= start:
        return _RECEIVED_LATER.format(day0=_day(case.day0))
    return _ENDED_BEFORE.format(ended=_day(case.ended_on))


def _day(day: date | None) -> str:
    return in_words(day) if day else _NONE
