"""Two officers at once at the end of a case, on both databases: one is done, the other is told why not."""

import pytest

from gongkai.kernel import audit
from gongkai.kernel.errors import ActRefused
from gongkai.kernel.models import IssuedNumber
from gongkai.requests.acts.archiving import archive
from gongkai.requests.acts.deciding import decide
from gongkai.requests.acts.letters import check_letter, sign_letter, submit_letter
from gongkai.requests.acts.linking import merge, redo
from gongkai.requests.acts.serving import ServiceFacts, serve_letter
from gongkai.requests.models import ArchiveEntry, Case, Decision, Letter, PublicationTask, Service
from tests.factories import NOW
from tests.request_factories import COMPANY, make_answered, make_case, make_office, open_part, sealed, signed
from tests.support.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office(gongkai_dir):
    return make_office()


def _refused(results: list[object]) -> list[object]:
    errors = [result for result in results if isinstance(result, Exception)]
    assert all(isinstance(error, ActRefused) for error in errors), errors
    return errors


def _for_signature(office) -> Letter:
    letter = decide(actor=office.reviewer, case_id=make_case(office).pk, parts=[open_part()], now=NOW).letter
    submit_letter(actor=office.reviewer, letter_id=letter.pk, now=NOW)
    return check_letter(actor=office.reviewer2, letter_id=letter.pk, now=NOW)


def test_letters_signed_at_once_take_numbers_without_gap_or_double(office):
    letters = [_for_signature(office) for _ in range(3)]
    results = at_once(
        *[lambda one=one: sign_letter(actor=office.signer, letter_id=one.pk, now=NOW) for one in letters]
    )
    assert _refused(results) == []
    numbers = set(Letter.objects.values_list("number", flat=True))
    assert numbers == {f"文工信公复〔2026〕{place}号" for place in (1, 2, 3)}
    assert IssuedNumber.objects.filter(number__in=numbers).count() == 3
    assert audit.verify() == []


def test_a_letter_signed_twice_at_once_takes_one_number(office):
    letter = _for_signature(office)
    sign = [lambda: sign_letter(actor=office.signer, letter_id=letter.pk, now=NOW)] * 2
    assert len(_refused(at_once(*sign))) == 1
    assert Letter.objects.get(pk=letter.pk).reviews.filter(step="sign").count() == 1
    assert audit.verify() == []


def test_two_officers_who_decide_at_once_leave_one_standing_decision(office):
    case = make_case(office)
    people = (office.reviewer, office.reviewer2)
    results = at_once(
        *[lambda who=who: decide(actor=who, case_id=case.pk, parts=[open_part()], now=NOW) for who in people]
    )
    assert _refused(results) == []
    assert Decision.objects.filter(case=case, superseded_at=None).count() == 1
    assert case.letters.exclude(state="void").count() == 1
    assert audit.verify() == []


def test_two_services_at_once_are_one_service(office):
    decision = decide(actor=office.reviewer, case_id=make_case(office).pk, parts=[open_part()], now=NOW)
    letter = sealed(office, signed(office, decision.letter))
    facts = ServiceFacts("counter", NOW.date())
    serve = [
        lambda who=who: serve_letter(actor=who, letter_id=letter.pk, facts=facts, now=NOW)
        for who in (office.reviewer, office.reviewer2)
    ]
    assert len(_refused(at_once(*serve))) == 1
    assert Service.objects.filter(letter=letter).count() == 1
    assert decision.case.events.filter(type="replied").count() == 1
    assert audit.verify() == []


def test_two_applicants_answered_at_once_raise_one_task(office):
    letters = []
    for case in (make_case(office), make_case(office, applicant=COMPANY, applicant_kind="commercial")):
        decision = decide(actor=office.reviewer, case_id=case.pk, parts=[open_part()], now=NOW)
        letters.append(sealed(office, signed(office, decision.letter)))
    facts = ServiceFacts("counter", NOW.date())
    results = at_once(
        *[
            lambda one=one: serve_letter(actor=office.reviewer, letter_id=one.pk, facts=facts, now=NOW)
            for one in letters
        ]
    )
    assert _refused(results) == []
    assert PublicationTask.objects.get().cases.count() == 2


def test_a_case_is_archived_once_and_numbers_run_on(office):
    cases = [make_answered(office), make_answered(office)]
    results = at_once(
        *[
            lambda one=one: archive(actor=office.reviewer, case_id=one.pk, now=NOW)
            for one in (cases[0], cases[0], cases[1])
        ]
    )
    assert len(_refused(results)) == 1
    assert sorted(ArchiveEntry.objects.values_list("item_number", flat=True)) == [1, 2]


def test_two_cases_merged_into_each_other_at_once_do_not_both_vanish(office):
    one, other = make_case(office), make_case(office)
    results = at_once(
        lambda: merge(actor=office.reviewer, case_id=one.pk, into_id=other.pk, now=NOW),
        lambda: merge(actor=office.reviewer2, case_id=other.pk, into_id=one.pk, now=NOW),
    )
    assert len(_refused(results)) == 1
    assert Case.objects.filter(answered_by_case=None).count() == 1


def test_a_case_is_taken_up_anew_once(office):
    case = make_answered(office)
    again = [lambda: redo(actor=office.reviewer, case_id=case.pk, until=None, reason="复议", now=NOW)] * 2
    assert len(_refused(at_once(*again))) == 1
    assert Case.objects.filter(redo_of=case).count() == 1
