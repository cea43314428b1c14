"""A query code that was lost is replaced: the new one opens the case, the old one and its session do not."""

import pytest

from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import AuditEntry
from gongkai.requests.acts.archiving import archive
from gongkai.requests.acts.deciding import decide
from gongkai.requests.acts.intake import code_hash, code_of
from gongkai.requests.acts.recoding import reissue_code
from gongkai.requests.queries import by_tracking
from tests.factories import NOW
from tests.request_factories import make_case, make_office, open_part, served

pytestmark = pytest.mark.django_db


def test_the_new_code_opens_and_the_old_one_does_not(office):
    case = make_case(office, now=NOW)
    old = code_of(case)
    filed = reissue_code(actor=office.reviewer, case_id=case.pk, identity_checked=True, now=NOW)
    assert filed.code != old and code_of(filed.case) == filed.code
    assert by_tracking(case.number, code_hash(case.number, filed.code)) == case
    assert by_tracking(case.number, code_hash(case.number, old)) is None
    row = AuditEntry.objects.get(act="requests.case.code_reissued")
    assert row.subject_id == case.pk and filed.code not in str(row.detail)


def test_not_before_somebody_was_identified_and_by_the_office_alone(office):
    case = make_case(office, now=NOW)
    with pytest.raises(InputRefused, match="核对申请人的身份"):
        reissue_code(actor=office.reviewer, case_id=case.pk, identity_checked=False, now=NOW)
    with pytest.raises(NotVisible):
        other = make_office(parent=office.authority)
        reissue_code(actor=other.reviewer, case_id=case.pk, identity_checked=True, now=NOW)
    with pytest.raises((NotVisible, ActRefused)):
        reissue_code(actor=office.signer, case_id=case.pk, identity_checked=True, now=NOW)


def test_an_archived_case_gets_none(office):
    case = make_case(office, now=NOW)
    letter = decide(actor=office.reviewer, case_id=case.pk, parts=[open_part()], now=NOW).letter
    served(office, letter, now=NOW)
    archive(actor=office.reviewer, case_id=case.pk, retention="years_10", now=NOW)
    with pytest.raises(ActRefused, match="已经归档"):
        reissue_code(actor=office.reviewer, case_id=case.pk, identity_checked=True, now=NOW)


def test_the_receipt_shows_the_new_code_once(office, client):
    case = make_case(office, now=NOW)
    client.force_login(office.reviewer, backend="allauth.account.auth_backends.AuthenticationBackend")
    address = f"/desk/requests/{case.pk}/receipt/"
    assert "补发查询码" in client.get(address).content.decode()
    assert client.post(f"{address}code/").status_code == 409
    answer = client.post(f"{address}code/", {"identity_checked": "1"}, follow=True)
    case.refresh_from_db()
    assert code_of(case) in answer.content.decode()
    assert code_of(case) not in client.get(address).content.decode()
