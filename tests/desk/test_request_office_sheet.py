"""One case from the receipt to the archive on its one sheet, and what the sheet refuses."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from gongkai.desk.request_office.story import story_of
from gongkai.documents.letters import plain_text
from gongkai.kernel.models import AuditEntry
from gongkai.requests.acts.deciding import decide
from gongkai.requests.acts.departments import assign
from gongkai.requests.acts.paper import code_of
from gongkai.requests.acts.periods import request_correction
from gongkai.requests.models import Case, CaseStage, Letter, LetterState
from tests.documents.samples import PNG
from tests.factories import NOW, make_bureau
from tests.request_factories import (
    make_answered,
    make_case,
    make_filed,
    make_office,
    open_part,
    refused_part,
    served,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(bureau):
    """The bureau with a complete office."""
    return make_office(parent=bureau.authority)


@pytest.fixture
def now():
    """The pages read the clock themselves."""
    return timezone.now()


def sheet(case) -> str:
    return f"/desk/requests/{case.pk}/sheet/"


def step_of(page: str) -> str:
    return page.split('name="step" value="')[1].split('"')[0]


def do(client, case, **values):
    """Carry out today's step as the page offers it."""
    mark = step_of(client.get(sheet(case)).content.decode())
    return client.post(sheet(case), {"step": mark} | values, follow=True)


def test_the_whole_way_on_one_sheet(office, signed_in, now):
    client = signed_in(office.reviewer)
    case = make_filed(office, now=now).case
    today = timezone.localdate().isoformat()
    assert "与申请人联系" in client.get(sheet(case)).content.decode()
    do(client, case, confirmed=today, how="电话")
    assert "拟定答复" in client.get(sheet(case)).content.decode()
    letter = decide(actor=office.reviewer, case_id=case.pk, parts=[open_part()], now=now).letter
    page = client.get(sheet(case)).content.decode()
    assert "打印呈批单" in page
    do(
        client,
        case,
        signer=office.signer.pk,
        on=today,
        code=code_of(letter),
        scan=SimpleUploadedFile("a.png", PNG),
    )
    assert Letter.objects.get().state == LetterState.SIGNED
    do(client, case, sealed=SimpleUploadedFile("b.png", PNG), compared_by_eye="on")
    assert Letter.objects.get().state == LetterState.SEALED
    do(client, case, channel="post", on=today, tracking="XA12345678911", postal_enterprise="on")
    case.refresh_from_db()
    assert case.stage == CaseStage.ANSWERED
    answer = do(client, case, retention="years_10")
    case.refresh_from_db()
    assert case.stage == CaseStage.ARCHIVED
    page = answer.content.decode()
    assert "没有要办的事" in page
    told = ("申请人在网上提交了申请", "与申请人确认", "签发，编号", "盖章后传回", "答复送达")
    story = page.split('class="story"')[1]
    assert all(one in story for one in told)
    assert list(told) == sorted(told, key=story.index)
    assert "结果：予以公开" in page


def test_a_seal_of_the_early_morning_stands_on_its_own_day(office):
    early = NOW.replace(hour=6)
    case = make_answered(office, now=early)
    told = story_of(case, list(case.events.all()), list(case.letters.all()))
    assert [one.on for one in told if "盖章后传回" in one.text] == [early.date()]


def test_no_step_needs_the_case_claimed(office, signed_in, now):
    """Another reviewer than the one who registered does the step all the same."""
    case = make_filed(office, now=now).case
    do(signed_in(office.reviewer2), case, confirmed=timezone.localdate().isoformat(), how="")
    case.refresh_from_db()
    assert case.stage == CaseStage.HANDLING


def test_a_form_of_a_step_that_is_over_does_nothing(office, signed_in, now):
    client = signed_in(office.reviewer)
    case = make_filed(office, now=now).case
    old = step_of(client.get(sheet(case)).content.decode())
    do(client, case, confirmed=timezone.localdate().isoformat(), how="")
    before = AuditEntry.objects.count()
    answer = client.post(sheet(case), {"step": old, "confirmed": "2026-01-01"}, follow=True)
    assert "情况已经变了" in answer.content.decode()
    assert AuditEntry.objects.count() == before


def test_a_refusal_stands_on_the_sheet_and_what_was_typed_stays(office, signed_in, now):
    client = signed_in(office.reviewer)
    case = make_case(office, now=now)
    decide(actor=office.reviewer, case_id=case.pk, parts=[open_part()], now=now)
    answer = do(
        client, case, signer=office.signer.pk, on=timezone.localdate().isoformat(), code="AAAAAA",
        note="同意",
        scan=SimpleUploadedFile("a.png", PNG),
    )  # fmt: skip
    page = answer.content.decode()
    assert "核对码不符" in page
    assert 'value="同意"' in page
    assert Letter.objects.get().state == LetterState.DRAFT


def test_a_courier_is_refused_in_words(office, signed_in, now):
    client = signed_in(office.reviewer)
    case = make_case(office, now=now)
    letter = decide(actor=office.reviewer, case_id=case.pk, parts=[open_part()], now=now).letter
    from tests.request_factories import sealed, signed

    sealed(office, signed(office, letter, now=now), now=now)
    page = do(client, case, channel="post", on=timezone.localdate().isoformat()).content.decode()
    assert "寄送应当交邮政企业" in page
    assert Letter.objects.get().state == LetterState.SEALED


def test_waiting_for_a_correction_says_until_when(office, signed_in, now):
    client = signed_in(office.reviewer)
    case = make_case(office, now=now)
    letter = request_correction(actor=office.reviewer, case_id=case.pk, points=["请写明年度"], now=now)
    assert "最迟" in client.get(sheet(case)).content.decode()
    served(office, letter, now=now)
    page = client.get(sheet(case)).content.decode()
    assert "等申请人补正" in page
    assert "等到" in page
    do(
        client,
        case,
        on=timezone.localdate().isoformat(),
        description="2025年度拨付明细",
        doc_number="",
        features="",
    )
    case.refresh_from_db()
    assert case.stage == CaseStage.HANDLING


@pytest.mark.parametrize("extension", ["docx", "pdf"])
def test_the_form_of_signing_holds_the_case(office, signed_in, now, extension):
    case = make_case(office, now=now)
    letter = decide(
        actor=office.reviewer, case_id=case.pk, parts=[open_part(), refused_part()], now=now
    ).letter
    answer = signed_in(office.reviewer).get(f"{sheet(case)}{letter.pk}/approval.{extension}")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    if extension == "pdf":
        assert answer.content.startswith(b"%PDF")
        return
    text = plain_text(answer.content)
    for wanted in (case.number, "欧阳闻笛", code_of(letter), "专项资金拨付明细", "讨论记录"):
        assert wanted in text
    opened = AuditEntry.objects.filter(detail__what=f"print:approval:{letter.pk}").get()
    assert opened.actor_id == office.reviewer.pk


def test_the_draft_is_printed_with_its_number_left_open(office, signed_in, now):
    case = make_case(office, now=now)
    letter = decide(actor=office.reviewer, case_id=case.pk, parts=[open_part()], now=now).letter
    answer = signed_in(office.reviewer).get(f"{sheet(case)}{letter.pk}/letter.docx")
    text = plain_text(answer.content)
    assert "（签发时编号）" in text
    assert "欧阳闻笛" in text


def test_leaders_read_the_sheet_and_see_why_they_do_not_fill_it_in(office, signed_in, now):
    case = make_filed(office, now=now).case
    page = signed_in(office.signer).get(sheet(case)).content.decode()
    assert "您在本机关（科室）的角色不能办理这一步" in page
    assert 'name="step"' not in page


def test_departments_and_other_organs_find_no_sheet(office, signed_in, now):
    case = make_case(office, now=now)
    assign(
        actor=office.reviewer, case_id=case.pk, department_id=office.business.pk, task="请提供明细", now=now
    )
    letter = decide(actor=office.reviewer, case_id=case.pk, parts=[open_part()], now=now).letter
    other = make_bureau(parent=office.authority)
    for person in (office.drafter, office.admin, other.reviewer):
        client = signed_in(person)
        for address in (sheet(case), f"{sheet(case)}{letter.pk}/approval.docx"):
            assert client.get(address).status_code == 404
    assert Case.objects.get().stage == CaseStage.HANDLING
