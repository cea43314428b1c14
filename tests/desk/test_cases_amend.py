"""Putting the registration right on its page: what was typed stays, each showing is on record."""

import pytest

from gongkai.kernel.models import AuditEntry
from gongkai.requests.acts.departments import assign
from gongkai.requests.personal import applicant_of
from tests.factories import NOW
from tests.request_factories import PERSON, make_case, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(bureau):
    """The bureau with a complete office."""
    return make_office(parent=bureau.authority)


def address(case) -> str:
    return f"/desk/requests/{case.pk}/act/amend/"


def values_of(client, case) -> dict:
    """What the page shows in its fields, as a browser would send it back."""
    form = client.get(address(case)).context["form"]
    found = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in found.items() if value not in (None, False)}


def openings() -> int:
    return AuditEntry.objects.filter(act="private.opened", detail__what="applicant").count()


def test_the_page_shows_what_was_registered_and_is_on_record(office, signed_in):
    case = make_case(office)
    answer = signed_in(office.reviewer).get(address(case))
    assert PERSON.id_number in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert openings() == 1


def test_a_correction_is_kept_and_done_once(office, signed_in):
    case, client = make_case(office), signed_in(office.reviewer)
    values = values_of(client, case) | {"phone": "13900000001", "reason": "来电更正"}
    assert client.post(address(case), values).status_code == 302
    case.refresh_from_db()
    assert applicant_of(case).phone == "13900000001"
    entry = AuditEntry.objects.filter(subject="case", subject_id=case.pk).order_by("-pk")[0]
    assert entry.detail["fields"] == ["phone"]


def test_what_was_typed_stays_when_it_is_refused(office, signed_in):
    case, client = make_case(office), signed_in(office.reviewer)
    values = values_of(client, case) | {"id_number": "110105194912310021", "reason": "来电更正"}
    answer = client.post(address(case), values)
    assert answer.status_code == 200
    form = answer.context["form"]
    assert form["id_number"].value() == "110105194912310021"
    assert "居民身份证号码不对" in form.errors["id_number"][0]
    case.refresh_from_db()
    assert applicant_of(case).id_number == PERSON.id_number


def test_a_department_finds_no_such_page_and_nothing_is_recorded(office, signed_in):
    case = make_case(office)
    assign(
        actor=office.reviewer, case_id=case.pk, department_id=office.business.pk, task="请查找",
        internal_due=None, now=NOW,
    )  # fmt: skip
    assert signed_in(office.drafter).get(address(case)).status_code == 404
    assert openings() == 0
