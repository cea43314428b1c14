"""The sealed file and the service of a letter: what is taken, what is refused and leaves no trace."""

import io
from datetime import timedelta

import pytest

from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import PrivateFile
from gongkai.requests.acts.deciding import decide
from gongkai.requests.acts.serving import ServiceFacts, prove_service, seal_letter, serve_again, serve_letter
from gongkai.requests.models import Case, CaseStage, Letter, LetterState, Service
from tests.factories import NOW, later, make_bureau
from tests.request_factories import make_case, open_part, scan_of, sealed, served, signed

TODAY = NOW.date()


def drafted(office, **changes) -> Letter:
    case = make_case(office, **changes)
    return decide(actor=office.reviewer, case_id=case.pk, parts=[open_part()], now=NOW).letter


@pytest.fixture
def letter(office) -> Letter:
    return sealed(office, signed(office, drafted(office)))


def serve(office, letter, *, actor=None, now=NOW, **facts):
    told = ServiceFacts(**({"channel": "counter", "on": TODAY} | facts))
    return serve_letter(actor=actor or office.reviewer, letter_id=letter.pk, facts=told, now=now)


def unserved(letter) -> bool:
    row = Letter.objects.select_related("case").get(pk=letter.pk)
    return (row.state, row.served_on, row.case.stage, row.case.ended_on, row.services.count()) == (
        LetterState.SEALED, None, CaseStage.DECIDING, None, 0,
    )  # fmt: skip


def test_a_counter_service_ends_the_case_on_its_day(office, letter):
    service = serve(office, letter)
    assert (service.on, service.received_on, service.recorded_by) == (TODAY, TODAY, office.reviewer)
    case = Case.objects.get(pk=letter.case_id)
    assert (case.stage, case.ended_on) == (CaseStage.ANSWERED, TODAY)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"channel": "pigeon"}, "channel"),
        ({"channel": "post", "postal_enterprise": False}, "channel"),
        ({"channel": "post", "collect_on_delivery": True}, "channel"),
        ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"on": TODAY - timedelta(days=1)}, "on"),
    ],
)
def test_a_service_against_the_rules_is_refused_and_changes_nothing(office, letter, facts, field):
    with pytest.raises(InputRefused) as refused:
        serve(office, letter, **facts)
    assert set(refused.value.fields) == {field}
    assert unserved(letter)


@pytest.mark.parametrize("channel", ["online", "email"])
def test_nothing_is_served_electronically_without_consent(office, channel):
    letter = sealed(office, signed(office, drafted(office, electronic_service=False)))
    with pytest.raises(InputRefused) as refused:
        serve(office, letter, channel=channel)
    assert set(refused.value.fields) == {"channel"}
    assert unserved(letter)


def test_online_service_is_of_today_alone(office, letter):
    with pytest.raises(InputRefused) as refused:
        serve(office, letter, channel="online", now=later(days=1))
    assert set(refused.value.fields) == {"on"}
    assert unserved(letter)
    assert serve(office, letter, channel="online").received_on == TODAY


def test_another_organ_and_a_drafter_serve_nothing(office, letter):
    with pytest.raises(NotVisible):
        serve(office, letter, actor=make_bureau(parent=office.authority).reviewer)
    with pytest.raises((ActRefused, NotVisible)):
        serve(office, letter, actor=office.drafter)
    assert unserved(letter)


def test_a_letter_is_served_once_and_may_be_sent_again(office, letter):
    with pytest.raises(ActRefused):
        serve_again(actor=office.reviewer, letter_id=letter.pk, facts=ServiceFacts("post", TODAY), now=NOW)
    serve(office, letter, channel="post", tracking=" XA123 ")
    with pytest.raises(ActRefused):
        serve(office, letter)
    again = later(days=3)
    serve_again(actor=office.reviewer, letter_id=letter.pk, facts=ServiceFacts("post", again.date()),
                now=again)  # fmt: skip
    assert Letter.objects.get(pk=letter.pk).served_on == TODAY
    assert Case.objects.get(pk=letter.case_id).ended_on == TODAY
    assert list(letter.services.order_by("pk").values_list("tracking", flat=True)) == ["XA123", ""]


def test_a_file_that_is_not_surely_the_signed_text_is_refused_and_not_kept(office):
    letter = signed(office, drafted(office))
    kept = PrivateFile.objects.filter(erased_at=None).count()
    with pytest.raises(InputRefused) as refused:
        seal_letter(actor=office.reviewer, letter_id=letter.pk, name="盖章件.png",
                    stream=io.BytesIO(scan_of(letter)), now=NOW)  # fmt: skip
    assert refused.value.code == "sealed_differs"
    assert "sealed" in refused.value.fields
    assert PrivateFile.objects.filter(erased_at=None).count() == kept
    row = Letter.objects.get(pk=letter.pk)
    assert (row.state, row.sealed_file) == (LetterState.SIGNED, None)


def test_a_file_of_another_kind_is_no_sealed_letter(office):
    letter = signed(office, drafted(office))
    kept = PrivateFile.objects.filter(erased_at=None).count()
    with pytest.raises(InputRefused) as refused:
        seal_letter(actor=office.reviewer, letter_id=letter.pk, name="盖章件.txt", compared_by_eye=True,
                    stream=io.BytesIO("答复".encode()), now=NOW)  # fmt: skip
    assert "sealed" in refused.value.fields
    assert PrivateFile.objects.filter(erased_at=None).count() == kept


def test_a_letter_is_sealed_only_once_it_is_signed(office):
    letter = drafted(office)
    with pytest.raises(ActRefused):
        sealed(office, letter)
    assert not PrivateFile.objects.filter(erased_at=None, key=letter.case.key).exists()


def test_a_service_is_proved_with_its_day_and_its_paper(office):
    letter = served(office, drafted(office), channel="post")
    service = Service.objects.get(letter=letter)
    assert service.received_on is None
    prove_service(actor=office.reviewer, service_id=service.pk, received_on=later(days=2).date(),
                  proof=("回执.png", io.BytesIO(scan_of(letter))), now=later(days=3))  # fmt: skip
    service.refresh_from_db()
    assert service.received_on == later(days=2).date()
    assert service.proof is not None


@pytest.mark.parametrize(("name", "days"), [("received_on", -1), ("received_on", 9), ("returned_on", 9)])
def test_a_proof_lies_between_service_and_today(office, name, days):
    letter = served(office, drafted(office), channel="post")
    service = Service.objects.get(letter=letter)
    with pytest.raises(InputRefused) as refused:
        prove_service(actor=office.reviewer, service_id=service.pk, now=later(days=3),
                      **{name: TODAY + timedelta(days=days)})  # fmt: skip
    assert set(refused.value.fields) == {name}
    service.refresh_from_db()
    assert (service.received_on, service.returned_on) == (None, None)


def test_a_service_that_is_not_there_or_not_ours_is_not_visible(office):
    letter = served(office, drafted(office), channel="post")
    stranger = make_bureau(parent=office.authority).reviewer
    for actor, pk in ((office.reviewer, 0), (stranger, Service.objects.get(letter=letter).pk)):
        with pytest.raises(NotVisible):
            prove_service(actor=actor, service_id=pk, received_on=TODAY, now=NOW)
