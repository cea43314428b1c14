"""Answers that come in, by their pages: from those consulted, from the applicant; and letters worded anew."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from gongkai.law.clock import EventType
from gongkai.requests.acts.consulting import PartyFacts, consult
from gongkai.requests.acts.deciding import decide
from gongkai.requests.acts.periods import ask_reasons, request_correction
from gongkai.requests.clockwork import standing_events
from gongkai.requests.letter_content import fields_of
from gongkai.requests.models import Case, Consultation, Letter
from tests.request_factories import make_case, make_office, open_part, scan_of, served, signed

pytestmark = pytest.mark.django_db
FIRM = PartyFacts("third_party", "海岳远帆机械有限公司", is_organisation=True)


@pytest.fixture
def office(bureau):
    """The bureau with a complete office."""
    return make_office(parent=bureau.authority)


@pytest.fixture
def consultation(office) -> Consultation:
    """A firm that was asked five weeks ago, by a letter that was served."""
    asked = timezone.now() - timedelta(days=35)
    case = make_case(office, now=asked)
    made = consult(actor=office.reviewer, case_id=case.pk, facts=FIRM, content="拨付明细", now=asked)
    served(office, made.letter, now=asked)
    return Consultation.objects.get(pk=made.pk)


def act(client, case_id: int, name: str, values: dict, *, of: int | None = None):
    query = f"?of={of}" if of else ""
    return client.post(f"/desk/requests/{case_id}/act/{name}/{query}", values)


def facts(case_id: int) -> set[str]:
    return {event.type for event in standing_events(Case.objects.get(pk=case_id))}


def test_a_firm_receives_and_objects_and_is_overruled(office, consultation, signed_in):
    client, case = signed_in(office.reviewer), consultation.case_id
    day = consultation.sent_on.isoformat()
    assert act(client, case, "note_received", {"on": day}, of=consultation.pk).status_code == 302
    answer = {"on": day, "answer": "objects", "reasons": "涉及商业秘密", "reasonable": "yes"}
    assert act(client, case, "note_answer", answer, of=consultation.pk).status_code == 302
    consultation.refresh_from_db()
    assert (consultation.received_on.isoformat(), consultation.answer) == (day, "objects")
    assert consultation.reasonable is True
    assert EventType.CONSULTATION_ANSWERED in facts(case)
    reason = {"reason": "不公开会对公共利益造成重大影响"}
    answered = act(client, case, "override_objection", reason, of=consultation.pk)
    letter = Letter.objects.get(kind="third_party_disclosure_notice")
    assert answered["Location"] == f"/desk/requests/letters/{letter.pk}/"


def test_silence_is_noted_when_the_days_are_over(office, consultation, signed_in):
    client, case = signed_in(office.reviewer), consultation.case_id
    assert act(client, case, "note_silence", {}, of=consultation.pk).status_code == 302
    consultation.refresh_from_db()
    assert consultation.answer == "silent"


def test_reasons_come_in_and_a_day_of_its_own_is_set(office, signed_in):
    now = timezone.now()
    case, client = make_case(office, now=now), signed_in(office.reviewer)
    letter = ask_reasons(
        actor=office.reviewer, case_id=case.pk, why_excessive="一个月内四十件", points=["用途"], now=now
    )
    served(office, letter, now=now)
    today = timezone.localdate()
    assert act(client, case.pk, "receive_reasons", {"on": today.isoformat()}).status_code == 302
    assert EventType.REASONS_GIVEN in facts(case.pk)
    until = (today + timedelta(days=60)).isoformat()
    told = act(client, case.pk, "set_own_period", {"until": until, "reasons": "数量大，需要分批整理"})
    drafted = Letter.objects.get(kind="own_period_notice")
    assert told["Location"] == f"/desk/requests/letters/{drafted.pk}/"


def test_a_correction_that_never_came_is_struck_out(office, signed_in):
    now = timezone.now()
    case, client = make_case(office, now=now), signed_in(office.reviewer)
    letter = request_correction(actor=office.reviewer, case_id=case.pk, points=["写明年度"], now=now)
    served(office, letter, now=now)
    day = timezone.localdate().isoformat()
    values = {"on": day, "description": "2025年度拨付明细"}
    assert act(client, case.pk, "receive_correction", values).status_code == 302
    event = next(one for one in standing_events(case) if one.type == EventType.CORRECTION_RECEIVED)
    assert act(client, case.pk, "void_event", {"reason": "登错了案件"}, of=event.pk).status_code == 302
    assert EventType.CORRECTION_RECEIVED not in facts(case.pk)
    case.refresh_from_db()
    assert case.stage == "correcting"


def test_a_draft_is_worded_anew_and_a_served_letter_sent_again(office, signed_in):
    now = timezone.now()
    case, client = make_case(office, now=now), signed_in(office.reviewer)
    draft = request_correction(actor=office.reviewer, case_id=case.pk, points=["写明年度"], now=now)
    page = client.get(f"/desk/requests/letters/{draft.pk}/act/edit_letter/")
    values = {name: field.initial or "" for name, field in page.context["form"].fields.items()}
    values["points"] = "写明年度\n写明资金名称"
    assert client.post(f"/desk/requests/letters/{draft.pk}/act/edit_letter/", values).status_code == 302
    draft.refresh_from_db()
    assert fields_of(draft)["points"] == ["写明年度", "写明资金名称"]
    reply = decide(
        actor=office.reviewer, case_id=make_case(office, now=now).pk, parts=[open_part()], now=now
    ).letter
    served(office, reply, now=now)
    again = {"channel": "counter", "on": timezone.localdate().isoformat()}
    assert client.post(f"/desk/requests/letters/{reply.pk}/act/serve_again/", again).status_code == 302
    assert Letter.objects.get(pk=reply.pk).services.count() == 2


def test_a_scan_needs_the_word_that_it_was_compared(office, signed_in):
    now = timezone.now()
    case, client = make_case(office, now=now), signed_in(office.reviewer)
    letter = decide(actor=office.reviewer, case_id=case.pk, parts=[open_part()], now=now).letter
    signed(office, letter, now=now)
    page = f"/desk/requests/letters/{letter.pk}/act/seal_letter/"
    refused = client.post(page, {"sealed": SimpleUploadedFile("盖章.png", scan_of(letter))})
    assert refused.status_code == 200 and "已逐字核对一致" in refused.content.decode()
    done = client.post(
        page, {"sealed": SimpleUploadedFile("盖章.png", scan_of(letter)), "compared_by_eye": "on"}
    )
    assert done.status_code == 302 and Letter.objects.get(pk=letter.pk).state == "sealed"
