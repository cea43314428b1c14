"""What happened is taken in whenever it comes: late corrections, late payments, opinions after the reply."""

from datetime import timedelta

import pytest

from gongkai.kernel.errors import ActRefused
from gongkai.law.outcomes import DecisionPart
from gongkai.requests.acts.consulting import PartyFacts, consult, note_answer
from gongkai.requests.acts.deciding import decide, record_withdrawal
from gongkai.requests.acts.fees import notice_fee, record_payment
from gongkai.requests.acts.letters import submit_letter
from gongkai.requests.acts.periods import receive_correction, request_correction
from gongkai.requests.clockwork import reading_of
from gongkai.requests.models import Case, CaseStage, LetterState
from tests.factories import NOW
from tests.request_factories import make_answered, make_case, make_filed, served


def test_money_that_comes_after_the_last_day_voids_the_letter_that_gives_the_case_up(office):
    case = make_case(office)
    fee = notice_fee(actor=office.reviewer, case_id=case.pk, standard="pages", quantity=100, now=NOW)
    served(office, fee.letter)
    later = NOW + timedelta(days=40)
    facts = {"fee_noticed_on": "2026-03-02", "fee_amount": "700元", "pay_by": "2026-03-30"}
    parts = [DecisionPart("全部申请内容", "lapsed_fee", facts=facts)]
    lapse = decide(actor=office.reviewer, case_id=case.pk, parts=parts, now=later)
    submit_letter(actor=office.reviewer, letter_id=lapse.letter.pk, now=later)
    assert Case.objects.get(pk=case.pk).stage == CaseStage.DECIDING

    record_payment(actor=office.reviewer, case_id=case.pk, on=later.date(), now=later)
    case = Case.objects.get(pk=case.pk)
    lapse.letter.refresh_from_db()

    assert (case.stage, lapse.letter.state) == (CaseStage.HANDLING, LetterState.VOID)
    assert [breach.code for breach in reading_of(case, as_of=later.date()).breaches] == ["fee_paid_late"]


def test_nothing_can_be_paid_before_the_notice_is_served(office):
    case = make_case(office)
    notice_fee(actor=office.reviewer, case_id=case.pk, standard="pages", quantity=100, now=NOW)

    with pytest.raises(ActRefused, match="没有待缴的费用"):
        record_payment(actor=office.reviewer, case_id=case.pk, on=NOW.date(), now=NOW)


def test_a_correction_is_taken_in_while_a_fee_is_still_to_be_paid(office):
    case = make_case(office)
    asked = request_correction(actor=office.reviewer, case_id=case.pk, points=["请写明年度"], now=NOW)
    fee = notice_fee(actor=office.reviewer, case_id=case.pk, standard="pages", quantity=100, now=NOW)
    served(office, asked)
    served(office, fee.letter)
    case = receive_correction(actor=office.reviewer, case_id=case.pk, on=NOW.date(), now=NOW)

    assert case.stage == CaseStage.PAYING
    assert reading_of(case, as_of=NOW.date()).state == "awaiting_fee"


def test_an_opinion_that_comes_after_the_reply_is_kept_and_moves_nothing(office):
    case = make_case(office)
    party = PartyFacts("co_maker", "文川区财政局")
    asked = consult(actor=office.reviewer, case_id=case.pk, facts=party, content="拨付明细", now=NOW)
    served(office, asked.letter)
    replied = NOW + timedelta(days=25)
    case = make_answered(office, case=case, now=replied)
    later = NOW + timedelta(days=28)
    told = {"consultation_id": asked.pk, "on": later.date(), "answer": "agrees"}
    note_answer(actor=office.reviewer, case_id=case.pk, now=later, **told)
    asked.refresh_from_db()
    case.refresh_from_db()

    assert (asked.answered_on, case.stage, case.ended_on) == (
        later.date(),
        CaseStage.ANSWERED,
        replied.date(),
    )
    assert reading_of(case, as_of=later.date()).impossible == ()


def test_a_withdrawal_waits_for_the_registration(office):
    with pytest.raises(ActRefused, match="先登记确认"):
        record_withdrawal(actor=office.reviewer, case_id=make_filed(office).case.pk, on=NOW.date(), now=NOW)
