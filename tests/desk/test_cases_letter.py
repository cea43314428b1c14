"""A letter from its draft to its service, each act on its page; who may not, does not."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from gongkai.kernel.models import AuditEntry
from gongkai.requests.acts.deciding import decide
from gongkai.requests.acts.departments import assign
from gongkai.requests.models import CaseStage, Letter, LetterState
from tests.documents.samples import PNG
from tests.request_factories import make_case, make_office, open_part, refused_part, sealed, signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(bureau):
    """The bureau with a complete office."""
    return make_office(parent=bureau.authority)


@pytest.fixture
def letter(office):
    """A reply in draft."""
    now = timezone.now()
    case = make_case(office, now=now)
    return decide(actor=office.reviewer, case_id=case.pk, parts=[refused_part()], now=now).letter


def page(letter) -> str:
    return f"/desk/requests/letters/{letter.pk}/"


def act(client, letter, name, **values):
    """Do an act by its page."""
    assert client.get(f"{page(letter)}act/{name}/").status_code == 200
    return client.post(f"{page(letter)}act/{name}/", values)


def state_of(letter) -> str:
    letter.refresh_from_db()
    return letter.state


def picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("盖章件.png", PNG)


def test_the_whole_way_by_its_pages(office, signed_in, letter):
    clerk, second, leader = (signed_in(office.people[role]) for role in ("reviewer", "reviewer2", "signer"))
    today = timezone.localdate().isoformat()
    act(clerk, letter, "submit_letter")
    assert state_of(letter) == LetterState.CHECKING
    act(second, letter, "check_letter", note="同意")
    assert state_of(letter) == LetterState.SIGNING
    act(leader, letter, "sign_letter", note="")
    assert state_of(letter) == LetterState.SIGNED
    number = letter.number
    assert number
    refused = act(clerk, letter, "seal_letter", sealed=picture())
    assert refused.status_code == 200, "a scan without text must be compared by eye"
    assert refused.context["form"].errors
    assert state_of(letter) == LetterState.SIGNED
    act(clerk, letter, "seal_letter", sealed=picture(), compared_by_eye="on")
    assert state_of(letter) == LetterState.SEALED
    assert "读不出文字" in clerk.get(page(letter)).content.decode()
    assert act(clerk, letter, "serve_letter", channel="post", on=today).status_code == 200, "by post only"
    act(clerk, letter, "serve_letter", channel="post", on=today, tracking="XA1", postal_enterprise="on")
    assert state_of(letter) == LetterState.SERVED
    letter.case.refresh_from_db()
    assert letter.case.stage == CaseStage.ANSWERED
    act(clerk, letter, "prove_service", received_on=today, proof=picture())
    service = letter.services.get()
    assert service.proof_id
    answer = clerk.get(f"{page(letter)}file/proof-{service.pk}/")
    assert b"".join(answer.streaming_content) == PNG
    assert letter.number == number


def test_who_wrote_it_may_not_check_it(office, signed_in, letter):
    clerk = signed_in(office.reviewer)
    act(clerk, letter, "submit_letter")
    answer = clerk.post(f"{page(letter)}act/check_letter/", {"note": ""})
    assert answer.status_code not in (200, 302)
    assert state_of(letter) == LetterState.CHECKING
    assert f"{page(letter)}act/check_letter/" not in clerk.get(page(letter)).content.decode()


def test_a_second_press_does_nothing_more(office, signed_in, letter):
    clerk = signed_in(office.reviewer)
    act(clerk, letter, "submit_letter")
    before = AuditEntry.objects.count()
    assert clerk.post(f"{page(letter)}act/submit_letter/").status_code not in (200, 302)
    assert AuditEntry.objects.count() == before


def test_the_reason_of_a_return_is_shown(office, signed_in, letter):
    clerk, second = signed_in(office.reviewer), signed_in(office.reviewer2)
    act(clerk, letter, "submit_letter")
    assert act(second, letter, "return_letter", reason="").status_code == 200
    assert state_of(letter) == LetterState.CHECKING
    act(second, letter, "return_letter", reason="理由要写得再具体些")
    assert state_of(letter) == LetterState.DRAFT
    assert "理由要写得再具体些" in clerk.get(page(letter)).content.decode()


def test_a_letter_given_up(office, signed_in, letter):
    act(signed_in(office.reviewer), letter, "void_letter", reason="结果有变")
    assert state_of(letter) == LetterState.VOID
    assert not Letter.objects.exclude(state=LetterState.VOID).exists()


def test_downloads_are_recorded_and_not_kept_by_anybody(office, signed_in, letter):
    now = timezone.now()
    sealed(office, signed(office, letter, now=now), now=now)
    clerk = signed_in(office.reviewer)
    for which in ("docx", "sealed"):
        before = AuditEntry.objects.filter(act="private.opened").count()
        answer = clerk.get(f"{page(letter)}file/{which}/")
        assert answer.status_code == 200, which
        assert b"".join(answer.streaming_content)
        assert answer["Cache-Control"] == "private, no-store"
        assert AuditEntry.objects.filter(act="private.opened").count() == before + 1
    assert clerk.get(f"{page(letter)}file/proof-999/").status_code == 404
    assert clerk.get(f"{page(letter)}file/nothing/").status_code == 404


def test_it_is_not_there_for_another_organ_or_a_department(office, signed_in, letter):
    other = make_office(parent=office.authority)
    assign(
        actor=office.reviewer, case_id=make_case(office).pk, department_id=office.business.pk, task="查",
        internal_due=None, now=timezone.now(),
    )  # fmt: skip
    for person in (other.reviewer, other.signer, office.drafter, office.head):
        client = signed_in(person)
        assert client.get(page(letter)).status_code == 404
        assert client.post(f"{page(letter)}act/submit_letter/").status_code == 404
        assert client.get(f"{page(letter)}file/docx/").status_code == 404
    assert state_of(letter) == LetterState.DRAFT


def test_electronic_ways_are_closed_without_consent(office, signed_in):
    now = timezone.now()
    case = make_case(office, now=now, electronic_service=False)
    reply = decide(actor=office.reviewer, case_id=case.pk, parts=[open_part()], now=now).letter
    reply = sealed(office, signed(office, reply, now=now), now=now)
    today = timezone.localdate().isoformat()
    answer = act(signed_in(office.reviewer), reply, "serve_letter", channel="email", on=today)
    assert "channel" in answer.context["form"].errors
    assert state_of(reply) == LetterState.SEALED
