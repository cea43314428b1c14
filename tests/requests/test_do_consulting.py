"""Asking others: letters without the applicant, suspension, answers, silence, the public interest."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.requests.acts.consulting import (
    PartyFacts,
    consult,
    note_answer,
    note_received,
    note_silence,
    override_objection,
    party_of,
)
from gongkai.requests.acts.departments import assign
from gongkai.requests.acts.letters import void_letter
from gongkai.requests.acts.periods import request_correction
from gongkai.requests.clockwork import reading_of
from gongkai.requests.consulted import untold_third_parties
from gongkai.requests.letter_content import fields_of
from gongkai.requests.models import Case, Consultation
from tests.factories import NOW, make_bureau
from tests.request_factories import ASKED, PERSON, make_answered, make_case, make_filed, served
from tests.requests.snapshots import untouched

TODAY = NOW.date()
THIRD = PartyFacts("third_party", "司马问天", contact="13900000001")
FIRM = PartyFacts("third_party", "海岳远帆机械有限公司", is_organisation=True)
MAKER = PartyFacts("co_maker", "海岳市文川区财政局")
OTHER = PartyFacts("other_organ", "海岳市文川区自然资源局")


def _consult(office, case, facts=THIRD, **more):
    told = {"actor": office.reviewer, "case_id": case.pk, "facts": facts, "content": "拨付明细", "now": NOW}
    return consult(**told | more)


def _sent(office, facts=THIRD):
    case = make_case(office)
    consultation = _consult(office, case, facts)
    served(office, consultation.letter)
    return Case.objects.get(pk=case.pk), Consultation.objects.get(pk=consultation.pk)


def _told(office, consultation, actor=None, **more):
    return {
        "actor": actor or office.reviewer, "case_id": consultation.case_id,
        "consultation_id": consultation.pk, "now": NOW,
    } | more  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "kind", "masked"),
    [
        (THIRD, "third_party_consultation", "司***"),
        (FIRM, "third_party_consultation", FIRM.name),
        (MAKER, "co_maker_consultation", MAKER.name),
        (OTHER, "other_organ_consultation", OTHER.name),
    ],
)
def test_each_is_asked_by_its_own_letter_and_learns_nothing_of_the_applicant(office, facts, kind, masked):
    case = make_case(office)
    consultation = _consult(office, case, facts, proposal="拟予公开")
    text = str(fields_of(consultation.letter))
    assert (consultation.letter.kind, consultation.masked) == (kind, masked)
    assert party_of(consultation) == facts
    assert facts.name in text
    assert "拨付明细" in text
    assert "拟予公开" in text
    for secret in (PERSON.name, PERSON.address, ASKED.description):
        assert secret not in text
    for column in (consultation.sealed_party, consultation.sealed_content):
        assert facts.name not in column
        assert "拨付明细" not in column
    assert reading_of(case, as_of=TODAY).state == "open"


def test_the_count_stands_still_from_sending_to_answer(office):
    case, consultation = _sent(office)
    assert (case.clock_state, consultation.sent_on) == ("suspended", TODAY)
    now = NOW + timedelta(days=7)
    note_received(**_told(office, consultation, on=TODAY + timedelta(days=1), now=now))
    note_answer(
        **_told(office, consultation, on=now.date(), answer="objects", reasons=" 涉及个人隐私 ",
                reasonable=True, now=now)
    )  # fmt: skip
    case.refresh_from_db()
    consultation.refresh_from_db()
    assert (consultation.received_on, consultation.answered_on) == (date(2026, 3, 3), date(2026, 3, 9))
    assert (consultation.answer, consultation.reasonable) == ("objects", True)
    assert "隐私" not in consultation.sealed_reasons
    reading = reading_of(case, as_of=now.date())
    assert (reading.state, reading.impossible) == ("open", ())
    assert case.due == date(2026, 4, 7)


# Who may ask, when, and what must be said


@pytest.mark.parametrize(
    ("facts", "content", "fields"),
    [
        (PartyFacts("neighbour", "王二"), "明细", {"party"}),
        (PartyFacts("third_party", " "), "明细", {"name"}),
        (PartyFacts("co_maker", "财政局"), "", {"content"}),
        (PartyFacts("co_maker", ""), " ", {"name", "content"}),
    ],
)
def test_it_is_said_whom_and_about_what(office, facts, content, fields):
    case = make_case(office)
    with untouched(InputRefused) as refused:
        _consult(office, case, facts, content=content)
    assert set(refused.value.fields) == fields


def test_only_the_office_asks_and_notes_what_came_of_it(office):
    case, consultation = _sent(office)
    other = make_bureau(office.authority)
    assign(actor=office.reviewer, case_id=case.pk, department_id=office.business.pk, task="查", now=NOW)
    for actor, error in (
        (office.office_head, ActRefused), (office.signer, ActRefused), (office.drafter, ActRefused),
        (office.outsider, NotVisible), (other.reviewer, NotVisible),
    ):  # fmt: skip
        with untouched(error):
            _consult(office, case, actor=actor)
        with untouched(error):
            note_received(**_told(office, consultation, actor, on=TODAY))
        with untouched(error):
            note_answer(**_told(office, consultation, actor, on=TODAY, answer="agrees"))
        with untouched(error):
            note_silence(**_told(office, consultation, actor))
        with untouched(error):
            override_objection(**_told(office, consultation, actor, reason="公共利益"))


def test_nobody_is_asked_before_the_registration_while_waiting_or_after_the_end(office):
    waiting = make_case(office)
    served(office, request_correction(actor=office.reviewer, case_id=waiting.pk, points=["年度"], now=NOW))
    for case in (make_filed(office).case, waiting, make_answered(office)):
        with untouched(ActRefused, "办理中才能征求意见"):
            _consult(office, case)


# What is noted of an answer


def test_nothing_is_noted_before_the_letter_was_sent(office):
    consultation = _consult(office, make_case(office))
    for act, more in (
        (note_received, {"on": TODAY}), (note_answer, {"on": TODAY, "answer": "agrees"}), (note_silence, {}),
    ):  # fmt: skip
        with untouched(ActRefused, "还没有送达"):
            act(**_told(office, consultation, **more))


def test_nothing_comes_tomorrow_or_before_it_was_sent(office):
    _, consultation = _sent(office)
    for day in (TODAY + timedelta(days=1), TODAY - timedelta(days=1)):
        with untouched(InputRefused) as received:
            note_received(**_told(office, consultation, on=day))
        with untouched(InputRefused) as answered:
            note_answer(**_told(office, consultation, on=day, answer="agrees"))
        assert set(received.value.fields) == set(answered.value.fields) == {"on"}


@pytest.mark.parametrize("answer", ["", "silent", "perhaps"])
def test_an_answer_is_one_of_those_there_are(office, answer):
    _, consultation = _sent(office)
    with untouched(InputRefused) as refused:
        note_answer(**_told(office, consultation, on=TODAY, answer=answer))
    assert set(refused.value.fields) == {"answer"}


def test_what_was_noted_is_not_noted_twice(office):
    _, consultation = _sent(office)
    note_received(**_told(office, consultation, on=TODAY))
    with untouched(ActRefused, "更正这项事实"):
        note_received(**_told(office, consultation, on=TODAY))
    note_answer(**_told(office, consultation, on=TODAY, answer="agrees"))
    with untouched(ActRefused, "更正这项事实"):
        note_answer(**_told(office, consultation, on=TODAY, answer="objects"))
    with untouched(ActRefused, "已经答复"):
        note_silence(**_told(office, consultation))


def test_an_answer_is_not_dated_before_the_letter_was_received(office):
    _, consultation = _sent(office)
    now = NOW + timedelta(days=7)
    note_received(**_told(office, consultation, on=date(2026, 3, 6), now=now))
    with untouched(InputRefused) as refused:
        note_answer(**_told(office, consultation, on=date(2026, 3, 5), answer="agrees", now=now))
    assert set(refused.value.fields) == {"on"}


def test_nor_is_the_receipt_dated_after_the_answer(office):
    _, consultation = _sent(office)
    now = NOW + timedelta(days=7)
    note_answer(**_told(office, consultation, on=date(2026, 3, 5), answer="agrees", now=now))
    with untouched(InputRefused) as refused:
        note_received(**_told(office, consultation, on=date(2026, 3, 6), now=now))
    assert set(refused.value.fields) == {"on"}
    note_received(**_told(office, consultation, on=date(2026, 3, 4), now=now))


def test_another_cases_consultation_or_one_given_up_is_not_there(office):
    case = make_case(office)
    _, elsewhere = _sent(office)
    with untouched(NotVisible):
        note_received(**_told(office, elsewhere, on=TODAY) | {"case_id": case.pk})
    given_up = _consult(office, case)
    void_letter(actor=office.reviewer, letter_id=given_up.letter_id, reason="不必征求", now=NOW)
    with untouched(NotVisible):
        note_silence(**_told(office, given_up))


def test_silence_is_noted_once_the_days_are_over_and_an_answer_still_counts(office):
    case, consultation = _sent(office)
    with untouched(ActRefused, "没有届满"):
        note_silence(**_told(office, consultation))
    later = NOW + timedelta(days=30)
    note_silence(**_told(office, consultation, now=later))
    consultation.refresh_from_db()
    assert (consultation.answer, consultation.answered_on) == ("silent", None)
    assert not case.events.filter(type="consultation_answered").exists()
    with untouched(ActRefused, "已经登记过逾期未答复"):
        note_silence(**_told(office, consultation, now=later))
    note_answer(**_told(office, consultation, on=later.date(), answer="objects", now=later))
    consultation.refresh_from_db()
    assert consultation.answer == "objects"


# Opened for the public interest


def test_an_objection_is_overruled_with_the_reason_in_a_letter_of_its_own(office):
    _, consultation = _sent(office)
    note_answer(**_told(office, consultation, on=TODAY, answer="objects", reasonable=True))
    reason = "不公开将对公共安全造成重大影响"
    letter = override_objection(**_told(office, consultation, reason=reason))
    consultation.refresh_from_db()
    fields = fields_of(letter)
    assert (letter.kind, consultation.override_letter) == ("third_party_disclosure_notice", letter)
    assert consultation.override_reason == reason
    assert (fields["third_party_name"], fields["reasons"]) == (THIRD.name, reason)
    assert fields["remedy_paragraphs"]
    assert PERSON.name not in str(fields)


def test_an_objection_is_overruled_by_one_letter_at_a_time(office):
    _, consultation = _sent(office)
    note_answer(**_told(office, consultation, on=TODAY, answer="objects", reasonable=True))
    letter = override_objection(**_told(office, consultation, reason="公共利益"))
    with untouched(ActRefused, "已经拟了"):
        override_objection(**_told(office, consultation, reason="公共利益"))
    void_letter(actor=office.reviewer, letter_id=letter.pk, reason="重写", now=NOW)
    consultation.refresh_from_db()
    assert (consultation.override_letter, consultation.override_reason) == (None, "")
    assert untold_third_parties(consultation.case) == []
    assert override_objection(**_told(office, consultation, reason="公共利益")).pk != letter.pk


def test_only_a_third_partys_objection_or_silence_is_overruled_and_never_without_reason(office):
    _, agreed = _sent(office)
    with untouched(ActRefused, "只有第三方"):
        override_objection(**_told(office, agreed, reason="公共利益"))
    note_answer(**_told(office, agreed, on=TODAY, answer="agrees"))
    _, maker = _sent(office, MAKER)
    note_answer(**_told(office, maker, on=TODAY, answer="objects"))
    for consultation in (agreed, maker):
        with untouched(ActRefused, "只有第三方"):
            override_objection(**_told(office, consultation, reason="公共利益"))
    with untouched(InputRefused) as refused:
        override_objection(**_told(office, agreed, reason=" "))
    assert set(refused.value.fields) == {"reason"}
