"""A signature given on paper counts like one on the screen, and asks for the same."""

import io
from datetime import timedelta

import pytest

from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible, SamePersonMayNotApprove
from gongkai.kernel.models import AuditEntry, PrivateFile
from gongkai.requests.acts.deciding import decide
from gongkai.requests.acts.giving import add_given_file
from gongkai.requests.acts.letters import edit_letter, submit_letter
from gongkai.requests.acts.paper import PaperSigning, code_of, sign_on_paper, signers_for
from gongkai.requests.models import CaseFileRole, GivenFile, Letter, LetterState
from tests.documents.samples import PNG
from tests.factories import NOW, make_bureau
from tests.request_factories import make_case, open_part

TODAY = NOW.date()


@pytest.fixture
def letter(office) -> Letter:
    case = make_case(office)
    return decide(actor=office.reviewer, case_id=case.pk, parts=[open_part()], now=NOW).letter


def enter(office, letter, *, actor=None, content=PNG, name="签批件.png", now=NOW, **signing):
    told = {"signer_id": office.signer.pk, "on": TODAY} | signing
    return sign_on_paper(
        actor=actor or office.reviewer, letter_id=letter.pk, signing=PaperSigning(**told), name=name,
        stream=io.BytesIO(content), now=now,
    )  # fmt: skip


def test_one_scan_takes_the_place_of_check_and_signature(office, letter):
    done = enter(office, letter)
    assert done.state == LetterState.SIGNED
    assert done.signed_by == office.signer
    assert done.number == "文工信公复〔2026〕1号"
    assert done.issued_on == TODAY
    assert [(row.step, row.by) for row in done.reviews.all()] == [
        ("check", office.signer), ("sign", office.signer),
    ]  # fmt: skip
    scan = done.case.files.get(role=CaseFileRole.APPROVAL).file
    assert {row.paper for row in done.reviews.all()} == {scan}


def test_the_audit_names_who_entered_it_and_who_signed(office, letter):
    enter(office, letter)
    row = AuditEntry.objects.get(act="requests.case.letter_signed_on_paper")
    assert row.actor_id == office.reviewer.pk
    assert row.detail["signer"] == office.signer.pk
    assert row.detail["on"] == TODAY.isoformat()


def test_a_letter_handed_in_is_signed_on_paper_too(office, letter):
    submit_letter(actor=office.reviewer, letter_id=letter.pk, now=NOW)
    assert enter(office, letter).state == LetterState.SIGNED


def test_who_drafted_cannot_be_the_signer(office, letter):
    with pytest.raises(SamePersonMayNotApprove):
        enter(office, letter, signer_id=office.reviewer.pk)


def test_only_somebody_who_may_sign_this_letter_can_be_named(office, letter):
    with pytest.raises(InputRefused) as refused:
        enter(office, letter, signer_id=office.office_head.pk)
    assert "signer" in refused.value.fields
    assert [person.name for person in signers_for(letter)] == [office.signer.name]


def test_a_paper_printed_before_the_last_change_is_refused(office, letter):
    code = code_of(letter)
    edit_letter(actor=office.reviewer, letter_id=letter.pk, changes={"attachments": ["清单"]},
                now=NOW + timedelta(days=1))  # fmt: skip
    with pytest.raises(InputRefused) as refused:
        enter(office, letter, code=code, now=NOW + timedelta(days=1))
    assert refused.value.code == "other_print"
    with pytest.raises(InputRefused) as refused:
        enter(office, letter, now=NOW + timedelta(days=1))
    assert "on" in refused.value.fields


@pytest.mark.parametrize("days", [-1, 1])
def test_the_day_of_the_signature_lies_between_draft_and_today(office, letter, days):
    with pytest.raises(InputRefused) as refused:
        enter(office, letter, on=TODAY + timedelta(days=days), code=code_of(letter))
    assert "on" in refused.value.fields


def test_a_refused_scan_leaves_nothing(office, letter):
    before = PrivateFile.objects.filter(erased_at=None).count()
    with pytest.raises(InputRefused) as refused:
        enter(office, letter, content="纯文字".encode(), name="签批件.txt")
    assert "scan" in refused.value.fields
    assert PrivateFile.objects.filter(erased_at=None).count() == before
    assert Letter.objects.get(pk=letter.pk).state == LetterState.DRAFT


def test_files_given_out_must_have_been_seen(office, letter):
    add_given_file(actor=office.reviewer, case_id=letter.case_id, name="明细.txt",
                   stream=io.BytesIO("拨付明细".encode()), now=NOW)  # fmt: skip
    with pytest.raises(InputRefused) as refused:
        enter(office, letter)
    assert "given_seen" in refused.value.fields
    enter(office, letter, given_seen=True)
    assert GivenFile.objects.get().looked_by == office.signer


def test_open_personal_numbers_are_not_passed_on_paper(office, letter):
    add_given_file(actor=office.reviewer, case_id=letter.case_id, name="名单.txt",
                   stream=io.BytesIO("身份证号11010519491231002X".encode()), now=NOW)  # fmt: skip
    with pytest.raises(InputRefused) as refused:
        enter(office, letter, given_seen=True)
    assert refused.value.code == "open_findings"


def test_a_signed_letter_takes_no_second_paper(office, letter):
    enter(office, letter)
    with pytest.raises(ActRefused):
        enter(office, letter)


def test_another_organ_does_not_find_the_letter(office, letter):
    with pytest.raises(NotVisible):
        enter(office, letter, actor=make_bureau(parent=office.authority).reviewer)
