"""The archive: numbers, retention, transfer, clearing, destruction; and who opened personal data."""

from datetime import date, datetime, timedelta

import pytest

from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import AuditEntry, PrivateFile
from gongkai.kernel.private import KeyDestroyed
from gongkai.requests.acts.archiving import archive, clear_working_copies, destroy_expired, transfer
from gongkai.requests.acts.personal import open_applicant, open_file
from gongkai.requests.evidence import make_package
from gongkai.requests.models import ArchiveEntry, Case, CaseStage
from tests.factories import NOW, SHANGHAI, make_bureau
from tests.request_factories import make_answered, make_case

TODAY = NOW.date()
EXPIRED = datetime(2037, 1, 1, 9, 0, tzinfo=SHANGHAI)


def archived(office, *, retention: str = "") -> Case:
    case = make_answered(office)
    archive(actor=office.reviewer, case_id=case.pk, retention=retention, now=NOW)
    return Case.objects.get(pk=case.pk)


def test_numbers_run_by_retention_and_are_not_used_again_after_destruction(office):
    first, second = archived(office), archived(office)
    permanent = archived(office, retention="permanent")
    destroy_expired(actor=office.office_head, case_ids=[first.pk, second.pk], reason="销〔2037〕1号",
                    now=EXPIRED)  # fmt: skip
    third = archived(office)
    assert [case.archive.item_number for case in (first, second, permanent, third)] == [1, 2, 1, 3]
    assert permanent.archive.retain_until is None


def test_only_an_ended_case_without_open_letters_is_archived_once(office):
    with pytest.raises(ActRefused):
        archive(actor=office.reviewer, case_id=make_case(office).pk, now=NOW)
    case = make_answered(office)
    with pytest.raises(InputRefused) as refused:
        archive(actor=office.reviewer, case_id=case.pk, retention="forever", now=NOW)
    assert set(refused.value.fields) == {"retention"}
    with pytest.raises(NotVisible):
        archive(actor=make_bureau(parent=office.authority).reviewer, case_id=case.pk, now=NOW)
    assert not ArchiveEntry.objects.exists()
    assert Case.objects.get(pk=case.pk).stage == CaseStage.ANSWERED
    archive(actor=office.reviewer, case_id=case.pk, now=NOW)
    with pytest.raises(ActRefused):
        archive(actor=office.reviewer, case_id=case.pk, now=NOW)


def test_a_transfer_names_day_and_place(office):
    case = archived(office)
    for values, field in (
        ({"on": TODAY, "to": " "}, "to"), ({"on": TODAY + timedelta(days=1), "to": "区档案馆"}, "on"),
    ):  # fmt: skip
        with pytest.raises(InputRefused) as refused:
            transfer(actor=office.reviewer, case_ids=[case.pk], now=NOW, **values)
        assert set(refused.value.fields) == {field}
    with pytest.raises(NotVisible):
        transfer(actor=office.drafter, case_ids=[case.pk], on=TODAY, to="区档案馆", now=NOW)
    assert ArchiveEntry.objects.get().transferred_on is None
    assert transfer(actor=office.reviewer, case_ids=[case.pk], on=TODAY, to="区档案馆", now=NOW) == 1
    entry = ArchiveEntry.objects.get()
    assert (entry.transferred_on, entry.transferred_to) == (TODAY, "区档案馆")


def test_a_list_with_one_case_not_archived_changes_none(office):
    case, waiting = archived(office), make_answered(office)
    with pytest.raises(NotVisible):
        transfer(actor=office.reviewer, case_ids=[case.pk, waiting.pk], on=TODAY, to="区档案馆", now=NOW)
    with pytest.raises(InputRefused):
        transfer(actor=office.reviewer, case_ids=[], on=TODAY, to="区档案馆", now=NOW)
    assert ArchiveEntry.objects.get().transferred_on is None


def test_working_copies_are_cleared_only_when_the_package_is_there(office):
    case = archived(office)
    with pytest.raises(ActRefused, match=case.number):
        clear_working_copies(actor=office.reviewer, case_ids=[case.pk], now=NOW)
    package = make_package(case, now=NOW)
    assert clear_working_copies(actor=office.reviewer, case_ids=[case.pk], now=NOW) == 1
    assert list(PrivateFile.objects.filter(key=case.key, erased_at=None)) == [package]
    seen = open_applicant(actor=office.reviewer, case_id=case.pk, purpose="archive", now=NOW)
    assert seen.id_number == ""
    assert seen.name == case.applicant_masked


@pytest.mark.parametrize("day", [date(2026, 3, 3), date(2036, 12, 31)])
def test_nothing_is_destroyed_before_its_period_is_over(office, day):
    case = archived(office)
    now = datetime(day.year, day.month, day.day, 9, 0, tzinfo=SHANGHAI)
    with pytest.raises(ActRefused, match=case.number):
        destroy_expired(actor=office.office_head, case_ids=[case.pk], reason="销〔2037〕1号", now=now)
    assert open_applicant(actor=office.reviewer, case_id=case.pk, purpose="archive", now=NOW).id_number


def test_destruction_needs_the_head_and_the_approved_list(office):
    case = archived(office)
    with pytest.raises(NotVisible):
        destroy_expired(actor=office.reviewer, case_ids=[case.pk], reason="销〔2037〕1号", now=EXPIRED)
    with pytest.raises(InputRefused) as refused:
        destroy_expired(actor=office.office_head, case_ids=[case.pk], reason=" ", now=EXPIRED)
    assert set(refused.value.fields) == {"reason"}
    assert ArchiveEntry.objects.get().destroyed_at is None


def test_what_is_destroyed_nobody_opens_again(office):
    case = archived(office)
    make_package(case, now=NOW)
    destroy_expired(actor=office.signer, case_ids=[case.pk], reason="销〔2037〕1号", now=EXPIRED)
    case = Case.objects.select_related("key").get(pk=case.pk)
    assert case.key.destroyed_at == EXPIRED
    assert not PrivateFile.objects.filter(key=case.key, erased_at=None).exists()
    before = AuditEntry.objects.count()
    with pytest.raises(KeyDestroyed):
        open_applicant(actor=office.reviewer, case_id=case.pk, purpose="archive", now=EXPIRED)
    assert AuditEntry.objects.count() == before
    assert case.report_row == "r.open"
    with pytest.raises(ActRefused):
        destroy_expired(actor=office.signer, case_ids=[case.pk], reason="销〔2037〕1号", now=EXPIRED)


def test_opening_leaves_purpose_and_not_the_data(office):
    case = make_case(office)
    applicant = open_applicant(actor=office.reviewer, case_id=case.pk, purpose="identify", now=NOW)
    assert applicant.name == "欧阳闻笛"
    row = AuditEntry.objects.get(act="private.opened")
    assert (row.actor_id, row.subject_id) == (office.reviewer.pk, case.pk)
    assert row.detail == {"purpose": "identify", "what": "applicant"}


def test_opening_is_refused_without_right_or_known_purpose(office):
    case = make_case(office)
    stranger = make_bureau(parent=office.authority).reviewer
    for actor in (stranger, office.drafter):
        with pytest.raises(NotVisible):
            open_applicant(actor=actor, case_id=case.pk, purpose="handle", now=NOW)
    with pytest.raises(ValueError, match="curious"):
        open_applicant(actor=office.reviewer, case_id=case.pk, purpose="curious", now=NOW)
    with pytest.raises(NotVisible):
        open_file(actor=office.reviewer, case_id=case.pk, file_id=0, purpose="handle", now=NOW)
    assert not AuditEntry.objects.filter(act="private.opened").exists()
