"""The carry-over proved by case: each break names the case and says why."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from gongkai.law.report_form import CellId
from gongkai.reporting.carry_over import Proof, prove
from gongkai.reporting.figures import figures_of
from gongkai.reporting.members import members_of
from gongkai.reporting.models import ReportCell
from gongkai.requests.models import Case
from tests.factories import SHANGHAI, Bureau
from tests.reporting.cases import put_case, put_many
from tests.reporting.factories import provide, signed
from tests.reporting.test_members import edition_of, frozen

LATE = date(2025, 12, 20)


@pytest.fixture
def year_before(office) -> Bureau:
    """2025 is signed on 2 March 2026 with three cases carried out and one answered."""
    for ended in (None, date(2026, 1, 8), date(2026, 2, 2)):
        put_case(office, LATE, ended)
    put_case(office, date(2025, 6, 1), date(2025, 6, 20), "r.deny.6")
    frozen(edition_of(office, 2025))
    return office


def reasons(proof: Proof) -> dict[str, str]:
    """The reason of each break by the number of its case."""
    assert proof.ok is not bool(proof.breaks)
    return {one.case_number: one.reason for one in proof.breaks}


def test_an_untouched_year_meets_the_next(year_before):
    proof = prove(year_before.organ, 2026)
    assert proof == Proof(True, "frozen", 3, 3)


def test_without_a_signed_report_the_cases_themselves_are_compared(office):
    put_many(office, 60)
    proof = prove(office.organ, 2026)
    assert (proof.ok, proof.against) == (True, "live")
    assert proof.expected == proof.found > 0


def test_a_case_added_later_with_an_earlier_day_is_named(year_before):
    case = put_case(year_before, LATE, recorded=datetime(2026, 4, 1, 9, tzinfo=SHANGHAI))
    proof = prove(year_before.organ, 2026)
    assert (proof.expected, proof.found) == (3, 4)
    assert proof.breaks[0].case_id == case.pk
    assert "定稿（2026年3月2日）以后登记，收到日期为2025年12月20日" in reasons(proof)[case.number]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"counted": False}, "改为不计入年报"),
        ({"ended_on": date(2025, 12, 31)}, "办结日期更正为2025年12月31日，在上一年之内"),
        ({"day0": date(2026, 1, 1)}, "收到日期更正为2026年1月1日，在本年之内"),
        ({"applicant_kind": "research"}, "由“自然人”更正为“科研机构”"),
    ],
)
def test_a_case_that_is_no_longer_carried_in_says_what_was_corrected(year_before, change, words):
    case = Case.objects.order_by("pk")[1]
    Case.objects.filter(pk=case.pk).update(**change)
    found = reasons(prove(year_before.organ, 2026))
    assert list(found) == [case.number]
    assert words in found[case.number]


def test_a_case_that_the_report_counted_as_ended_says_in_which_row(year_before):
    case = Case.objects.get(report_row="r.deny.6")
    Case.objects.filter(pk=case.pk).update(ended_on=None)
    said = reasons(prove(year_before.organ, 2026))[case.number]
    assert said == "上一年年报计为已办结（属于四类过程性信息），现在的办结日期：无。"


def test_a_case_the_report_knew_and_did_not_count_is_named(year_before):
    case = put_case(year_before, LATE, counted=False)
    Case.objects.filter(pk=case.pk).update(counted=True)
    said = reasons(prove(year_before.organ, 2026))[case.number]
    assert "上一年年报没有计入；现在的收到日期：2025年12月20日" in said


def test_numbers_people_provided_are_compared_by_column(office):
    office.organ.opened_on = date(2026, 1, 1)
    office.organ.save()
    columns = ("natural", "commercial", "research", "welfare", "legal_service", "other")
    given = {f"table3/carried_out/{column}": 0 for column in columns}
    provide(office, 2025, **given | {"table3/carried_out/natural": 2, "table3/carried_out/total": 2})
    put_case(office, LATE)
    proof = prove(office.organ, 2026)
    assert (proof.against, proof.expected, proof.found) == ("numbers", 2, 1)
    assert [one.reason for one in proof.breaks] == [
        "自然人：上一年结转下年2件（不是由系统统计，无法逐件核对），本年上年结转1件。",
        "总计：上一年结转下年2件（不是由系统统计，无法逐件核对），本年上年结转1件。",
    ]
    put_case(office, LATE)
    assert prove(office.organ, 2026) == Proof(True, "numbers", 2, 2)


def test_a_signed_report_with_entered_figures_is_compared_by_its_own_numbers(office):
    edition = edition_of(office, 2025)
    for column in ("natural", "commercial", "research", "welfare", "legal_service", "other", "total"):
        ReportCell.objects.create(
            edition=edition, table="table3", row="carried_out", column=column, value=0, origin="entered"
        )
    edition.frozen_at, edition.content = datetime(2026, 1, 20, tzinfo=SHANGHAI), {}
    edition.save()
    assert prove(office.organ, 2026) == Proof(True, "numbers", 0, 0)
    put_case(office, LATE)
    assert len(prove(office.organ, 2026).breaks) == 2


def test_a_figure_that_is_missing_is_said(office):
    office.organ.opened_on = date(2026, 1, 1)
    office.organ.save()
    provide(office, 2025, **{"table3/new/total": 2})
    assert "没有数字" in prove(office.organ, 2026).breaks[0].reason


def test_before_the_first_form_there_is_nothing_to_compare(office):
    put_case(office, date(2018, 12, 20))
    assert prove(office.organ, 2019) == Proof(True, "nothing", None, 1)


def test_a_report_signed_by_acts_is_what_the_next_year_is_proved_against(provided):
    turn = datetime(2026, 1, 9, 9, tzinfo=SHANGHAI)
    case = put_case(provided, LATE)
    edition = signed(provided, 2025, now=turn).editions.get()
    assert prove(provided.organ, 2026) == Proof(True, "frozen", 1, 1)
    figures = figures_of(provided.organ, 2025, edition=edition)
    assert (figures["requests.carried_out"].value, figures.text("proposals.rate")) == (1, "100%")
    Case.objects.filter(pk=case.pk).update(counted=False)
    assert reasons(prove(provided.organ, 2026)) == {case.number: "上一年年报计为结转，后来改为不计入年报。"}
    carried = members_of(provided.organ, 2025, CellId("table3", "carried_out", "total"), edition=edition)
    assert carried.rows.get() == case
    assert figures_of(provided.organ, 2025, edition=edition).rows == figures.rows
