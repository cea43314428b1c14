"""Following a case: the story, the letters, what can be sent in, and that guessing leads nowhere."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gongkai.kernel.models import AuditEntry
from gongkai.kernel.rights import standing_of
from gongkai.law.outcomes import DecisionPart
from gongkai.requests import queries
from gongkai.requests.acts.confirm import confirm
from gongkai.requests.acts.consulting import PartyFacts, consult
from gongkai.requests.acts.deciding import decide
from gongkai.requests.acts.fees import notice_fee, record_payment
from gongkai.requests.acts.giving import add_given_file, look_at_given_file
from gongkai.requests.acts.intake import code_of
from gongkai.requests.acts.linking import merge
from gongkai.requests.acts.periods import ask_reasons, request_correction
from gongkai.requests.models import Case, CaseEvent, CaseFile, CaseFileRole, CaseStage, Letter, Service
from tests.portal.requests_visitor import Visitor
from tests.request_factories import (
    ASKED,
    make_answered,
    make_case,
    make_filed,
    make_office,
    open_part,
    plain_bytes,
    refused_part,
    scan_of,
    served,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db, gongkai_dir):
    return make_office()


@pytest.fixture
def visitor(office) -> Visitor:
    return Visitor(office.organ.code)


@pytest.fixture
def now():
    return timezone.now()


def opened(visitor: Visitor, case: Case) -> str:
    """The page of a case, looked up with its own code."""
    response = visitor.track(case.number, code_of(case))
    assert response.status_code == 302, response.content.decode()
    return visitor.get(response["Location"]).content.decode()


def in_hand(office, now, **changes: object) -> Case:
    """A request from the form, confirmed today."""
    case = make_filed(office, now=now, **changes).case
    return confirm(actor=office.reviewer, case_id=case.pk, confirmed=timezone.localdate(now), now=now)


def test_a_request_just_sent_waits_for_confirmation(office, visitor, now):
    html = opened(visitor, make_filed(office, now=now).case)

    assert "已收到，等待与您确认" in html
    assert "双方确认之日为收到申请之日" in html
    assert ASKED.description in html


def test_a_confirmed_request_shows_its_due_date_day_by_day(office, visitor, now):
    case = in_hand(office, now)
    html = opened(visitor, case)

    assert case.due is not None
    assert f"{case.due.year}年{case.due.month}月{case.due.day}日" in html
    assert "还有20个工作日" in html
    assert "第几天" in html
    assert html.count("<tr") > 20


def test_the_number_is_taken_in_any_writing(office, visitor, now):
    case = make_filed(office, now=now).case
    code = code_of(case)

    assert visitor.track(f" {case.number.lower()} ", f"{code[:5]} {code[5:]}".lower()).status_code == 302


def test_letters_files_and_remedies_of_an_answered_case_are_there(office, visitor, now):
    case = in_hand(office, now)
    given = add_given_file(
        actor=office.reviewer,
        case_id=case.pk,
        name="明细.txt",
        stream=io.BytesIO("拨付明细".encode()),
        now=now,
    )
    look_at_given_file(actor=office.reviewer2, case_id=case.pk, given_id=given.pk, now=now)
    decision = decide(actor=office.reviewer, case_id=case.pk, parts=[open_part(), refused_part()], now=now)
    served(office, decision.letter, channel="online", on=timezone.localdate(now), now=now)

    html = opened(visitor, case)
    assert "已办结" in html and "部分公开" in html
    assert "行政复议" in html
    letter = visitor.client.get(f"/requests/track/case/letter/{decision.letter_id}/")
    assert b"".join(letter.streaming_content) == scan_of(decision.letter)
    assert letter["Cache-Control"] == "no-store"
    assert letter["Content-Disposition"].startswith("attachment")
    assert Service.objects.get(letter=decision.letter).read_at is not None
    file = visitor.client.get(f"/requests/track/case/file/{given.pk}/")
    assert b"".join(file.streaming_content) == "拨付明细".encode()
    assert AuditEntry.objects.filter(act="requests.case.letter_read", subject_id=case.pk).count() == 1


def test_without_consent_to_electronic_service_no_letter_can_be_fetched(office, visitor, now):
    case = make_answered(office, case=in_hand(office, now, electronic_service=False), now=now)
    html = opened(visitor, case)
    letter = Letter.objects.get(case=case)

    assert "答复书" in html and "下载盖章文书" not in html
    assert visitor.client.get(f"/requests/track/case/letter/{letter.pk}/").status_code == 404


def test_a_letter_not_yet_served_is_not_there(office, visitor, now):
    case = in_hand(office, now)
    decision = decide(actor=office.reviewer, case_id=case.pk, parts=[open_part()], now=now)
    html = opened(visitor, case)

    assert "答复书" not in html
    assert visitor.client.get(f"/requests/track/case/letter/{decision.letter_id}/").status_code == 404


def test_nobody_reaches_the_letter_of_another_case(office, visitor, now):
    make_answered(office, case=in_hand(office, now), now=now)
    letter = Letter.objects.get()
    opened(visitor, make_filed(office, token="another", now=now).case)

    assert visitor.client.get(f"/requests/track/case/letter/{letter.pk}/").status_code == 404
    assert visitor.client.get("/requests/track/case/file/1/").status_code == 404
    assert Client().get(f"/requests/track/case/letter/{letter.pk}/").status_code == 404


def test_a_file_nobody_has_looked_over_is_not_given(office, visitor, now):
    case = in_hand(office, now)
    given = add_given_file(
        actor=office.reviewer, case_id=case.pk, name="明细.txt", stream=io.BytesIO(b"x y z"), now=now
    )
    opened(visitor, case)

    assert visitor.client.get(f"/requests/track/case/file/{given.pk}/").status_code == 404


def correcting(office, now) -> Case:
    case = in_hand(office, now)
    letter = request_correction(actor=office.reviewer, case_id=case.pk, points=["写明年度"], now=now)
    served(office, letter, on=timezone.localdate(now), now=now)
    return Case.objects.get(pk=case.pk)


def test_a_correction_sent_online_counts_at_once_and_is_kept(office, visitor, now):
    case = correcting(office, now)
    html = opened(visitor, case)
    assert "需要您补正" in html and "<li>写明年度</li>" in html
    response = visitor.send_in(
        act="correct", words="是2025年度的", files=SimpleUploadedFile("说明.txt", "补充".encode())
    )

    assert response.status_code == 302
    assert "已收到您的补正" in visitor.get(response["Location"]).content.decode()
    case.refresh_from_db()
    assert case.stage == CaseStage.HANDLING
    assert CaseEvent.objects.filter(case=case, type="correction_received").count() == 1
    texts = [plain_bytes(one.file).decode() for one in CaseFile.objects.filter(role=CaseFileRole.CORRECTION)]
    assert texts == ["是2025年度的", "补充"]
    assert AuditEntry.objects.filter(act="requests.case.correction_sent", subject_id=case.pk).exists()


def test_an_empty_correction_is_refused_and_one_with_a_bad_file_keeps_the_words(office, visitor, now):
    case = correcting(office, now)
    opened(visitor, case)
    assert visitor.send_in(act="correct", words=" ").status_code == 422
    response = visitor.send_in(act="correct", words="写好的话", files=SimpleUploadedFile("a.pdf", b"MZ\0\0"))

    assert response.status_code == 422
    assert "写好的话" in response.content.decode()
    assert not CaseFile.objects.filter(role=CaseFileRole.CORRECTION).exists()
    assert not CaseEvent.objects.filter(type="correction_received").exists()


def test_a_correction_is_taken_only_once_and_only_when_asked_for(office, visitor, now):
    case = correcting(office, now)
    opened(visitor, case)
    assert visitor.send_in(act="correct", words="一").status_code == 302
    assert visitor.send_in(act="correct", words="二").status_code == 409
    assert visitor.send_in(act="give_reasons", words="三").status_code == 409
    assert CaseEvent.objects.filter(type="correction_received").count() == 1


def test_a_correction_after_the_lapse_letter_was_drawn_up_waits_for_the_office(office, visitor, now):
    case = correcting(office, now)
    after = now + timedelta(days=60)
    facts = {"correction_asked_on": timezone.localdate(now).isoformat(), "respond_by": str(case.wait_until)}
    lapsed = DecisionPart("全部", "lapsed_correction", (), facts)
    decide(actor=office.reviewer, case_id=case.pk, parts=[lapsed], now=after)
    opened(visitor, case)
    response = visitor.send_in(act="correct", words="迟到的补正")

    assert "工作人员会登记办理" in visitor.get(response["Location"]).content.decode()
    assert not CaseEvent.objects.filter(type="correction_received").exists()
    assert CaseFile.objects.filter(role=CaseFileRole.CORRECTION).count() == 1
    assert visitor.send_in(act="correct", words="又一次").status_code == 409


def test_reasons_asked_for_are_given_online(office, visitor, now):
    case = in_hand(office, now)
    letter = ask_reasons(
        actor=office.reviewer, case_id=case.pk, why_excessive="一个月四十件", points=["为什么"], now=now
    )
    served(office, letter, on=timezone.localdate(now), now=now)
    opened(visitor, case)

    assert visitor.send_in(act="give_reasons", words="").status_code == 422
    assert visitor.send_in(act="give_reasons", words="做研究").status_code == 302
    assert CaseEvent.objects.filter(type="reasons_given").count() == 1


def test_a_withdrawal_is_noted_once_and_left_to_the_office(office, visitor, now):
    case = in_hand(office, now)
    opened(visitor, case)
    assert visitor.send_in(act="withdraw", words="").status_code == 422
    response = visitor.send_in(act="withdraw", words="不需要了", sure="on")

    assert "撤回申请的要求" in visitor.get(response["Location"]).content.decode()
    assert visitor.send_in(act="withdraw", words="", sure="on").status_code == 409
    case.refresh_from_db()
    assert case.stage == CaseStage.HANDLING
    assert AuditEntry.objects.filter(act="requests.case.withdrawal_asked", subject_id=case.pk).count() == 1
    assert plain_bytes(CaseFile.objects.get(case=case).file).decode() == "不需要了"
    assert list(queries.asked_by_applicant(standing_of(office.reviewer))) == [case]
    assert not queries.asked_by_applicant(standing_of(office.outsider)).exists()


def test_nothing_is_taken_from_a_page_of_elsewhere(office, visitor, now):
    case = in_hand(office, now)
    opened(visitor, case)
    answer = visitor.post("/requests/track/case/", {"act": "withdraw", "sure": "on", "mark": "0" * 32})

    assert answer.status_code == 403
    assert not CaseFile.objects.filter(case=case).exists()
    assert visitor.send_in(act="nonsense").status_code == 422


def test_an_ended_case_takes_nothing_more(office, visitor, now):
    opened(visitor, make_answered(office, case=in_hand(office, now), now=now))

    assert visitor.send_in(act="withdraw", sure="on").status_code == 409


def test_the_fee_is_shown_with_how_and_by_when_to_pay(office, visitor, now):
    case = in_hand(office, now)
    notice = notice_fee(actor=office.reviewer, case_id=case.pk, standard="pages", quantity=68, now=now)
    served(office, notice.letter, on=timezone.localdate(now), now=now)
    html = opened(visitor, case)
    assert "380.00 元" in html and "3号窗口" in html and "需要您缴费" in html

    record_payment(
        actor=office.reviewer, case_id=case.pk, on=timezone.localdate(now), receipt_number="鲁0001", now=now
    )
    html = visitor.get("/requests/track/case/").content.decode()
    assert "鲁0001" in html and "3号窗口" not in html


def test_a_merged_case_shows_the_letters_of_the_case_that_answers_it(office, visitor, now):
    main, other = in_hand(office, now), in_hand(office, now + timedelta(seconds=1))
    merge(actor=office.reviewer, case_id=other.pk, into_id=main.pk, now=now)
    html = opened(visitor, other)
    assert main.number in html and "已并案办理" in html
    assert visitor.send_in(act="withdraw", sure="on").status_code == 409

    make_answered(office, case=main, now=now)
    html = visitor.get("/requests/track/case/").content.decode()
    letter = Letter.objects.get(case=main)
    assert f"/requests/track/case/letter/{letter.pk}/" in html
    assert visitor.client.get(f"/requests/track/case/letter/{letter.pk}/").status_code == 200


def test_an_overdue_case_says_so_and_what_can_be_done(office, visitor, now):
    begun = now - timedelta(days=90)
    case = make_case(office, now=begun, submitted=timezone.localdate(begun))
    html = opened(visitor, case)

    assert "答复期限已过" in html and "行政复议" in html


def test_unknown_number_and_wrong_code_get_the_same_answer(office, visitor, now):
    case = make_filed(office, now=now).case
    wrong = visitor.track(case.number, "AAAAAAAAAA")
    unknown = visitor.track("NOBODY-2026-00001", "AAAAAAAAAA")

    assert wrong.status_code == unknown.status_code == 422
    same = wrong.content.decode().replace(case.number, "N")
    assert same == unknown.content.decode().replace("NOBODY-2026-00001", "N")


@pytest.mark.parametrize("number", ["known", "NOBODY-2026-00001"])
def test_wrong_codes_lock_the_door_for_known_and_unknown_numbers_alike(office, visitor, now, number):
    case = make_filed(office, now=now).case
    asked = case.number if number == "known" else number
    answers = [visitor.track(asked, f"AAAAAAAAA{place}").status_code for place in "23456789"]

    assert answers == [422] * 5 + [429] * 3
    assert visitor.track(asked, code_of(case)).status_code == 429
    # Somebody else cannot shut the applicant out of his own case.
    assert Visitor(visitor.organ, address="192.0.2.99").track(case.number, code_of(case)).status_code == 302


def test_an_address_that_tries_many_numbers_is_stopped(office, visitor, now, monkeypatch):
    monkeypatch.setattr("gongkai.portal.requests.door.TRACKS_PER_HOUR", 3)
    answers = [visitor.track(f"GXJ-2026-{n:05d}", "AAAAAAAAAA").status_code for n in range(5)]

    assert answers == [422, 422, 422, 429, 429]


def test_a_right_code_forgives_the_wrong_ones(office, visitor, now):
    case = make_filed(office, now=now).case
    for _ in range(3):
        for _ in range(4):
            visitor.track(case.number, "AAAAAAAAAA")
        assert visitor.track(case.number, code_of(case)).status_code == 302


@pytest.mark.parametrize("data", [{}, {"number": "", "code": ""}, {"number": "\0", "code": "\0"}])
def test_an_empty_question_is_answered_at_the_field(office, visitor, data):
    response = visitor.post("/requests/track/", data)

    assert response.status_code == 422
    assert 'id="number-fault"' in response.content.decode()


def test_without_a_ticket_there_is_no_case(office, visitor):
    assert visitor.get("/requests/track/case/")["Location"] == "/requests/track/"
    visitor.client.cookies["gongkai_track"] = "forged"
    assert visitor.get("/requests/track/case/")["Location"] == "/requests/track/"


def test_a_ticket_ends_by_leaving_and_by_itself(office, visitor, now):
    import time_machine

    case = make_filed(office, now=now).case
    opened(visitor, case)
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert visitor.get("/requests/track/case/").status_code == 302
    visitor.post("/requests/track/case/", {"act": "leave"})
    assert visitor.get("/requests/track/case/").status_code == 302


def test_the_page_tells_nothing_of_third_parties_or_staff(office, visitor, now):
    case = in_hand(office, now)
    facts = PartyFacts("third_party", "秘密贸易有限公司", "港湾路9号")
    made = consult(actor=office.reviewer, case_id=case.pk, facts=facts, content="合同", now=now)
    assert made.letter is not None
    served(office, made.letter, on=timezone.localdate(now), now=now)
    html = opened(visitor, case)

    assert "向第三方征求意见" in html
    assert "秘密贸易" not in html
    for person in office.people.values():
        assert person.name not in html
