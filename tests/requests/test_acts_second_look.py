"""What an applicant's lawyer, a third party's or an auditor would find: each was once possible."""

import io
from datetime import timedelta

import pytest
from reportlab.pdfgen import canvas

from gongkai.documents.redaction import Box
from gongkai.kernel.errors import ActRefused, SamePersonMayNotApprove
from gongkai.kernel.models import AuditEntry
from gongkai.requests.acts.amend import amend
from gongkai.requests.acts.confirm import correct_event, void_event
from gongkai.requests.acts.consulting import PartyFacts, consult, note_silence
from gongkai.requests.acts.deciding import decide, record_withdrawal
from gongkai.requests.acts.giving import add_given_file, look_at_given_file, redact_given_file
from gongkai.requests.acts.linking import merge, redo
from gongkai.requests.acts.periods import extend, request_correction
from gongkai.requests.acts.serving import ServiceFacts, prove_service, serve_letter
from gongkai.requests.models import Case, CaseStage, LetterState, Service
from gongkai.requests.personal import Asked
from tests.factories import NOW
from tests.request_factories import PERSON, make_answered, make_case, open_part, sealed, served, signed

TOLD = f"{PERSON.name}来电{PERSON.phone}说明"


def _pdf() -> bytes:
    out = io.BytesIO()
    drawn = canvas.Canvas(out)
    drawn.drawString(72, 742, "List of grants 2025")
    drawn.save()
    return out.getvalue()


def _consulted(office):
    case = make_case(office)
    facts = PartyFacts("third_party", "海岳昌达工贸有限公司", is_organisation=True)
    asked = consult(actor=office.reviewer, case_id=case.pk, facts=facts, content="资金申报材料", now=NOW)
    return case, asked


def test_silence_is_not_noted_while_the_other_side_may_still_answer(office):
    case, asked = _consulted(office)
    with pytest.raises(ActRefused, match="还没有送达"):
        note_silence(actor=office.reviewer, case_id=case.pk, consultation_id=asked.pk, now=NOW)
    served(office, asked.letter)
    soon = NOW + timedelta(days=1)
    with pytest.raises(ActRefused, match="期限还没有届满"):
        note_silence(actor=office.reviewer, case_id=case.pk, consultation_id=asked.pk, now=soon)
    asked.refresh_from_db()
    assert asked.answer == ""

    over = NOW + timedelta(days=30)
    note_silence(actor=office.reviewer, case_id=case.pk, consultation_id=asked.pk, now=over)
    asked.refresh_from_db()
    assert asked.answer == "silent"


def test_a_case_that_carries_others_is_not_merged_itself(office):
    first, second, third = make_case(office), make_case(office), make_case(office)
    merge(actor=office.reviewer, case_id=third.pk, into_id=first.pk, now=NOW)
    with pytest.raises(ActRefused, match="已有别的案件并入"):
        merge(actor=office.reviewer, case_id=first.pk, into_id=second.pk, now=NOW)
    make_answered(office, case=Case.objects.get(pk=first.pk))
    assert Case.objects.get(pk=third.pk).ended_on == NOW.date()


@pytest.mark.parametrize("kind", ["correction", "extension"])
def test_nothing_reopens_a_case_that_has_been_answered(office, kind):
    case = make_case(office)
    if kind == "correction":
        letter = request_correction(actor=office.reviewer, case_id=case.pk, points=["年度"], now=NOW)
    else:
        letter = extend(actor=office.reviewer, case_id=case.pk, working_days=20, reasons="内容较多", now=NOW)
    sealed(office, signed(office, letter))
    make_answered(office, case=Case.objects.get(pk=case.pk))
    later = NOW + timedelta(days=1)
    with pytest.raises(ActRefused, match="已经办结"):
        serve_letter(
            actor=office.reviewer, letter_id=letter.pk, facts=ServiceFacts("counter", later.date()), now=later
        )
    case = Case.objects.get(pk=case.pk)
    letter.refresh_from_db()
    assert (case.stage, letter.state, letter.served_on) == (CaseStage.ANSWERED, LetterState.SEALED, None)
    assert not case.events.filter(letter=letter).exists() and not Service.objects.filter(letter=letter)


def test_why_a_letter_came_back_stays_when_more_is_proved(office):
    case = make_case(office)
    decision = decide(actor=office.reviewer, case_id=case.pk, parts=[open_part()], now=NOW)
    served(office, decision.letter, channel="post")
    (service,) = Service.objects.filter(letter=decision.letter)
    day = NOW.date()
    prove_service(
        actor=office.reviewer, service_id=service.pk, returned_on=day, returned_reason="查无此人", now=NOW
    )
    prove_service(actor=office.reviewer, service_id=service.pk, received_on=day, now=NOW)
    service.refresh_from_db()
    assert (service.returned_on, service.returned_reason) == (day, "查无此人")


def test_a_withdrawal_that_was_none_takes_its_confirmation_with_it(office):
    case = make_case(office)
    decision = record_withdrawal(actor=office.reviewer, case_id=case.pk, on=NOW.date(), now=NOW)
    letter = signed(office, decision.letter)
    (event,) = case.events.filter(type="withdrawn")
    void_event(actor=office.reviewer, case_id=case.pk, event_id=event.pk, reason="撤回的是另一件", now=NOW)
    letter.refresh_from_db()
    decision.refresh_from_db()
    assert letter.state == LetterState.VOID and decision.superseded_at == NOW
    assert Case.objects.get(pk=case.pk).stage == CaseStage.HANDLING


def test_a_withdrawal_that_ended_the_case_is_not_voided(office):
    case = make_case(office)
    decision = record_withdrawal(actor=office.reviewer, case_id=case.pk, on=NOW.date(), now=NOW)
    served(office, decision.letter)
    (event,) = case.events.filter(type="withdrawn")
    with pytest.raises(ActRefused, match="已经办结"):
        void_event(actor=office.reviewer, case_id=case.pk, event_id=event.pk, reason="弄错了", now=NOW)
    assert Case.objects.get(pk=case.pk).clock_state == "withdrawn"


def test_who_redacted_a_file_does_not_look_at_it(office):
    case = make_case(office)
    given = add_given_file(
        actor=office.reviewer, case_id=case.pk, name="名册.pdf", stream=io.BytesIO(_pdf()), now=NOW
    )
    boxes = [Box(1, 50, 50, 300, 120, "个人信息")]
    redact_given_file(actor=office.reviewer2, case_id=case.pk, given_id=given.pk, boxes=boxes, now=NOW)
    for person in (office.reviewer, office.reviewer2):
        with pytest.raises(SamePersonMayNotApprove):
            look_at_given_file(actor=person, case_id=case.pk, given_id=given.pk, now=NOW)
    look_at_given_file(actor=office.signer, case_id=case.pk, given_id=given.pk, now=NOW)
    given.refresh_from_db()
    assert given.looked_by == office.signer


def test_what_the_office_writes_of_the_person_is_not_kept_in_clear(office):
    asked = Asked(f"关于{PERSON.name}（电话{PERSON.phone}）所诉噪声的检测报告")
    case = make_case(office, asked=asked)
    amend(actor=office.reviewer, case_id=case.pk, changes={"postcode": "264401"}, reason=TOLD, now=NOW)
    make_answered(office, case=Case.objects.get(pk=case.pk))
    again = redo(actor=office.reviewer, case_id=case.pk, until=None, reason=TOLD, now=NOW)
    written = [str(entry.detail) for entry in AuditEntry.objects.all()] + [case.subject, again.subject]
    for secret in (PERSON.name, PERSON.phone):
        assert not [text for text in written if secret in text]
    assert any("来电" in text for text in written)


def test_a_receipt_put_right_moves_the_day_the_clock_begins(office):
    case = make_case(office)
    before = Case.objects.get(pk=case.pk).due
    (event,) = case.events.filter(type="received")
    day = NOW.date() - timedelta(days=4)
    told = f"{TOLD}，回执上是前一天"
    correct_event(actor=office.reviewer, case_id=case.pk, event_id=event.pk, on=day, reason=told, now=NOW)
    after = Case.objects.get(pk=case.pk)
    (change,) = after.due_changes.all()
    assert after.day0 == day and after.due < before
    assert (change.old_due, change.new_due) == (before, after.due)
    assert "回执上是前一天" in change.reason
    assert PERSON.name not in change.reason and PERSON.phone not in change.reason
    assert not after.events.filter(reason__contains=PERSON.phone).exists()
