"""Table 3 by the facts as they lay on 31 December: what is new, carried in, ended and carried out."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.law.outcomes import REPORT_ROWS, row_in_report_of
from gongkai.law.report_form import TABLE3, TOTAL, CellId, NoForm, form_for, instances
from gongkai.reporting.compiling import compile_cells
from gongkai.requests.acts.advising import advise_organ
from gongkai.requests.acts.confirm import correct_event
from gongkai.requests.acts.deciding import decide
from gongkai.requests.acts.linking import merge, redo, split
from gongkai.requests.acts.serving import ServiceFacts, serve_letter
from gongkai.requests.models import Case
from tests.factories import NOW, later, make_bureau
from tests.reporting.cases import put_case, put_many
from tests.request_factories import make_answered, make_case, open_part, refused_part, sealed, signed


def table3(organ, year: int) -> dict[tuple[str, str], int]:
    """The cells of table 3 that are not zero."""
    values = compile_cells(organ, year).values()
    return {cell[1:]: number for cell, number in values.items() if cell.table == TABLE3 and number}


def one(*rows: str, kind: str = "natural") -> dict[tuple[str, str], int]:
    """One case in each of the rows."""
    return {(row, column): 1 for row in rows for column in (kind, TOTAL)}


def test_a_year_without_requests_is_zero_in_every_cell(office):
    values = compile_cells(office.organ, 2025).values()
    assert {number for cell, number in values.items() if cell.table == TABLE3} == {0}
    assert len(values) == 10 + 175 + 15


def test_a_case_answered_in_january_of_the_next_year_is_carried_out(office):
    put_case(office, date(2025, 12, 31), date(2026, 1, 4))
    assert table3(office.organ, 2025) == one("new", "carried_out")
    assert table3(office.organ, 2026) == one("carried_in", "r.open", "r.total")
    assert table3(office.organ, 2027) == {}


def test_a_case_stands_in_its_row_and_column_and_a_long_one_is_carried_over_every_year(office):
    put_case(office, date(2024, 3, 1), date(2026, 12, 31), "r.deny.6", kind="legal_service")
    assert table3(office.organ, 2024) == one("new", "carried_out", kind="legal_service")
    assert table3(office.organ, 2025) == one("carried_in", "carried_out", kind="legal_service")
    assert table3(office.organ, 2026) == one("carried_in", "r.deny.6", "r.total", kind="legal_service")


def test_uncounted_cases_those_not_yet_received_and_those_of_others_count_nothing(office):
    put_case(office, date(2025, 5, 1), date(2025, 5, 20), counted=False)
    put_case(office, None)
    put_case(make_bureau(office.authority), date(2025, 5, 1), date(2025, 5, 20))
    assert table3(office.organ, 2025) == {}


def test_random_cases_count_as_one_by_one_and_every_equation_holds(office):
    put_many(office, 150)
    form = form_for(2025)
    expected = dict.fromkeys((cell for cell in form.cells() if cell.table == TABLE3), 0)
    start, end = date(2025, 1, 1), date(2025, 12, 31)
    for case in Case.objects.filter(counted=True):
        rows = []
        if start <= case.day0 <= end:
            rows.append("new")
        if case.day0 < start and (case.ended_on is None or case.ended_on >= start):
            rows.append("carried_in")
        if case.ended_on and start <= case.ended_on <= end:
            rows += [case.report_row, "r.total"]
        if case.day0 <= end and (case.ended_on is None or case.ended_on > end):
            rows.append("carried_out")
        for row in rows:
            expected[CellId(TABLE3, row, case.applicant_kind)] += 1
            expected[CellId(TABLE3, row, TOTAL)] += 1
    values = compile_cells(office.organ, 2025).values()
    assert {cell: values[cell] for cell in expected} == expected
    assert min(expected[CellId(TABLE3, row, TOTAL)] for row in ("new", "carried_in", "carried_out")) > 5
    for instance in instances(form):
        if instance.equation.table == TABLE3 and not instance.equation.is_cross_year:
            left, right = (
                sum(t.sign * values[t.cell] for t in side) for side in (instance.left, instance.right)
            )
            assert left == right, instance.id


def test_totals_are_no_sums_so_a_case_without_a_row_breaks_the_form(office):
    put_case(office, date(2025, 5, 1), date(2025, 5, 20), "")
    assert table3(office.organ, 2025) == one("new", "r.total")


def test_the_form_of_2020_has_one_row_for_other_endings(office):
    office.organ.opened_on = date(2019, 1, 1)
    office.organ.save()
    for row in ("r.other.1", "r.other.2", "r.other.3"):
        put_case(office, date(2020, 3, 1), date(2020, 4, 1), row)
    assert {row_in_report_of(2020, code) for code in REPORT_ROWS.codes()} >= {"r.other"}
    found = table3(office.organ, 2020)
    assert found["r.other", "natural"] == found["r.other", TOTAL] == found["r.total", TOTAL] == 3


def test_a_year_before_2019_has_no_form(office):
    with pytest.raises(NoForm, match="2018年"):
        compile_cells(office.organ, 2018)


def test_the_number_of_queries_does_not_grow_with_the_cases(office):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            compile_cells(office.organ, 2025)
        return len(captured)

    put_many(office, 1)
    few = queries()
    put_many(office, 60)
    assert queries() == few <= 16


# What acts leave behind.


def test_a_real_case_counts_in_its_row_by_the_kind_of_its_applicant(office):
    make_answered(office, [open_part(), refused_part()])
    assert table3(office.organ, 2026) == one("new", "r.partial", "r.total")


def test_parts_of_a_split_request_count_one_each_and_merged_ones_stay_counted(office):
    first, *_ = split(
        actor=office.reviewer, case_id=make_case(office).pk, descriptions=["甲事项", "乙事项"], now=NOW
    )
    other = make_case(office)
    merge(actor=office.reviewer, case_id=other.pk, into_id=first.pk, now=NOW)
    make_answered(office, [open_part()], case=first)
    found = table3(office.organ, 2026)
    assert found["new", TOTAL] == 3
    assert (found["r.open", TOTAL], found["carried_out", TOTAL]) == (2, 1)


def test_advice_passed_to_another_organ_counts_nothing_there(office):
    other = make_bureau(office.authority).organ
    case = make_case(office)
    advise_organ(
        actor=office.reviewer, case_id=case.pk, organ_id=other.pk, text="有人申请技改资金明细。", now=NOW
    )
    assert table3(other, 2026) == {}
    assert table3(office.organ, 2026) == one("new", "carried_out")


def test_a_request_handled_anew_counts_once_and_stays_ended_when_it_was(office):
    case = make_answered(office)
    before = table3(office.organ, 2026)
    redo(actor=office.reviewer, case_id=case.pk, until=None, reason="海复决〔2026〕1号", now=later(days=30))
    assert table3(office.organ, 2026) == before == one("new", "r.open", "r.total")


def test_a_corrected_day_of_service_moves_the_case_to_the_year_it_names(office):
    written, found = NOW.replace(year=2025, month=12, day=30), NOW.replace(month=1, day=5)
    case = make_case(office, submitted=date(2025, 12, 29), now=written)
    decision = decide(actor=office.reviewer, case_id=case.pk, parts=[open_part()], now=written)
    letter = sealed(office, signed(office, decision.letter, now=written), now=written)
    facts = ServiceFacts(channel="counter", on=found.date())
    serve_letter(actor=office.reviewer, letter_id=letter.pk, facts=facts, now=found)
    assert table3(office.organ, 2025) == one("new", "carried_out")
    reply = case.events.get(type="replied")
    correct_event(
        actor=office.reviewer, case_id=case.pk, event_id=reply.pk, on=date(2025, 12, 31),
        reason="送达回证的日期", now=found,
    )  # fmt: skip
    assert table3(office.organ, 2025) == one("new", "r.open", "r.total")
