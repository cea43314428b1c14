"""The evidence package of a case: gathered, sealed when archived, taken out on the record, proved."""

import io
import json
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest

from gongkai.dossier import verify_package
from gongkai.kernel import outbox
from gongkai.kernel.errors import ActRefused, NotVisible, Refused
from gongkai.kernel.keys import sign
from gongkai.kernel.models import AuditEntry, OutboxJob, PrivateFile
from gongkai.kernel.private import erase
from gongkai.kernel.private.files import place_of
from gongkai.requests.acts.archiving import archive, clear_working_copies
from gongkai.requests.acts.confirm import correct_event
from gongkai.requests.acts.consulting import PartyFacts, consult, note_answer, note_received
from gongkai.requests.acts.departments import assign, opine, record_search
from gongkai.requests.acts.evidence import evidence_status, order_evidence, take_evidence
from gongkai.requests.acts.intake import IncomingFile, register
from gongkai.requests.acts.serving import prove_service
from gongkai.requests.clockwork import standing_events
from gongkai.requests.evidence import make_package, make_packages, write_evidence
from gongkai.requests.models import ArchiveEntry, Case, Service
from tests.documents.samples import PNG
from tests.factories import NOW, make_bureau
from tests.request_factories import (
    ASKED,
    PERSON,
    make_answered,
    make_case,
    open_part,
    plain_bytes,
    refused_part,
    served,
    submission,
)


def full_case(office) -> Case:
    """A case with identity, consultation, opinion, search, correction and proof of service."""
    files = [IncomingFile("identity", "身份证 正面.png", io.BytesIO(PNG))]
    case = register(
        actor=office.reviewer, organ=office.organ, channel="counter", submission=submission(), files=files,
        submitted=date(2026, 2, 27), now=NOW,
    ).case  # fmt: skip
    received = standing_events(case)[0]
    correct_event(
        actor=office.reviewer, case_id=case.pk, event_id=received.pk, on=date(2026, 3, 2),
        changes={"submitted": "2026-03-02"}, reason="收件戳日期看错", now=NOW,
    )  # fmt: skip
    party = consult(
        actor=office.reviewer, case_id=case.pk, content="拨付明细",
        facts=PartyFacts("third_party", "海岳远帆机械有限公司", True), now=NOW,
    )  # fmt: skip
    served(office, party.letter)
    note_received(
        actor=office.reviewer, case_id=case.pk, consultation_id=party.pk, on=date(2026, 3, 4),
        now=NOW + timedelta(days=2),
    )  # fmt: skip
    later = NOW + timedelta(days=8)
    note_answer(
        actor=office.reviewer, case_id=case.pk, consultation_id=party.pk, on=date(2026, 3, 10),
        answer="agrees", reasons="同意公开汇总数", now=later,
    )  # fmt: skip
    task = assign(
        actor=office.reviewer, case_id=case.pk, department_id=office.business.pk, task="请提出意见", now=later
    )
    opine(
        actor=office.drafter, case_id=case.pk, assignment_id=task.pk, advice="partial", opinion="可部分公开",
        now=later,
    )  # fmt: skip
    record_search(
        actor=office.reviewer, case_id=case.pk, place="档案室", words="拨付", result="找到一份", found=True,
        on=later.date(), by_name="张三", now=later,
    )  # fmt: skip
    case = make_answered(office, [open_part(), refused_part()], case=case, now=later)
    service = Service.objects.get(letter__case=case, letter__decision__isnull=False)
    prove_service(
        actor=office.reviewer, service_id=service.pk, received_on=later.date(),
        proof=("回证.png", io.BytesIO(PNG)), now=later,
    )  # fmt: skip
    return Case.objects.get(pk=case.pk)


def packed(case: Case, tmp_path: Path, *, now=NOW) -> Path:
    """The case's package as a file."""
    path = tmp_path / "p.zip"
    with path.open("w+b") as target:
        write_evidence(case, target, now=now)
    return path


def test_a_package_holds_all_that_is_on_record_and_is_proved(office, tmp_path):
    case = full_case(office)
    path = packed(case, tmp_path)
    report = verify_package(path, sign=sign)
    assert report.findings == [] and report.number == case.number
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        manifest = json.loads(archive.read("manifest.json"))
        events = json.loads(archive.read("events.json"))
        record = json.loads(archive.read("record.json"))
        decision = json.loads(archive.read("decision.json"))
        audit = json.loads(archive.read("audit.json"))
        page = archive.read("目录.html").decode()
    titles = [row["title"] for row in manifest["files"] if row["name"].startswith("documents/")]
    assert any("身份证" in title for title in titles)
    assert any("盖章件" in title for title in titles) and any("签发稿" in title for title in titles)
    assert any("送达凭证" in title for title in titles)
    assert [event["stands"] for event in events[:2]] == [False, True]
    assert events[1]["replaces"] == events[0]["id"] and events[1]["reason"] == "收件戳日期看错"
    assert record["applicant"]["id_number"] == PERSON.id_number
    assert record["asked"]["description"] == ASKED.description
    assert record["consultations"][0]["reasons"] == "同意公开汇总数"
    assert record["opinions"][0]["opinion"] == "可部分公开" and record["searches"][0]["by"] == "张三"
    assert [part["outcome"] for part in decision["decisions"][0]["parts"]] == ["open_given", "refused"]
    reviews = [review for letter in record["letters"] for review in letter["reviews"]]
    assert {review["step"] for review in reviews} == {"check", "sign"}
    assert {"requests.case.registered", "requests.case.decided"} <= {row["act"] for row in audit}
    assert PERSON.name in page and PERSON.id_number not in page and "收件戳日期看错" in page
    assert "calendar/2026.json" in names and "rules/clock.toml" in names
    assert not any(part in name for name in names for part in ("..", "\\"))


def test_the_same_case_at_the_same_moment_gives_the_same_bytes(office, tmp_path):
    case = full_case(office)
    (tmp_path / "a").mkdir()
    assert packed(case, tmp_path).read_bytes() == packed(case, tmp_path / "a").read_bytes()


def test_archiving_makes_seals_and_enters_the_package(office, tmp_path):
    case = full_case(office)
    later = NOW + timedelta(days=9)
    archive(actor=office.reviewer, case_id=case.pk, now=later)
    OutboxJob.objects.exclude(kind="requests.package").delete()
    outbox.drain(owner="t", clock=lambda: later)
    entry = ArchiveEntry.objects.get(case=case)
    assert entry.package is not None and entry.package.key_id == case.key_id and not entry.package_failure
    path = tmp_path / "sealed.zip"
    path.write_bytes(plain_bytes(entry.package))
    assert verify_package(path, sign=sign, digest=entry.package_digest).findings == []
    assert AuditEntry.objects.get(act="requests.case.packaged").detail == {"digest": entry.package_digest}
    make_packages([{"case": case.pk}], later)
    assert ArchiveEntry.objects.get(case=case).package_id == entry.package_id


def test_the_sealed_package_outlives_the_working_copies(office, tmp_path):
    case = full_case(office)
    archive(actor=office.reviewer, case_id=case.pk, now=NOW)
    make_packages([{"case": case.pk}], NOW)
    clear_working_copies(actor=office.reviewer, case_ids=[case.pk], now=NOW)
    taken = take_evidence(actor=office.reviewer, case_id=case.pk, now=NOW)
    path = tmp_path / "t.zip"
    path.write_bytes(b"".join(taken.chunks))
    assert verify_package(path, sign=sign).findings == []
    with zipfile.ZipFile(path) as package:
        assert PERSON.name in package.read("目录.html").decode()


def test_a_file_erased_by_retention_is_on_record_and_accepted(office, tmp_path):
    case = full_case(office)
    erase(case.files.get().file, now=NOW)
    path = packed(case, tmp_path)
    report = verify_package(path, sign=sign)
    assert report.findings == [] and any("按保管期限清除" in note for note in report.notes)
    with zipfile.ZipFile(path) as package:
        (gone,) = json.loads(package.read("manifest.json"))["erased"]
        assert gone["name"] not in package.namelist() and "已清除" in package.read("目录.html").decode()


def test_a_failure_is_kept_in_words_and_tried_again(office):
    case = full_case(office)
    archive(actor=office.reviewer, case_id=case.pk, now=NOW)
    hidden = place_of(case.files.get().file.name)
    hidden.rename(hidden.with_suffix(".away"))
    OutboxJob.objects.exclude(kind="requests.package").delete()
    outbox.run_once(owner="t", clock=lambda: NOW)
    entry = ArchiveEntry.objects.get(case=case)
    assert entry.package is None and "从备份恢复" in entry.package_failure
    with pytest.raises(Refused, match="从备份恢复"):
        take_evidence(actor=office.reviewer, case_id=case.pk, now=NOW)
    hidden.with_suffix(".away").rename(hidden)
    outbox.run_once(owner="t", clock=lambda: NOW + timedelta(minutes=1))
    entry = ArchiveEntry.objects.get(case=case)
    assert entry.package is not None and entry.package_failure == ""


def test_a_package_that_was_not_made_can_be_ordered_again(office):
    case = full_case(office)
    with pytest.raises(ActRefused, match="还没有归档"):
        order_evidence(actor=office.reviewer, case_id=case.pk, now=NOW)
    assert evidence_status(case).state == "on_demand"
    archive(actor=office.reviewer, case_id=case.pk, now=NOW)
    OutboxJob.objects.all().delete()
    assert evidence_status(case).state == "waiting"
    for person in (office.drafter, make_bureau(parent=office.authority).reviewer):
        with pytest.raises(NotVisible):
            order_evidence(actor=person, case_id=case.pk, now=NOW)
    order_evidence(actor=office.signer, case_id=case.pk, now=NOW)
    outbox.drain(owner="t", clock=lambda: NOW)
    status = evidence_status(case)
    assert status.state == "sealed" and len(status.digest) == 64 and status.size > 0
    assert AuditEntry.objects.get(act="requests.case.package_ordered").actor_id == office.signer.pk
    with pytest.raises(ActRefused, match="已经生成"):
        order_evidence(actor=office.reviewer, case_id=case.pk, now=NOW)


def test_an_open_case_can_be_taken_out_and_every_taking_is_recorded(office, tmp_path):
    case = make_case(office)
    taken = take_evidence(actor=office.signer, case_id=case.pk, now=NOW)
    path = tmp_path / "open.zip"
    path.write_bytes(b"".join(taken.chunks))
    assert verify_package(path, sign=sign).findings == [] and taken.name == f"案卷-{case.number}.zip"
    row = AuditEntry.objects.get(act="private.opened")
    assert row.detail == {"purpose": "dispute", "what": "evidence"} and row.actor_id == office.signer.pk


def test_departments_and_other_organs_get_no_package(office):
    case = make_case(office)
    assign(actor=office.reviewer, case_id=case.pk, department_id=office.business.pk, task="意见", now=NOW)
    other = make_bureau(parent=office.authority)
    for person in (office.drafter, office.admin, other.reviewer):
        with pytest.raises(NotVisible):
            take_evidence(actor=person, case_id=case.pk, now=NOW)
    assert not AuditEntry.objects.filter(act="private.opened").exists()


def test_a_case_without_an_entry_gets_no_sealed_package(office):
    case = make_case(office)
    assert make_package(case, now=NOW) is None
    assert not PrivateFile.objects.filter(key=case.key).exists()
