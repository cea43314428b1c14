"""The information processing fee: reckoned, demanded once, paid once, and the days it stops."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.law.fees import MOST_PAGES
from gongkai.requests.acts.deciding import decide
from gongkai.requests.acts.departments import assign
from gongkai.requests.acts.fees import items_already, notice_fee, reckoned, record_payment
from gongkai.requests.acts.letters import submit_letter, void_letter
from gongkai.requests.acts.linking import redo
from gongkai.requests.letter_content import fields_of
from gongkai.requests.models import Case, CaseStage, FeeNotice, OfficeSettings
from tests.factories import NOW, make_bureau
from tests.request_factories import (
    COMPANY,
    make_answered,
    make_case,
    make_filed,
    make_office,
    open_part,
    served,
)
from tests.requests.snapshots import untouched

TODAY = NOW.date()


def _notice(office, case, **more):
    told = {"actor": office.reviewer, "case_id": case.pk, "standard": "pages", "quantity": 100, "now": NOW}
    return notice_fee(**told | more)


def _noticed(office):
    case = make_case(office)
    fee = _notice(office, case)
    served(office, fee.letter)
    return Case.objects.get(pk=case.pk), FeeNotice.objects.get(pk=fee.pk)


def _pay(office, case, on=TODAY, **more):
    return record_payment(**{"actor": office.reviewer, "case_id": case.pk, "on": on, "now": NOW} | more)


def _matters(office, how_many, **changes):
    return [make_case(office, **changes) for _ in range(how_many)]


# Reckoning


@pytest.mark.parametrize(
    ("quantity", "fen", "bands"), [(31, 1000, 2), (100, 70000, 2), (101, 72000, 3), (201, 274000, 4)]
)
def test_pages_are_reckoned_band_by_band_into_notice_and_letter(office, quantity, fen, bands):
    fee = _notice(office, make_case(office), quantity=quantity)
    fields = fields_of(fee.letter)
    assert (fee.amount_fen, len(fee.bands)) == (fen, bands)
    assert str(fields["amount"]) in (str(fen // 100), f"{fen / 100:.2f}")
    assert (fields["bands"], fields["way"]) == (fee.bands, "到区政务服务中心3号窗口缴纳。")
    assert (fee.letter.kind, fee.pay_by, fee.paid_on) == ("fee_notice", None, None)


def test_items_count_the_applicants_requests_of_the_month_and_nobody_elses(office):
    earlier = _matters(office, 10)
    _matters(office, 1, applicant=COMPANY, applicant_kind="commercial")
    _matters(office, 1, submitted=date(2026, 2, 27))
    _matters(make_office(office.authority), 1)
    redo(actor=office.reviewer, case_id=make_answered(office, case=earlier[0]).pk, until=None, reason="复议",
         now=NOW)  # fmt: skip
    case = make_case(office)
    assert items_already(case) == 10
    assert items_already(earlier[3]) == 3
    assert (reckoned(case, "items", 1).amount, reckoned(earlier[9], "items", 1).amount) == (100, 0)
    fee = _notice(office, case, standard="items", quantity=1)
    assert (fee.already, fee.amount_fen) == (10, 10000)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"standard": "weight"}, "standard"),
        ({"standard": ""}, "standard"),
        ({"quantity": 0}, "quantity"),
        ({"quantity": -1}, "quantity"),
        ({"quantity": MOST_PAGES + 1}, "quantity"),
    ],
)
def test_a_fee_has_one_of_two_standards_and_a_possible_quantity(office, changes, field):
    case = make_case(office)
    with untouched(InputRefused) as refused:
        _notice(office, case, **changes)
    assert set(refused.value.fields) == {field}


def test_what_costs_nothing_is_not_demanded(office):
    case = make_case(office)
    for told in ({"quantity": 30}, {"standard": "items", "quantity": 1}):
        with untouched(ActRefused, "不收费"):
            _notice(office, case, **told)


# Demanding


@pytest.mark.parametrize("own", [{"fee_enabled": False}, {"fee_payment": ""}])
def test_an_office_that_takes_no_fees_demands_none(office, own):
    OfficeSettings.objects.filter(organ=office.organ).update(**own)
    case = make_case(office)
    with untouched(ActRefused, "依申请公开设置"):
        _notice(office, case)


def test_one_request_is_charged_once_unless_the_letter_is_given_up(office):
    case = make_case(office)
    fee = _notice(office, case)
    with untouched(ActRefused, "只用一种标准"):
        _notice(office, case, quantity=200)
    void_letter(actor=office.reviewer, letter_id=fee.letter_id, reason="页数数错", now=NOW)
    fee.refresh_from_db()
    assert fee.cancelled_at == NOW
    assert _notice(office, case, quantity=200).amount_fen == 270000


def test_only_the_office_demands_and_takes_note_of_payment(office):
    case = make_case(office)
    paying, _ = _noticed(office)
    other = make_bureau(office.authority)
    for one in (case, paying):
        assign(actor=office.reviewer, case_id=one.pk, department_id=office.business.pk, task="查", now=NOW)
    for actor, error in (
        (office.office_head, ActRefused), (office.signer, ActRefused), (office.drafter, ActRefused),
        (office.outsider, NotVisible), (other.reviewer, NotVisible),
    ):  # fmt: skip
        with untouched(error):
            _notice(office, case, actor=actor)
        with untouched(error):
            _pay(office, paying, actor=actor)


def test_none_is_demanded_outside_the_handling(office):
    deciding = make_case(office)
    letter = decide(actor=office.reviewer, case_id=deciding.pk, parts=[open_part()], now=NOW).letter
    submit_letter(actor=office.reviewer, letter_id=letter.pk, now=NOW)
    for case in (make_filed(office).case, _noticed(office)[0], deciding, make_answered(office)):
        with untouched(ActRefused, "办理中才能通知缴费"):
            _notice(office, case)


# Paying


def test_serving_stops_the_clock_and_payment_lets_it_run_anew(office):
    case, fee = _noticed(office)
    assert (case.stage, case.clock_state, case.due) == (CaseStage.PAYING, "awaiting_fee", None)
    assert case.wait_until == fee.pay_by == date(2026, 3, 30)
    now = NOW + timedelta(days=2)
    _pay(office, case, now.date(), receipt_number=" 37060012345 ", now=now)
    case.refresh_from_db()
    fee.refresh_from_db()
    assert (fee.paid_on, fee.receipt_number) == (now.date(), "37060012345")
    assert (case.stage, case.due, case.wait_until) == (CaseStage.HANDLING, date(2026, 4, 1), None)


def test_no_payment_without_a_served_notice_nor_a_second_one(office):
    case = make_case(office)
    with untouched(ActRefused, "没有待缴"):
        _pay(office, case)
    _notice(office, case)
    with untouched(ActRefused, "没有待缴"):
        _pay(office, case)
    case, _ = _noticed(office)
    _pay(office, case)
    with untouched(ActRefused, "没有待缴"):
        _pay(office, case)


def test_no_payment_tomorrow_or_before_it_was_demanded(office):
    case, _ = _noticed(office)
    for day in (TODAY + timedelta(days=1), TODAY - timedelta(days=1)):
        with untouched(InputRefused) as refused:
            _pay(office, case, day)
        assert set(refused.value.fields) == {"on"}


def test_no_payment_before_the_registration_or_after_the_end(office):
    for case in (make_filed(office).case, make_answered(office)):
        with untouched(ActRefused, "登记确认之后"):
            _pay(office, case)
