"""Answering with others asked: the consultation holds the decision, the overruled party is told first."""

from datetime import datetime

import pytest

from gongkai.kernel.errors import ActRefused, InputRefused
from gongkai.requests.acts.consulting import (
    PartyFacts,
    consult,
    note_answer,
    note_received,
    override_objection,
)
from gongkai.requests.acts.deciding import decide
from gongkai.requests.acts.letters import void_letter
from gongkai.requests.acts.serving import ServiceFacts, serve_letter
from gongkai.requests.models import Case, CaseStage, Consultation, Decision, Letter, LetterState
from tests.factories import NOW, later
from tests.request_factories import COMPANY, make_case, open_part, sealed, served, signed

FACTS = PartyFacts("third_party", COMPANY.name, True, COMPANY.address)
ANSWERED = later(days=2)


@pytest.fixture
def asked(office) -> Consultation:
    case = make_case(office)
    return consult(actor=office.reviewer, case_id=case.pk, facts=FACTS, content="项目投资明细", now=NOW)


def sent(office, asked) -> Consultation:
    served(office, asked.letter)
    return note_received(actor=office.reviewer, case_id=asked.case_id, consultation_id=asked.pk,
                         on=NOW.date(), now=NOW)  # fmt: skip


def answered(office, asked, answer: str = "objects") -> Consultation:
    sent(office, asked)
    return note_answer(
        actor=office.reviewer, case_id=asked.case_id, consultation_id=asked.pk, on=ANSWERED.date(),
        answer=answer, reasons="涉及投资计划", reasonable=True if answer == "objects" else None, now=ANSWERED,
    )  # fmt: skip


def decided(office, asked, *, now: datetime = ANSWERED) -> Decision:
    return decide(actor=office.reviewer, case_id=asked.case_id, parts=[open_part()], now=now)


def test_an_open_consultation_blocks_the_decision(office, asked):
    sent(office, asked)
    with pytest.raises(ActRefused):
        decided(office, asked, now=later(days=1))
    assert not Decision.objects.exists()
    assert Case.objects.get(pk=asked.case_id).stage == CaseStage.HANDLING


def test_a_voided_consultation_blocks_no_more(office, asked):
    void_letter(actor=office.reviewer, letter_id=asked.letter.pk, reason="不涉及第三方", now=NOW)
    assert decided(office, asked, now=NOW).outcome == "open_given"


def test_consent_frees_the_decision(office, asked):
    answered(office, asked, "agrees")
    assert decided(office, asked).report_row == "r.open"


def test_a_reasonable_objection_is_not_passed_over(office, asked):
    answered(office, asked)
    with pytest.raises(InputRefused) as refused:
        decided(office, asked)
    assert set(refused.value.fields) == {"parts"}
    assert not Decision.objects.exists()


def test_the_overruled_party_is_told_before_the_reply_is_served(office, asked):
    answered(office, asked)
    told = override_objection(actor=office.reviewer, case_id=asked.case_id, consultation_id=asked.pk,
                              reason="不公开将对公共利益造成重大影响", now=ANSWERED)  # fmt: skip
    reply = sealed(office, signed(office, decided(office, asked).letter, now=ANSWERED), now=ANSWERED)
    facts = ServiceFacts("counter", ANSWERED.date())
    with pytest.raises(ActRefused):
        serve_letter(actor=office.reviewer, letter_id=reply.pk, facts=facts, now=ANSWERED)
    assert Letter.objects.get(pk=reply.pk).state == LetterState.SEALED
    assert Case.objects.get(pk=asked.case_id).ended_on is None
    served(office, told, now=ANSWERED)
    serve_letter(actor=office.reviewer, letter_id=reply.pk, facts=facts, now=ANSWERED)
    assert Case.objects.get(pk=asked.case_id).report_row == "r.open"


def test_a_reply_does_not_outlive_the_voided_word_to_the_third_party(office, asked):
    answered(office, asked)
    told = override_objection(actor=office.reviewer, case_id=asked.case_id, consultation_id=asked.pk,
                              reason="不公开将对公共利益造成重大影响", now=ANSWERED)  # fmt: skip
    reply = sealed(office, signed(office, decided(office, asked).letter, now=ANSWERED), now=ANSWERED)
    void_letter(actor=office.reviewer, letter_id=told.pk, reason="有误", now=ANSWERED)
    with pytest.raises(ActRefused):
        serve_letter(
            actor=office.reviewer, letter_id=reply.pk, facts=ServiceFacts("counter", ANSWERED.date()),
            now=ANSWERED,
        )  # fmt: skip
    assert Case.objects.get(pk=asked.case_id).ended_on is None


def test_a_consultation_sent_after_the_decision_holds_its_service(office, asked):
    reply = decided(office, asked, now=NOW).letter
    sent(office, asked)
    with pytest.raises(ActRefused, match="征求意见"):
        served(office, reply)
    assert Case.objects.get(pk=asked.case_id).ended_on is None
