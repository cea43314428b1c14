"""Acts that follow on earlier ones, by their pages: facts put right, reasons, opinions, a second service."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from gongkai.kernel.models import AuditEntry
from gongkai.requests.acts.consulting import PartyFacts, consult
from gongkai.requests.acts.deciding import decide
from gongkai.requests.acts.periods import ask_reasons
from gongkai.requests.models import Case, Consultation, LetterState, PassedAdvice
from tests.documents.samples import PNG
from tests.request_factories import PERSON, make_case, make_office, open_part, sealed, served, signed

pytestmark = pytest.mark.django_db
OBJECTION = {"answer": "objects", "reasons": "明细含有未公开的投资计划", "reasonable": "no"}


@pytest.fixture
def office(bureau):
    """The bureau with a complete office."""
    return make_office(parent=bureau.authority)


@pytest.fixture
def now():
    """The pages read the clock themselves."""
    return timezone.now()


@pytest.fixture
def clerk(office, signed_in):
    """The reviewer at the desk."""
    return signed_in(office.reviewer)


def address(case, name: str, target=None) -> str:
    return f"/desk/requests/{case.pk}/act/{name}/" + (f"?of={target.pk}" if target else "")


def done(client, url: str, **values) -> None:
    """Done by its page, and not a second time."""
    assert client.get(url).status_code == 200
    answer = client.post(url, values)
    assert answer.status_code == 302, answer.context and answer.context["form"].errors
    before = AuditEntry.objects.count()
    client.post(url, values)
    assert AuditEntry.objects.count() == before, "pressed twice, done once"


def asked(office, now) -> Consultation:
    """A third party asked for its opinion, the letter served."""
    case = make_case(office, now=now)
    consultation = consult(
        actor=office.reviewer, case_id=case.pk, facts=PartyFacts("third_party", "海岳远帆机械有限公司", True),
        content="资金拨付金额", now=now,
    )  # fmt: skip
    served(office, consultation.letter, now=now)
    return Consultation.objects.select_related("case").get(pk=consultation.pk)


def asked_for_reasons(office, now) -> Case:
    """A case whose applicant was asked why so much is wanted."""
    case = make_case(office, now=now)
    letter = ask_reasons(
        actor=office.reviewer, case_id=case.pk, why_excessive="一个月内提出三十件", points=["用途以外的理由"],
        respond_by=timezone.localdate(now) + timedelta(days=20), now=now,
    )  # fmt: skip
    served(office, letter, now=now)
    return Case.objects.get(pk=case.pk)


def test_a_wrong_day_is_put_right_and_the_old_one_stays(office, clerk, now):
    case = make_case(office, now=now, submitted=timezone.localdate(now) - timedelta(days=7))
    event, was = case.events.get(), case.due
    on = event.on - timedelta(days=7)
    done(clerk, address(case, "correct_event", event), on=on, reason="收件章的日期更早")
    case.refresh_from_db()
    assert case.day0 == on
    assert (case.due_changes.get().old_due, case.events.count()) == (was, 2)
    assert case.due < was
    page = clerk.get(f"/desk/requests/{case.pk}/").content.decode()
    assert "收件章的日期更早" in page
    assert was.isoformat() in page


def test_reasons_taken_in_struck_out_and_taken_in_again(office, clerk, now):
    case = asked_for_reasons(office, now)
    own = {"until": timezone.localdate(now) + timedelta(days=60), "reasons": "需要逐件查找"}
    early = clerk.post(address(case, "set_own_period"), own)
    assert early.status_code != 302, "nobody gave reasons yet"
    done(clerk, address(case, "receive_reasons"), on=timezone.localdate(now))
    event = case.events.latest("pk")
    done(clerk, address(case, "void_event", event), reason="登记到别的申请上了")
    assert clerk.post(address(case, "set_own_period"), own).status_code != 302, "they are struck out"
    done(clerk, address(case, "receive_reasons"), on=timezone.localdate(now))
    clerk.post(address(case, "set_own_period"), own)
    letter = case.letters.latest("pk")
    assert (letter.kind, letter.state) == ("own_period_notice", LetterState.DRAFT)


def test_silence_is_noted_once_and_a_late_answer_is_still_taken_in(office, clerk, now):
    fresh = asked(office, now)
    assert clerk.post(address(fresh.case, "note_silence", fresh)).status_code != 302
    fresh.refresh_from_db()
    assert not fresh.answer
    old = asked(office, now - timedelta(days=60))
    done(clerk, address(old.case, "note_silence", old))
    old.refresh_from_db()
    assert old.answer == "silent"
    page = clerk.get(f"/desk/requests/{old.case.pk}/").content.decode()
    assert address(old.case, "note_silence", old) not in page
    assert address(old.case, "note_answer", old) in page, "an answer that comes late is still taken in"
    done(clerk, address(old.case, "note_answer", old), on=timezone.localdate(now), **OBJECTION)
    old.refresh_from_db()
    assert old.answer == "objects"


def test_an_opinion_of_another_case_is_not_there(office, clerk, now):
    consultation, other = asked(office, now), make_case(office, now=now)
    for name in ("note_received", "note_answer", "note_silence", "override_objection"):
        assert clerk.post(address(other, name, consultation), {"on": now.date()}).status_code == 404
    consultation.refresh_from_db()
    assert consultation.received_on is None


def test_the_right_organ_is_told_what_is_wanted(office, clerk, now):
    other, case = make_office(parent=office.authority), make_case(office, now=now)
    text = "2025年中小学校舍维修计划"
    clerk.post(address(case, "advise_organ"), {"organ_id": other.organ.pk, "text": text})
    advice = PassedAdvice.objects.get()
    assert advice.case == case
    assert text not in advice.sealed_text
    assert PERSON.name not in clerk.get(address(case, "advise_organ")).content.decode()


def test_a_signature_on_paper_is_entered_with_its_scan(office, clerk, now):
    letter = decide(
        actor=office.reviewer, case_id=make_case(office, now=now).pk, parts=[open_part()], now=now
    ).letter
    url = f"/desk/requests/letters/{letter.pk}/act/sign_on_paper/"
    entered = {"signer": office.signer.pk, "on": timezone.localdate(now)}
    without = clerk.post(url, entered)
    assert "scan" in without.context["form"].errors
    letter.refresh_from_db()
    assert letter.state == LetterState.DRAFT
    done(clerk, url, scan=SimpleUploadedFile("签批件.png", PNG), **entered)
    letter.refresh_from_db()
    assert (letter.state, letter.signed_by) == (LetterState.SIGNED, office.signer)
    assert letter.number


def test_what_came_back_is_served_again_and_the_first_day_stays(office, clerk, now):
    case = make_case(office, now=now)
    letter = decide(actor=office.reviewer, case_id=case.pk, parts=[open_part()], now=now).letter
    letter = sealed(office, signed(office, letter, now=now), now=now)
    url, today = f"/desk/requests/letters/{letter.pk}/act/", timezone.localdate(now)
    assert clerk.post(f"{url}serve_again/", {"channel": "counter", "on": today}).status_code != 302
    posted = {"channel": "post", "on": today, "tracking": "XA1", "postal_enterprise": "on"}
    clerk.post(f"{url}serve_letter/", posted)
    clerk.post(f"{url}prove_service/", {"returned_on": today, "returned_reason": "查无此人"})
    assert clerk.post(f"{url}serve_again/", {"channel": "counter", "on": today}).status_code == 302
    letter.refresh_from_db()
    assert [one.channel for one in letter.services.order_by("pk")] == ["post", "counter"]
    assert letter.served_on == today
    page = clerk.get(f"/desk/requests/letters/{letter.pk}/").content.decode()
    assert "查无此人" in page
