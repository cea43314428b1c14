"""Nobody who reads tables or disk without the keys learns who asked, nor what in their own words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps

from gongkai.kernel.models import AuditEntry, OutboxJob, OutgoingMessage
from gongkai.requests.acts.amend import amend
from gongkai.requests.acts.archiving import archive
from gongkai.requests.acts.confirm import confirm, correct_event
from gongkai.requests.acts.consulting import PartyFacts, consult, note_answer, override_objection
from gongkai.requests.acts.departments import assign, cancel_assignment, hand_back, opine
from gongkai.requests.acts.drafts import begin_draft, keep_draft, take_file
from gongkai.requests.acts.fees import notice_fee, record_payment
from gongkai.requests.acts.intake import IncomingFile
from gongkai.requests.acts.letters import return_letter, submit_letter
from gongkai.requests.acts.periods import receive_correction, request_correction
from gongkai.requests.acts.personal import open_applicant
from gongkai.requests.clockwork import standing_events
from gongkai.requests.models import Case
from gongkai.requests.personal import Asked
from tests.factories import NOW
from tests.request_factories import PERSON, make_answered, make_case, make_filed, open_part, served

TODAY = NOW.date()
ASKER = replace(PERSON, fax="0631-8765432", agent="诸葛代申", phone="13812345678")
#: Longer than a subject, so that the whole of it can stand nowhere but sealed.
DESCRIPTION = (
    "本人位于海岳市文川区新安路的房屋于去年被列入征收范围，现申请公开该征收项目的补偿安置方案、"
    "评估机构选定过程的记录以及本人所在院落各户的补偿结果，以便核对自己的补偿是否公平。"
)
ASKED = Asked(DESCRIPTION, features="门牌为三单元四楼东户的那一份评估报告", way_note="请在工作日晚上联系")
THIRD = PartyFacts("third_party", "司马问天", contact="13700001234")
SECRETS = {
    "name": ASKER.name, "number": ASKER.id_number, "phone": ASKER.phone, "e-mail": ASKER.email,
    "address": ASKER.address, "fax": ASKER.fax, "agent": ASKER.agent, "description": DESCRIPTION,
    "features": ASKED.features, "note": ASKED.way_note, "third party": THIRD.name, "theirs": THIRD.contact,
}  # fmt: skip
#: What the office writes of the person where it should not.
TOLD = f"{ASKER.name}（{ASKER.id_number}）来电{ASKER.phone}、{ASKER.email}说明"
#: What a letter may say and a table may not.
NAMED = f"与{ASKER.name}有关的评估报告"


@pytest.fixture(autouse=True)
def mail(settings):
    """Messages to applicants are written, not only letters."""
    settings.GONGKAI_MESSAGES_EMAIL = "relay"


def _cells() -> Iterator[tuple[str, str]]:
    """Every column of every row of every table, as text, with where it stands."""
    for model in apps.get_models(include_auto_created=True):
        for row in model._default_manager.values():
            for column, value in row.items():
                yield f"{model._meta.label}.{column}", str(value)


def _leaks(directory: Path) -> set[tuple[str, str]]:
    """Which secret stands in the clear in which column or file."""
    found = {(what, place) for place, text in _cells() for what, secret in SECRETS.items() if secret in text}
    for path in (path for path in directory.rglob("*") if path.is_file()):
        content = _unpacked(path)
        found |= {(what, path.name) for what, secret in SECRETS.items() if secret.encode() in content}
    return found


def _unpacked(path: Path) -> bytes:
    """A file's bytes; of a document made of packed parts, all of them unpacked."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as parts:
        return b"\n".join(parts.read(name) for name in parts.namelist())


def _filed(office) -> Case:
    files = [IncomingFile("identity", f"{ASKER.name}身份证.txt", io.BytesIO(TOLD.encode()))]
    return make_filed(office, applicant=ASKER, asked=ASKED, files=files).case


def test_the_search_finds_what_stands_in_the_clear(office, gongkai_dir):
    case = make_case(office, applicant=ASKER, asked=ASKED)
    assert ("requests.Case.applicant_masked", case.applicant_masked) in set(_cells())
    assert case.applicant_masked.startswith("欧")
    Case.objects.filter(pk=case.pk).update(subject=ASKER.phone)
    (gongkai_dir / "left behind").write_text(DESCRIPTION, "utf-8")
    with zipfile.ZipFile(gongkai_dir / "letter.docx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("document.xml", ASKER.name)
    assert _leaks(gongkai_dir) == {
        ("phone", "requests.Case.subject"), ("description", "left behind"), ("name", "letter.docx"),
    }  # fmt: skip


def test_a_form_once_filed_stands_nowhere_in_the_clear(office, gongkai_dir):
    case = _filed(office)
    assert _leaks(gongkai_dir) == set()
    assert AuditEntry.objects.filter(subject="case", subject_id=case.pk).exists()
    assert OutgoingMessage.objects.count() == 1
    assert OutboxJob.objects.exists()


def test_nor_does_a_form_that_was_only_begun(office, gongkai_dir):
    draft = begin_draft("secret of a browser", organ=office.organ, now=NOW)
    keep_draft(draft, values={"name": ASKER.name, "id_number": ASKER.id_number, "phone": ASKER.phone,
                              "description": DESCRIPTION}, now=NOW)  # fmt: skip
    assert _leaks(gongkai_dir) == set()


def test_nor_does_a_file_that_came_with_it(office, gongkai_dir):
    draft = begin_draft("secret of a browser", organ=office.organ, now=NOW)
    file = IncomingFile("identity", f"{ASKER.name}身份证.txt", io.BytesIO(TOLD.encode()))
    assert len(take_file(draft, file, now=NOW).files) == 1
    assert _leaks(gongkai_dir) == set()


def test_nor_does_anything_on_the_way_of_the_case_even_what_the_office_writes(office, gongkai_dir):
    case = _filed(office)
    case = confirm(actor=office.reviewer, case_id=case.pk, confirmed=TODAY, how=TOLD, now=NOW)
    told = {"actor": office.reviewer, "case_id": case.pk, "now": NOW}
    amend(changes={"needs_help": True}, reason=TOLD, **told)
    open_applicant(actor=office.reviewer, case_id=case.pk, purpose="handle", now=NOW)
    _ask_departments(office, case)
    _ask_others(office, case)
    served(office, request_correction(points=[NAMED], **told))
    receive_correction(on=TODAY, asked=replace(ASKED, doc_number="〔2025〕3号"), **told)
    served(office, notice_fee(standard="pages", quantity=100, **told).letter)
    record_payment(on=TODAY, **told)
    event = standing_events(Case.objects.get(pk=case.pk))[-1]
    correct_event(event_id=event.pk, on=event.on, reason=TOLD, **told)
    answered = make_answered(office, [open_part(NAMED)], case=Case.objects.get(pk=case.pk))
    archive(actor=office.reviewer, case_id=answered.pk, now=NOW)

    assert _leaks(gongkai_dir) == set()
    assert OutboxJob.objects.count() > 3
    assert AuditEntry.objects.filter(subject="case", subject_id=case.pk).count() > 15


def _ask_departments(office, case) -> None:
    told = {"actor": office.reviewer, "case_id": case.pk, "now": NOW}
    first = assign(department_id=office.business.pk, task=TOLD, **told)
    own = {"actor": office.drafter, "case_id": case.pk, "now": NOW}
    hand_back(assignment_id=first.pk, reason=TOLD, **own)
    second = assign(department_id=office.business.pk, task="请提出意见", **told)
    opine(assignment_id=second.pk, advice="open", opinion=TOLD, **own)
    third = assign(department_id=office.business.pk, task="请补充", **told)
    cancel_assignment(assignment_id=third.pk, **told)


def _ask_others(office, case) -> None:
    facts = PartyFacts("co_maker", "海岳市文川区住房和城乡建设局", contact=TOLD)
    told = {"actor": office.reviewer, "case_id": case.pk, "now": NOW}
    asked = consult(facts=facts, content=DESCRIPTION, **told)
    submit_letter(actor=office.reviewer, letter_id=asked.letter_id, now=NOW)
    return_letter(actor=office.reviewer2, letter_id=asked.letter_id, reason=TOLD, now=NOW)
    served(office, asked.letter)
    note_answer(consultation_id=asked.pk, on=TODAY, answer="objects", reasons=TOLD, **told)
    third = consult(facts=THIRD, content=DESCRIPTION, **told)
    served(office, third.letter)
    note_answer(consultation_id=third.pk, on=TODAY, answer="objects", reasonable=True, reasons=TOLD, **told)
    reason = f"{THIRD.name}与{ASKER.name}的补偿结果不公开将对公共利益造成重大影响"
    served(office, override_objection(consultation_id=third.pk, reason=reason, **told))


def test_what_the_office_is_told_later_stays_out_too(office, gongkai_dir):
    now = NOW + timedelta(days=1)
    case = make_case(office, applicant=ASKER, asked=ASKED)
    amend(actor=office.reviewer, case_id=case.pk, changes={"phone": "13911112222"}, reason="换号13911112222",
          now=now)  # fmt: skip
    assert _leaks(gongkai_dir) == set()
    assert not [place for place, text in _cells() if "13911112222" in text]
