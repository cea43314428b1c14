"""Personal data on the desk's pages of requests: no way to see it that leaves no trace."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.kernel.models import AuditEntry
from gongkai.law.outcomes import DecisionPart
from gongkai.requests.acts.deciding import decide
from gongkai.requests.acts.personal import note_letter_shown
from tests.request_factories import PERSON, make_case, make_office, open_part

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db, gongkai_dir):
    return make_office()


def browser_of(person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def openings(case, what: str) -> list[int | None]:
    """Who is on record for having opened it."""
    rows = AuditEntry.objects.filter(act="private.opened", subject="case", subject_id=case.pk)
    return [row.actor_id for row in rows.order_by("id") if row.detail["what"] == what]


def decided(office, *parts: DecisionPart):
    now = timezone.now()
    case = make_case(office, now=now)
    return case, decide(actor=office.reviewer, case_id=case.pk, parts=list(parts), now=now).letter


def test_reading_a_letter_on_the_screen_is_on_record_once_a_day(office):
    case, letter = decided(office, open_part())
    reader, other = browser_of(office.reviewer), browser_of(office.reviewer2)
    what = f"letter:{letter.pk}:text"

    html = reader.get(f"/desk/requests/letters/{letter.pk}/").content.decode()
    reader.get(f"/desk/requests/letters/{letter.pk}/")
    other.get(f"/desk/requests/letters/{letter.pk}/")

    assert PERSON.name in html
    assert openings(case, what) == [office.reviewer.pk, office.reviewer2.pk]
    note_letter_shown(actor=office.reviewer, letter=letter, now=timezone.now() + timedelta(days=1))
    assert openings(case, what) == [office.reviewer.pk, office.reviewer2.pk, office.reviewer.pk]


def test_who_sees_no_letter_leaves_no_row(office):
    case, letter = decided(office, open_part())
    assert browser_of(office.drafter).get(f"/desk/requests/letters/{letter.pk}/").status_code == 404
    assert openings(case, f"letter:{letter.pk}:text") == []


def test_the_case_page_says_that_a_letter_was_read(office):
    case, letter = decided(office, open_part())
    reader = browser_of(office.reviewer)
    reader.get(f"/desk/requests/letters/{letter.pk}/")

    assert "查看申请人信息或者案卷文件：文书" in reader.get(f"/desk/requests/{case.pk}/").content.decode()


def test_pages_without_a_row_never_name_the_applicant(office):
    """The case, the sheet, the lists and forms of acts show him masked; to see him leaves a row."""
    case, letter = decided(office, open_part())
    reader = browser_of(office.reviewer)
    before = AuditEntry.objects.filter(act="private.opened").count()
    paths = [
        "", f"{case.pk}/", f"{case.pk}/sheet/", f"{case.pk}/receipt/", f"{case.pk}/applicant/",
        f"letters/{letter.pk}/act/edit_letter/", f"letters/{letter.pk}/act/submit_letter/", "archive/",
        "wishes/", "?view=check", "new/",
    ]  # fmt: skip
    for path in paths:
        answer = reader.get(f"/desk/requests/{path}")
        assert answer.status_code in {200, 409}, path
        html = answer.content.decode()
        for secret in (PERSON.name, PERSON.id_number, PERSON.phone, PERSON.email, PERSON.address):
            assert secret not in html, (path, secret)
    assert reader.get(f"/desk/remedies/cases/{case.pk}/evidence/").status_code == 200
    assert AuditEntry.objects.filter(act="private.opened").count() == before


def test_asking_whose_cases_a_number_finds_is_on_record(office):
    """The list shows masked names; somebody who types a number in learns which cases are its owner's."""
    case, _letter = decided(office, open_part())
    reader = browser_of(office.reviewer)
    asked = {"organ": office.organ.pk, "id_kind": "resident_id", "id_number": PERSON.id_number}

    for _ in range(2):
        html = reader.post("/desk/requests/new/hints/", asked).content.decode()
        assert case.number in html
    assert openings(case, "earlier") == [office.reviewer.pk]

    other = reader.post("/desk/requests/new/hints/", asked | {"id_number": "11010119900307109X"})
    assert case.number not in other.content.decode()
    assert openings(case, "earlier") == [office.reviewer.pk]
