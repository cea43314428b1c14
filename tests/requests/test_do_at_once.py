"""The same thing done twice at once, on both databases: one request, one fact, one letter, nobody waits."""

from __future__ import annotations

import io

import pytest

from gongkai.kernel import audit
from gongkai.kernel.errors import ActRefused
from gongkai.kernel.models import AuditEntry, IssuedNumber, OutgoingMessage, PrivateFile, PrivateKey
from gongkai.requests.acts.confirm import confirm
from gongkai.requests.acts.fees import notice_fee
from gongkai.requests.acts.intake import IncomingFile
from gongkai.requests.acts.periods import receive_correction, request_correction
from gongkai.requests.models import Case, CaseFile, FeeNotice
from tests.factories import NOW
from tests.request_factories import make_case, make_filed, make_office, served
from tests.support.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = NOW.date()


@pytest.fixture
def office(gongkai_dir):
    return make_office()


def test_a_form_sent_four_times_at_once_is_one_request_with_one_code(office, settings):
    settings.GONGKAI_MESSAGES_EMAIL = "relay"

    def send():
        files = [IncomingFile("other", "说明.txt", io.BytesIO("所需信息的说明".encode()))]
        return make_filed(office, token="pressed twice", files=files)

    filed = at_once(*[send] * 4)
    case = Case.objects.get()
    assert {one.case for one in filed} == {case}
    assert len({one.code for one in filed}) == 1
    assert [one.fresh for one in filed].count(True) == 1

    assert IssuedNumber.objects.filter(series="request").count() == 1
    assert AuditEntry.objects.filter(act="requests.case.filed").count() == 1
    assert CaseFile.objects.count() == 1
    assert case.events.count() == 1
    assert PrivateKey.objects.filter(destroyed_at=None).get() == case.key
    assert PrivateFile.objects.filter(erased_at=None).get() == case.files.get().file
    assert OutgoingMessage.objects.get().subject_id == case.pk
    assert audit.verify() == []


def test_different_forms_at_once_take_numbers_without_gap_or_double(office):
    filed = at_once(*[lambda n=n: make_filed(office, token=f"form {n}") for n in range(5)])
    numbers = sorted(one.case.number[-5:] for one in filed)
    assert numbers == [f"{n:05d}" for n in range(1, 6)]
    assert audit.verify() == []


def _once(results: list[object]) -> None:
    """Exactly one went through; the others were refused in words."""
    refused = [one for one in results if isinstance(one, Exception)]
    assert len(refused) == len(results) - 1, results
    assert all(isinstance(one, ActRefused) for one in refused), refused


def test_two_clerks_confirm_at_once_and_one_is_told_so(office):
    case = make_filed(office).case
    people = (office.reviewer, office.reviewer2)
    _once(at_once(*[lambda who=who: confirm(actor=who, case_id=case.pk, confirmed=TODAY, now=NOW)
                     for who in people]))  # fmt: skip
    assert case.events.count() == 2


def test_a_correction_entered_twice_at_once_is_one_fact(office):
    case = make_case(office)
    served(office, request_correction(actor=office.reviewer, case_id=case.pk, points=["年度"], now=NOW))
    people = (office.reviewer, office.reviewer2)
    _once(at_once(*[lambda who=who: receive_correction(actor=who, case_id=case.pk, on=TODAY, now=NOW)
                     for who in people]))  # fmt: skip
    assert case.events.filter(type="correction_received").count() == 1


def test_a_fee_demanded_twice_at_once_is_demanded_once(office):
    case = make_case(office)
    _once(at_once(*[lambda: notice_fee(actor=office.reviewer, case_id=case.pk, standard="pages", quantity=99,
                                        now=NOW)] * 2))  # fmt: skip
    assert FeeNotice.objects.count() == 1
    assert case.letters.count() == 1
