"""From the request to the archive, by the acts alone."""

from datetime import date, timedelta

import pytest

from gongkai.kernel.errors import ActRefused, InputRefused, SamePersonMayNotApprove
from gongkai.kernel.models import AuditEntry, IssuedNumber, OutboxJob
from gongkai.requests.acts.archiving import archive
from gongkai.requests.acts.confirm import confirm
from gongkai.requests.acts.deciding import decide, parts_of, record_withdrawal
from gongkai.requests.acts.letters import check_letter, submit_letter
from gongkai.requests.clockwork import reading_of
from gongkai.requests.letter_content import fields_of
from gongkai.requests.models import Case, CaseStage, LetterState
from tests.factories import NOW
from tests.request_factories import (
    make_answered,
    make_case,
    make_filed,
    open_part,
    plain_bytes,
    refused_part,
    served,
    signed,
)


def test_a_request_from_the_form_waits_for_confirmation(office):
    filed = make_filed(office)
    case = filed.case
    assert filed.fresh
    assert case.stage == CaseStage.FILED
    assert case.day0 is None
    assert case.due is None
    assert case.number.startswith(office.organ.code.upper())
    assert IssuedNumber.objects.filter(series="request", number=case.number).exists()


def test_the_same_token_gives_the_same_case(office):
    first, second = make_filed(office, token="once"), make_filed(office, token="once")
    assert second.case == first.case
    assert second.code == first.code
    assert not second.fresh
    assert Case.objects.count() == 1


def test_the_clock_runs_from_the_day_of_confirmation(office):
    filed = make_filed(office)
    case = confirm(actor=office.reviewer, case_id=filed.case.pk, confirmed=date(2026, 3, 3),
                   now=NOW + timedelta(days=1))  # fmt: skip
    assert case.day0 == date(2026, 3, 3)
    assert case.due == date(2026, 3, 31)
    assert case.stage == CaseStage.HANDLING


def test_nothing_of_the_applicant_lies_in_the_clear(office):
    case = make_filed(office).case
    row = Case.objects.filter(pk=case.pk).values().get()
    text = " ".join(str(value) for value in row.values())
    for secret in ("欧阳闻笛", "11010519491231002X", "13800000000", "wendi@example.com", "新安路"):
        assert secret not in text
    for entry in AuditEntry.objects.all():
        assert "欧阳" not in str(entry.detail)
    assert "欧阳" not in str(list(OutboxJob.objects.values_list("payload", flat=True)))


def test_an_incomplete_request_names_each_field_and_leaves_nothing(office):
    from dataclasses import replace

    from tests.request_factories import PERSON, submission

    bad = submission(applicant=replace(PERSON, name="", id_number="110105194912310021"), form="")
    from gongkai.requests.acts.intake import file_online

    with pytest.raises(InputRefused) as refused:
        file_online(organ=office.organ, token="x", submission=bad, now=NOW)
    assert {"name", "id_number", "form"} <= set(refused.value.fields)
    assert not Case.objects.exists()


def test_an_open_reply_ends_the_case_with_one_row(office):
    case = make_answered(office, [open_part()])
    assert case.stage == CaseStage.ANSWERED
    assert case.report_row == "r.open"
    assert case.ended_on == NOW.date()
    assert case.clock_state == "replied"


def test_several_parts_make_a_partial_reply_counted_once(office):
    case = make_case(office)
    decision = decide(actor=office.reviewer, case_id=case.pk, parts=[open_part(), refused_part()], now=NOW)
    assert decision.report_row == "r.partial"
    assert [part.outcome for part in parts_of(decision)] == ["open_given", "refused"]
    paragraphs = fields_of(decision.letter)["remedy_paragraphs"]
    assert any("先" in text and "行政复议" in text for text in paragraphs)


def test_who_drafted_may_not_check(office):
    case = make_case(office)
    decision = decide(actor=office.reviewer, case_id=case.pk, parts=[open_part()], now=NOW)
    submit_letter(actor=office.reviewer, letter_id=decision.letter.pk, now=NOW)
    with pytest.raises(SamePersonMayNotApprove):
        check_letter(actor=office.reviewer, letter_id=decision.letter.pk, now=NOW)


def test_a_signed_letter_has_its_number_and_its_words(office):
    case = make_case(office)
    decision = decide(actor=office.reviewer, case_id=case.pk, parts=[refused_part()], now=NOW)
    letter = signed(office, decision.letter)
    assert letter.number == "文工信公复〔2026〕1号"
    assert letter.state == LetterState.SIGNED
    from gongkai.documents.letters import plain_text

    text = plain_text(plain_bytes(letter.document))
    assert "欧阳闻笛" in text
    assert "文工信公复〔2026〕1号" in text
    assert "海岳市文川区人民政府" in text


def test_a_letter_is_not_served_before_it_is_sealed(office):
    case = make_case(office)
    decision = decide(actor=office.reviewer, case_id=case.pk, parts=[open_part()], now=NOW)
    letter = signed(office, decision.letter)
    from gongkai.requests.acts.serving import ServiceFacts, serve_letter

    with pytest.raises(ActRefused):
        serve_letter(
            actor=office.reviewer, letter_id=letter.pk, facts=ServiceFacts("counter", NOW.date()), now=NOW
        )


def test_an_answered_case_is_filed_in_the_archive(office):
    case = make_answered(office)
    entry = archive(actor=office.reviewer, case_id=case.pk, now=NOW)
    assert entry.item_number == 1
    assert entry.retain_until == date(2036, 12, 31)
    assert Case.objects.get(pk=case.pk).stage == CaseStage.ARCHIVED


def test_a_correction_notice_restarts_the_period(office):
    from gongkai.requests.acts.periods import receive_correction, request_correction

    case = make_case(office)
    letter = request_correction(actor=office.reviewer, case_id=case.pk, points=["请写明年度"], now=NOW)
    served(office, letter)
    case = Case.objects.get(pk=case.pk)
    assert case.stage == CaseStage.CORRECTING
    assert case.due is None
    again = NOW + timedelta(days=7)
    case = receive_correction(actor=office.reviewer, case_id=case.pk, on=again.date(), now=again)
    assert case.stage == CaseStage.HANDLING
    assert case.due == date(2026, 4, 7)


def test_a_withdrawal_is_one_fact_on_its_own_day(office):
    case = make_case(office)
    decision = record_withdrawal(actor=office.reviewer, case_id=case.pk, on=NOW.date(), now=NOW)
    served(office, decision.letter, now=NOW + timedelta(days=1))
    case = Case.objects.get(pk=case.pk)
    reading = reading_of(case, as_of=NOW.date() + timedelta(days=1))
    assert (case.stage, case.report_row) == (CaseStage.ANSWERED, "r.other.3")
    assert [event.on for event in case.events.filter(type="withdrawn")] == [NOW.date()]
    assert (reading.state, reading.impossible) == ("withdrawn", ())
