"""A word passed on to the right organ: what was asked for, never who asked, and counted nowhere."""

import pytest

from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import AuditEntry
from gongkai.kernel.rights import standing_of
from gongkai.requests.acts.advising import advise_organ, take_note
from gongkai.requests.figures import received_in_year
from gongkai.requests.models import Case, PassedAdvice
from gongkai.requests.queries import advice_for
from tests.factories import NOW, make_bureau
from tests.request_factories import PERSON, make_case, make_filed, make_office

pytestmark = pytest.mark.django_db
TEXT = "有人想要2025年度技术改造专项资金的拨付明细，属于贵机关制作。"


@pytest.fixture
def other(office):
    return make_office(parent=office.authority)


def passed(office, other, case, *, text=TEXT) -> PassedAdvice:
    return advise_organ(actor=office.reviewer, case_id=case.pk, organ_id=other.organ.pk, text=text, now=NOW)


def signed_in(client, person):
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_other_office_reads_it_and_takes_note(office, other, client):
    case = make_case(office, now=NOW)
    advice = passed(office, other, case)
    assert TEXT not in advice.sealed_text
    page = signed_in(client, other.reviewer).get("/desk/requests/advice/").content.decode()
    assert TEXT in page and case.number in page and PERSON.name not in page
    assert "别的机关转告的事" in client.get("/desk/").content.decode()
    client.post(f"/desk/requests/advice/{advice.pk}/noted/")
    advice.refresh_from_db()
    assert (advice.seen_by, advice.seen_at is not None) == (other.reviewer, True)
    assert AuditEntry.objects.filter(act="requests.advice.seen", actor_id=other.reviewer.pk).count() == 1
    with pytest.raises(ActRefused, match="已经有人阅知"):
        take_note(actor=other.reviewer, advice_id=advice.pk, now=NOW)


def test_it_is_no_request_there_and_counted_nowhere(office, other):
    case = make_case(office, now=NOW)
    passed(office, other, case)
    assert Case.objects.filter(organ=other.organ).count() == 0
    assert received_in_year(other.organ, NOW.year) == 0
    assert received_in_year(office.organ, NOW.year) == 1


def test_only_the_organ_that_was_told_sees_it(office, other, client):
    advice = passed(office, other, make_case(office, now=NOW))
    third = make_bureau(office.authority)
    assert not advice_for(standing_of(office.reviewer)) and not advice_for(standing_of(third.reviewer))
    with pytest.raises(NotVisible):
        take_note(actor=third.reviewer, advice_id=advice.pk, now=NOW)
    with pytest.raises(NotVisible):
        take_note(actor=other.people["drafter"], advice_id=advice.pk, now=NOW)
    assert signed_in(client, other.people["drafter"]).get("/desk/requests/advice/").status_code == 404


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("  ", "请写明"),
        (f"{PERSON.name}要技术改造资金明细", "姓名"),
        (f"电话 {PERSON.phone} 的人要明细", "请删去"),
        (f"身份证 {PERSON.id_number} 的人要明细", "请删去"),
        ("明细" * 600, "最多 1000 个字"),
    ],
)
def test_who_asked_is_never_passed_on(office, other, text, word):
    case = make_case(office, now=NOW)
    with pytest.raises(InputRefused, match=word):
        passed(office, other, case, text=text)
    assert not PassedAdvice.objects.exists()


def test_itself_twice_and_unknown_organs_are_refused(office, other):
    case = make_case(office, now=NOW)
    for organ_id in (office.organ.pk, 0):
        with pytest.raises(InputRefused, match="请选择要转告的机关"):
            advise_organ(actor=office.reviewer, case_id=case.pk, organ_id=organ_id, text=TEXT, now=NOW)
    passed(office, other, case)
    with pytest.raises(InputRefused, match="已经转告过"):
        passed(office, other, case)


def test_not_before_the_request_is_confirmed_and_by_the_office_alone(office, other):
    filed = make_filed(office, now=NOW).case
    with pytest.raises(ActRefused):
        passed(office, other, filed)
    case = make_case(office, now=NOW)
    with pytest.raises((ActRefused, NotVisible)):
        advise_organ(
            actor=office.people["drafter"], case_id=case.pk, organ_id=other.organ.pk, text=TEXT, now=NOW
        )


def test_the_case_page_offers_it(office, other, client):
    case = make_case(office, now=NOW)
    page = signed_in(client, office.reviewer).get(f"/desk/requests/{case.pk}/act/advise_organ/")
    assert other.organ.name in page.content.decode()
    client.post(f"/desk/requests/{case.pk}/act/advise_organ/", {"organ_id": other.organ.pk, "text": TEXT})
    assert PassedAdvice.objects.get().to_organ == other.organ
