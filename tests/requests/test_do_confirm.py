"""Confirming receipt, and putting facts right: each refusal, and what a correction carries along."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import AuditEntry
from gongkai.requests.acts.archiving import archive
from gongkai.requests.acts.confirm import confirm, correct_event, void_event
from gongkai.requests.acts.consulting import PartyFacts, consult, note_answer, note_received
from gongkai.requests.acts.departments import assign
from gongkai.requests.acts.fees import notice_fee, record_payment
from gongkai.requests.acts.linking import merge
from gongkai.requests.acts.periods import receive_correction, request_correction
from gongkai.requests.clockwork import reading_of, standing_events
from gongkai.requests.models import Case, CaseEvent, CaseStage
from tests.factories import NOW, make_bureau
from tests.request_factories import make_answered, make_case, make_filed, served
from tests.requests.snapshots import untouched

TODAY = NOW.date()
WHY = "登记时看错了日期"


def _fact(case: Case, type_: str) -> CaseEvent:
    return next(row for row in standing_events(case) if row.type == type_)


def _correct(office, case, type_, on, *, actor=None, reason=WHY, now=NOW, **changes):
    return correct_event(
        actor=actor or office.reviewer, case_id=case.pk, event_id=_fact(case, type_).pk, on=on,
        changes=changes, reason=reason, now=now,
    )  # fmt: skip


def _void(office, case, type_, *, actor=None, reason=WHY, now=NOW):
    return void_event(
        actor=actor or office.reviewer,
        case_id=case.pk,
        event_id=_fact(case, type_).pk,
        reason=reason,
        now=now,
    )


# Confirming


def test_confirming_keeps_the_submission_and_adds_day_way_and_handler(office):
    case = make_filed(office).case
    now = NOW + timedelta(days=1)
    case = confirm(actor=office.reviewer, case_id=case.pk, confirmed=now.date(), how="电话" * 150, now=now)

    received = _fact(case, "received")
    assert received.replaces is not None
    assert (received.on, received.data["submitted"], received.data["confirmed"]) == (
        TODAY, "2026-03-02", "2026-03-03",
    )  # fmt: skip
    assert len(received.data["how"]) == 200
    assert (case.stage, case.handler, case.day0, case.due) == (
        "handling", office.reviewer, now.date(), date(2026, 3, 31),
    )  # fmt: skip


@pytest.mark.parametrize("role", ["drafter", "admin", "auditor", "supervisor"])
def test_who_does_not_see_the_case_does_not_confirm_it(office, role):
    case = make_filed(office).case
    with untouched(NotVisible):
        confirm(actor=office.people[role], case_id=case.pk, confirmed=TODAY, now=NOW)


@pytest.mark.parametrize("role", ["office_head", "signer"])
def test_who_sees_it_without_handling_it_does_not_confirm_it(office, role):
    case = make_filed(office).case
    with untouched(ActRefused):
        confirm(actor=office.people[role], case_id=case.pk, confirmed=TODAY, now=NOW)


def test_another_organ_finds_no_such_case(office):
    case, other = make_filed(office).case, make_bureau(office.authority)
    with untouched(NotVisible):
        confirm(actor=other.reviewer, case_id=case.pk, confirmed=TODAY, now=NOW)
    with untouched(NotVisible):
        _correct(office, case, "received", TODAY, actor=other.reviewer)
    with untouched(NotVisible):
        _void(office, case, "received", actor=other.reviewer)
    with untouched(NotVisible):
        confirm(actor=office.reviewer, case_id=case.pk + 1000, confirmed=TODAY, now=NOW)


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), TODAY - timedelta(days=1)])
def test_confirmed_neither_tomorrow_nor_before_it_came(office, day):
    case = make_filed(office).case
    with untouched(InputRefused) as refused:
        confirm(actor=office.reviewer, case_id=case.pk, confirmed=day, now=NOW)
    assert set(refused.value.fields) == {"confirmed"}


def test_what_is_confirmed_is_not_confirmed_again(office):
    case = make_case(office)
    with untouched(ActRefused, "已经登记确认"):
        confirm(actor=office.reviewer, case_id=case.pk, confirmed=TODAY, now=NOW)


# Refusals of a correction


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_no_fact_is_put_right_without_a_reason(office, reason):
    case = make_case(office)
    for act in (_void, lambda *told, **more: _correct(*told, TODAY, **more)):
        with untouched(InputRefused) as refused:
            act(office, case, "received", reason=reason)
        assert set(refused.value.fields) == {"reason"}


def test_no_fact_is_moved_to_a_day_to_come(office):
    case = make_case(office)
    with untouched(InputRefused) as refused:
        _correct(office, case, "received", TODAY + timedelta(days=1))
    assert set(refused.value.fields) == {"on"}


@pytest.mark.parametrize("role", ["signer", "drafter"])
def test_only_the_office_puts_facts_right(office, role):
    case = make_case(office)
    assign(actor=office.reviewer, case_id=case.pk, department_id=office.business.pk, task="查", now=NOW)
    for act in (_void, lambda *told, **more: _correct(*told, TODAY, **more)):
        with untouched(ActRefused):
            act(office, case, "received", actor=office.people[role])


def test_a_fact_of_another_case_or_one_already_replaced_is_not_there(office):
    case, other = make_case(office, submitted=date(2026, 2, 27)), make_case(office)
    first = _fact(case, "received")
    _correct(office, case, "received", TODAY, submitted=TODAY.isoformat())
    for event_id in (first.pk, _fact(other, "received").pk):
        with untouched(NotVisible):
            correct_event(actor=office.reviewer, case_id=case.pk, event_id=event_id, on=TODAY, reason=WHY,
                          now=NOW)  # fmt: skip


def test_nothing_is_put_right_in_the_archive(office):
    case = make_answered(office)
    archive(actor=office.reviewer, case_id=case.pk, now=NOW)
    with untouched(ActRefused, "归档"):
        _correct(office, case, "replied", TODAY)
    with untouched(ActRefused, "归档"):
        _void(office, case, "received")


def test_receipt_reply_and_served_letters_are_corrected_never_voided(office):
    case = make_answered(office)
    for type_ in ("received", "replied"):
        with untouched(InputRefused, "更正它的日期"):
            _void(office, case, type_)
    case = make_case(office)
    served(office, request_correction(actor=office.reviewer, case_id=case.pk, points=["年度"], now=NOW))
    with untouched(InputRefused, "更正送达日期"):
        _void(office, case, "correction_requested")


@pytest.mark.parametrize("changes", [{"confirmed": "soon"}, {"confirmed": 5}, {"channel": "pigeon"}])
def test_details_the_clock_cannot_read_are_refused_in_words(office, changes):
    case = make_case(office)
    with untouched(InputRefused):
        _correct(office, case, "received", TODAY, **changes)


def test_a_confirmation_is_put_right_within_its_bounds(office):
    case = make_filed(office, now=NOW - timedelta(days=4)).case
    with untouched(InputRefused, "登记确认") as refused:
        _correct(office, case, "received", case.submitted_at.date(), confirmed=TODAY.isoformat())
    assert set(refused.value.fields) == {"confirmed"}

    confirm(actor=office.reviewer, case_id=case.pk, confirmed=TODAY, now=NOW)
    submitted = date(2026, 2, 26)
    for day in (TODAY + timedelta(days=1), submitted - timedelta(days=1)):
        with untouched(InputRefused) as refused:
            _correct(office, case, "received", submitted, confirmed=day.isoformat())
        assert set(refused.value.fields) == {"confirmed"}
    with untouched(InputRefused) as refused:
        _correct(office, case, "received", submitted, confirmed=None)
    assert set(refused.value.fields) == {"confirmed"}
    _correct(office, case, "received", submitted, confirmed="2026-02-27")
    case.refresh_from_db()
    assert (case.day0, case.due) == (date(2026, 2, 27), date(2026, 3, 26))


# What a correction carries along


def test_a_corrected_receipt_moves_the_date_and_keeps_the_old_one_with_the_reason(office):
    case = make_case(office)
    _correct(office, case, "received", date(2026, 2, 27), actor=office.office_head)
    case.refresh_from_db()

    assert (case.day0, case.due) == (date(2026, 2, 27), date(2026, 3, 26))
    change = case.due_changes.get()
    assert (change.old_due, change.new_due, change.reason) == (date(2026, 3, 30), case.due, WHY)
    assert [row.on for row in case.events.order_by("pk")] == [TODAY, date(2026, 2, 27)]
    detail = AuditEntry.objects.get(act="requests.case.event_corrected").detail
    assert (detail["from"], detail["to"]) == ("2026-03-02", "2026-02-27")


def test_a_corrected_service_moves_the_letter_its_service_and_the_count(office):
    now = NOW + timedelta(days=8)
    case = make_case(office)
    letter = request_correction(
        actor=office.reviewer, case_id=case.pk, points=["年度"], respond_by=date(2026, 3, 20), now=NOW
    )
    served(office, letter)
    _correct(office, case, "correction_requested", date(2026, 3, 4), now=now)
    letter.refresh_from_db()
    case.refresh_from_db()

    assert letter.served_on == date(2026, 3, 4)
    assert letter.services.get().on == date(2026, 3, 4)
    assert (case.stage, case.wait_until) == (CaseStage.CORRECTING, date(2026, 3, 20))
    assert reading_of(case, as_of=now.date()).impossible == ()


def test_corrected_days_of_a_consultation_are_its_days_too(office):
    now = NOW + timedelta(days=9)
    case, consultation = _consulted(office, now)
    for type_, name, on in (
        ("consultation_sent", "sent_on", date(2026, 3, 3)),
        ("consultation_received", "received_on", date(2026, 3, 5)),
        ("consultation_answered", "answered_on", date(2026, 3, 10)),
    ):
        _correct(office, case, type_, on, now=now)
        consultation.refresh_from_db()
        assert getattr(consultation, name) == on
    assert reading_of(case, as_of=now.date()).impossible == ()
    assert case.due_changes.filter(reason=WHY).exists()


def _consulted(office, now):
    case = make_case(office)
    facts = PartyFacts("third_party", "海岳远帆机械有限公司", is_organisation=True)
    asked = consult(actor=office.reviewer, case_id=case.pk, facts=facts, content="拨付明细", now=NOW)
    served(office, asked.letter)
    told = {"actor": office.reviewer, "case_id": case.pk, "consultation_id": asked.pk, "now": now}
    note_received(on=date(2026, 3, 4), **told)
    note_answer(on=date(2026, 3, 9), answer="objects", reasons="涉及商业秘密", reasonable=True, **told)
    asked.refresh_from_db()
    return case, asked


def test_an_answer_that_did_not_come_leaves_nothing_of_itself(office):
    now = NOW + timedelta(days=9)
    case, consultation = _consulted(office, now)
    _void(office, case, "consultation_answered", now=now)
    consultation.refresh_from_db()
    assert (consultation.answered_on, consultation.answer, consultation.reasonable) == (None, "", None)
    assert consultation.sealed_reasons == ""
    assert consultation.received_on == date(2026, 3, 4)
    assert reading_of(case, as_of=now.date()).state == "suspended"

    told = {"actor": office.reviewer, "case_id": case.pk, "consultation_id": consultation.pk, "now": now}
    note_answer(on=date(2026, 3, 10), answer="agrees", **told)
    consultation.refresh_from_db()
    assert (consultation.answered_on, consultation.answer) == (date(2026, 3, 10), "agrees")


def test_a_letter_not_received_that_day_is_received_another(office):
    now = NOW + timedelta(days=9)
    case, consultation = _consulted(office, now)
    _void(office, case, "consultation_received", now=now)
    consultation.refresh_from_db()
    assert consultation.received_on is None
    told = {"actor": office.reviewer, "case_id": case.pk, "consultation_id": consultation.pk, "now": now}
    note_received(on=date(2026, 3, 5), **told)
    assert _fact(case, "consultation_received").on == date(2026, 3, 5)


def _fee_noticed(office):
    case = make_case(office)
    fee = notice_fee(actor=office.reviewer, case_id=case.pk, standard="pages", quantity=100, now=NOW)
    served(office, fee.letter)
    fee.refresh_from_db()
    return case, fee


def test_a_corrected_service_of_the_fee_notice_moves_the_last_day_to_pay(office):
    case, fee = _fee_noticed(office)
    before = fee.pay_by
    now = NOW + timedelta(days=2)
    _correct(office, case, "fee_noticed", TODAY + timedelta(days=1), now=now)
    fee.refresh_from_db()
    case.refresh_from_db()
    assert (fee.letter.served_on, fee.pay_by) == (date(2026, 3, 3), before + timedelta(days=1))
    assert fee.pay_by == case.wait_until


def test_a_corrected_payment_is_the_notices_too_and_one_that_was_none_waits_again(office):
    now = NOW + timedelta(days=3)
    case, fee = _fee_noticed(office)
    record_payment(actor=office.reviewer, case_id=case.pk, on=now.date(), receipt_number="3701-9", now=now)
    _correct(office, case, "fee_paid", date(2026, 3, 3), now=now)
    fee.refresh_from_db()
    case.refresh_from_db()
    assert (fee.paid_on, case.stage, case.due) == (date(2026, 3, 3), CaseStage.HANDLING, date(2026, 3, 31))
    assert case.due_changes.get(reason=WHY).old_due == date(2026, 4, 2)

    _void(office, case, "fee_paid", now=now)
    fee.refresh_from_db()
    case.refresh_from_db()
    assert (fee.paid_on, fee.receipt_number) == (None, "")
    assert (case.stage, case.clock_state, case.due) == (CaseStage.PAYING, "awaiting_fee", None)
    assert case.wait_until == fee.pay_by


def test_a_correction_that_did_not_come_is_waited_for_again(office):
    now = NOW + timedelta(days=3)
    case = make_case(office)
    served(office, request_correction(actor=office.reviewer, case_id=case.pk, points=["年度"], now=NOW))
    receive_correction(actor=office.reviewer, case_id=case.pk, on=now.date(), now=now)
    _void(office, case, "correction_received", now=now)
    case.refresh_from_db()
    assert (case.stage, case.clock_state, case.due) == (CaseStage.CORRECTING, "awaiting_correction", None)
    assert case.wait_until is not None


def test_a_corrected_reply_moves_the_end_and_the_letter(office):
    now = NOW + timedelta(days=4)
    case = make_answered(office)
    _correct(office, case, "replied", date(2026, 3, 4), now=now)
    case.refresh_from_db()
    letter = case.letters.get()
    assert (case.stage, case.ended_on, letter.served_on) == (
        CaseStage.ANSWERED,
        date(2026, 3, 4),
        date(2026, 3, 4),
    )
    assert letter.services.get().on == date(2026, 3, 4)


def test_cases_answered_with_it_end_on_the_corrected_day_too(office):
    now = NOW + timedelta(days=4)
    case, with_it = make_case(office), make_case(office)
    merge(actor=office.reviewer, case_id=with_it.pk, into_id=case.pk, now=NOW)
    make_answered(office, case=case)
    _correct(office, case, "replied", date(2026, 3, 4), now=now)
    with_it.refresh_from_db()
    assert (with_it.stage, with_it.ended_on) == (CaseStage.ANSWERED, date(2026, 3, 4))
    assert [row.on for row in with_it.events.filter(type="replied")] == [TODAY, date(2026, 3, 4)]
    assert reading_of(with_it, as_of=now.date()).impossible == ()


def test_no_letter_was_served_before_its_date(office):
    case = make_answered(office)
    with untouched(InputRefused, "落款日期") as refused:
        _correct(office, case, "replied", TODAY - timedelta(days=1))
    assert set(refused.value.fields) == {"on"}
