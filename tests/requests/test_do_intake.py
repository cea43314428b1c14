"""Taking in: by each channel once, each refusal naming its field, nothing left of what was refused."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest

from gongkai.kernel import private
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import AuditEntry, OutboxJob, PrivateFile, PrivateKey
from gongkai.requests.acts.intake import MOST_FILES, IncomingFile, code_hash, code_of, file_online, register
from gongkai.requests.models import Case, OfficeSettings
from tests.factories import NOW, make_bureau
from tests.request_factories import ASKED, COMPANY, PERSON, make_filed, submission
from tests.requests.snapshots import untouched

TODAY = NOW.date()


def _register(office, **changes):
    values = {
        "actor": office.reviewer, "organ": office.organ, "channel": "counter", "submission": submission(),
        "submitted": TODAY, "now": NOW,
    }  # fmt: skip
    return register(**values | changes)


def _file(name: str = "身份证.png", content: bytes = b"not a picture") -> IncomingFile:
    return IncomingFile("identity", name, io.BytesIO(content))


def _png() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (20, 20), 200).save(out, "PNG")
    return out.getvalue()


def test_a_form_is_filed_with_its_file_receipt_and_code(office):
    filed = make_filed(office, files=[_file(content=_png())])
    case = filed.case

    assert (case.stage, case.channel, case.form, case.way) == ("filed", "online", "electronic", "online")
    assert [kept.role for kept in case.files.all()] == ["identity"]
    assert (filed.code, code_hash(case.number, filed.code)) == (code_of(case), case.code_hash)
    assert [(row.type, row.on, row.data["confirmed"]) for row in case.events.all()] == [
        ("received", TODAY, None)
    ]
    assert AuditEntry.objects.filter(act="requests.case.filed", subject_id=case.pk).count() == 1
    assert OutboxJob.objects.exists()


@pytest.mark.parametrize(
    ("channel", "confirmed", "stage", "day0", "due"),
    [
        ("counter", None, "handling", TODAY, date(2026, 3, 30)),
        ("signed_post", None, "handling", TODAY, date(2026, 3, 30)),
        ("post", None, "filed", None, None),
        ("fax", None, "filed", None, None),
        ("post", TODAY, "handling", TODAY, date(2026, 3, 30)),
    ],
)
def test_each_channel_begins_on_its_own_day(office, channel, confirmed, stage, day0, due):
    case = _register(office, channel=channel, confirmed=confirmed).case
    assert (case.stage, case.day0, case.due) == (stage, day0, due)
    assert case.handler == (office.reviewer if stage == "handling" else None)
    assert case.registered_by == office.reviewer


def test_a_request_spoken_at_the_counter_is_marked_so(office):
    case = _register(office, submission=submission(oral=True, needs_help=True)).case
    assert (case.oral, case.needs_help) == (True, True)


@pytest.mark.parametrize(
    "role", ["drafter", "head", "office_head", "signer", "admin", "auditor", "supervisor"]
)
def test_only_the_office_registers(office, role):
    with untouched(NotVisible):
        _register(office, actor=office.people[role])


def test_another_organs_office_does_not_register_here(office):
    other = make_bureau(office.authority)
    with untouched(NotVisible):
        _register(office, actor=other.reviewer)


@pytest.mark.parametrize("channel", ["online", "pigeon", ""])
def test_the_desk_registers_no_online_form_and_no_unknown_channel(office, channel):
    with untouched(InputRefused) as refused:
        _register(office, channel=channel)
    assert set(refused.value.fields) == {"channel"}


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"submitted": TODAY + timedelta(days=1)}, "submitted"),
        ({"confirmed": TODAY + timedelta(days=1)}, "confirmed"),
        ({"confirmed": TODAY - timedelta(days=1)}, "confirmed"),
    ],
)
def test_days_to_come_and_days_in_the_wrong_order_are_refused(office, days, field):
    with untouched(InputRefused) as refused:
        _register(office, channel="post", **days)
    assert set(refused.value.fields) == {field}
    assert not PrivateKey.objects.filter(destroyed_at=None).exists()


FAULTS = [
    ({"applicant_kind": ""}, {"applicant_kind", "contact"}),
    ({"form": ""}, {"form"}),
    ({"way": "by_hand"}, {"way"}),
    ({"applicant": replace(PERSON, name=" ")}, {"name"}),
    ({"applicant": replace(PERSON, id_kind="")}, {"id_kind"}),
    ({"applicant": replace(PERSON, id_number="")}, {"id_number"}),
    ({"applicant": replace(PERSON, id_number="110105194912310021")}, {"id_number"}),
    ({"applicant": replace(PERSON, id_kind="credit_code", id_number=COMPANY.id_number)}, {"id_kind"}),
    ({"applicant": replace(PERSON, phone="", email="", address="")}, {"phone"}),
    ({"applicant": replace(PERSON, phone="联系我")}, {"phone"}),
    ({"applicant": replace(PERSON, email="wendi")}, {"email"}),
    ({"applicant": replace(PERSON, address=""), "way": "post"}, {"address"}),
    ({"applicant": replace(PERSON, email=""), "way": "email"}, {"email"}),
    ({"way": "fax"}, {"fax"}),
    ({"applicant": replace(PERSON, name="文" * 101)}, {"name"}),
    ({"applicant": replace(COMPANY, contact=""), "applicant_kind": "commercial"}, {"contact"}),
    ({"asked": replace(ASKED, description=" \n")}, {"description"}),
    ({"asked": replace(ASKED, description="字" * 3001)}, {"description"}),
    ({"asked": replace(ASKED, features="字" * 501)}, {"features"}),
]


@pytest.mark.parametrize(("changes", "fields"), FAULTS)
def test_each_missing_content_is_named_by_both_doors_and_nothing_is_kept(office, changes, fields):
    with untouched(InputRefused) as online:
        make_filed(office, **changes)
    with untouched(InputRefused) as desk:
        _register(office, submission=submission(**changes))
    assert set(online.value.fields) == set(desk.value.fields) == fields
    assert not PrivateKey.objects.exists()


def test_an_organ_that_takes_no_online_requests_says_what_to_do_instead(office):
    OfficeSettings.objects.filter(organ=office.organ).update(accepts_online=False)
    office.organ.refresh_from_db()
    with untouched(ActRefused, "邮寄"):
        make_filed(office)


def test_an_organ_that_was_merged_takes_none(office):
    office.organ.merged_into = office.authority
    office.organ.save()
    with untouched(ActRefused, "不接收网上申请"):
        make_filed(office)


def test_too_many_files_are_refused_before_any_is_kept(office):
    with untouched(InputRefused) as refused:
        make_filed(office, files=[_file() for _ in range(MOST_FILES + 1)])
    assert set(refused.value.fields) == {"files"}
    assert not PrivateKey.objects.exists()


def test_a_refused_file_takes_the_ones_before_it_away(office):
    with pytest.raises(InputRefused, match="exe"):
        make_filed(office, files=[_file(content=_png()), _file("病毒.exe", b"MZ\x90\x00")])
    assert not Case.objects.exists()
    assert not AuditEntry.objects.filter(act="requests.case.filed").exists()
    assert not PrivateKey.objects.filter(destroyed_at=None).exists()
    assert not PrivateFile.objects.filter(erased_at=None).exists()


def test_the_same_token_again_gives_the_first_case_whatever_it_holds(office):
    first = make_filed(office, token="once")
    again = file_online(organ=office.organ, token="once", submission=submission(form=""), now=NOW)
    assert (again.case, again.code, again.fresh) == (first.case, first.code, False)
    assert Case.objects.count() == 1


@pytest.mark.parametrize("token", ["", "  ", "t" * 65])
def test_a_filing_without_a_usable_token_is_refused(office, token):
    with untouched(InputRefused) as refused:
        file_online(organ=office.organ, token=token, submission=submission(), now=NOW)
    assert set(refused.value.fields) == {"token"}


def test_a_code_is_compared_whatever_its_letters_case_and_only_for_its_number(office):
    filed = make_filed(office)
    assert code_hash(filed.case.number, f" {filed.code.lower()} ") == filed.case.code_hash
    assert code_hash(filed.case.number + "0", filed.code) != filed.case.code_hash
    assert private.unseal_text(filed.case.key, filed.case.sealed_code, context="code") == filed.code
