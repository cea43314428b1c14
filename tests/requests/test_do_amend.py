"""Putting the register right: what follows a correction, what is refused, what the audit may say of it."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest

from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import AuditEntry
from gongkai.requests.acts.amend import amend, submission_of
from gongkai.requests.acts.deciding import decide
from gongkai.requests.acts.departments import assign
from gongkai.requests.acts.letters import submit_letter
from gongkai.requests.letter_content import fields_of
from gongkai.requests.models import Case
from tests.factories import NOW, make_bureau
from tests.request_factories import (
    ASKED,
    COMPANY,
    PERSON,
    make_answered,
    make_case,
    make_filed,
    open_part,
    submission,
)
from tests.requests.snapshots import untouched

WHY = "申请人来电更正"


def _amend(office, case, *, actor=None, reason=WHY, **changes):
    return amend(actor=actor or office.reviewer, case_id=case.pk, changes=changes, reason=reason, now=NOW)


def test_contact_way_and_help_are_put_right_and_nothing_else_moves(office):
    case = make_case(office)
    _amend(office, case, phone="13900000001", way="post", form="paper", needs_help=True)
    case.refresh_from_db()

    expected = submission(
        applicant=replace(PERSON, phone="13900000001"), way="post", form="paper", needs_help=True
    )
    assert submission_of(case) == expected
    assert (case.stage, case.day0, case.due_changes.count()) == ("handling", NOW.date(), 0)


def test_the_day_of_receipt_is_not_among_what_is_amended(office):
    case = make_case(office)
    _amend(office, case, submitted="2026-01-01", day0="2026-01-01", channel="fax", phone="13900000001")
    before = (case.day0, case.due, case.channel)
    case.refresh_from_db()
    assert (case.day0, case.due, case.channel) == before
    assert AuditEntry.objects.get(act="requests.case.amended").detail["fields"] == ["phone"]


def test_a_corrected_identity_is_found_again_under_its_new_number_and_kind(office):
    wrong, right = make_case(office), make_case(office, applicant=COMPANY, applicant_kind="commercial")
    _amend(office, wrong, **asdict(COMPANY), applicant_kind="commercial")
    wrong.refresh_from_db()
    assert (wrong.applicant_index, wrong.applicant_masked) == (right.applicant_index, COMPANY.name)
    assert wrong.applicant_kind == "commercial"


def test_a_corrected_wording_is_compared_anew_and_the_subject_is_the_offices(office):
    first, second = make_case(office), make_case(office, asked=replace(ASKED, description="别的事项"))
    _amend(office, second, description=ASKED.description, doc_number=ASKED.doc_number, subject="技改资金明细")
    second.refresh_from_db()
    assert (second.matter_index, second.subject) == (first.matter_index, "技改资金明细")


def test_the_audit_names_fields_and_reason_and_never_what_they_held(office):
    case = make_case(office)
    why = f"{PERSON.name}来电说明改用13900000001"
    _amend(office, case, reason=why, phone="13900000001", email=PERSON.email)
    detail = AuditEntry.objects.get(act="requests.case.amended").detail
    assert detail["fields"] == ["phone"]
    for secret in (PERSON.name, PERSON.phone, "13900000001"):
        assert secret not in str(detail)


def test_a_drafted_letter_keeps_what_it_quotes(office):
    case = make_case(office)
    letter = decide(actor=office.reviewer, case_id=case.pk, parts=[open_part()], now=NOW).letter
    before = (fields_of(letter), letter.content_digest)
    _amend(office, case, name="欧阳文笛")
    letter.refresh_from_db()
    assert (fields_of(letter), letter.content_digest) == before


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"id_number": "110105194912310021"}, "id_number"),
        ({"id_kind": "tattoo"}, "id_kind"),
        ({"applicant_kind": "natural_person"}, "applicant_kind"),
        ({"phone": "", "email": "", "address": ""}, "phone"),
        ({"way": "fax"}, "fax"),
        ({"form": "stone"}, "form"),
        ({"description": ""}, "description"),
        ({"doc_number": "字" * 101}, "doc_number"),
        ({"subject": "  "}, "subject"),
    ],
)
def test_no_amendment_leaves_the_register_incomplete(office, changes, field):
    case = make_case(office)
    with untouched(InputRefused) as refused:
        _amend(office, case, **changes)
    assert field in refused.value.fields


def test_no_amendment_without_a_reason(office):
    case = make_case(office)
    with untouched(InputRefused) as refused:
        _amend(office, case, reason=" ", phone="13900000001")
    assert set(refused.value.fields) == {"reason"}


@pytest.mark.parametrize("role", ["office_head", "signer", "drafter"])
def test_only_who_handles_requests_amends(office, role):
    case = make_case(office)
    assign(actor=office.reviewer, case_id=case.pk, department_id=office.business.pk, task="查", now=NOW)
    with untouched(ActRefused):
        _amend(office, case, actor=office.people[role], phone="13900000001")


def test_another_organ_or_department_finds_no_such_case(office):
    case, other = make_case(office), make_bureau(office.authority)
    for actor in (other.reviewer, office.outsider, office.supervisor):
        with untouched(NotVisible):
            _amend(office, case, actor=actor, phone="13900000001")


def test_it_is_amended_until_it_is_answered(office):
    filed = make_filed(office).case
    _amend(office, filed, phone="13900000001")
    deciding = make_case(office)
    letter = decide(actor=office.reviewer, case_id=deciding.pk, parts=[open_part()], now=NOW).letter
    submit_letter(actor=office.reviewer, letter_id=letter.pk, now=NOW)
    _amend(office, deciding, phone="13900000001")
    assert Case.objects.get(pk=deciding.pk).stage == "deciding"

    answered = make_answered(office)
    with untouched(ActRefused, "已办结"):
        _amend(office, answered, phone="13900000001")
