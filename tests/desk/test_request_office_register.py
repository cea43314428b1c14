"""Registering at the desk: who may, what is asked, what is shown before it is saved, the receipt."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from gongkai.requests.models import Case, CaseFile, CaseFileRole, CaseStage
from tests.documents.samples import PNG
from tests.factories import make_bureau, make_live
from tests.request_factories import ASKED, PERSON

pytestmark = pytest.mark.django_db
NEW = "/desk/requests/new/"


def entered(bureau, **changes) -> dict:
    """The form as somebody fills it in for a request at the counter."""
    return {
        "organ": bureau.organ.pk, "channel": "counter", "submitted": timezone.localdate().isoformat(),
        "applicant_kind": "natural", "name": PERSON.name, "id_kind": "resident_id",
        "id_number": PERSON.id_number, "phone": PERSON.phone, "description": ASKED.description,
        "doc_number": ASKED.doc_number, "form": "paper", "way": "pick_up",
    } | changes  # fmt: skip


def test_a_request_at_the_counter_is_registered_and_its_code_shown_once(bureau, signed_in):
    client = signed_in(bureau.reviewer)
    answer = client.post(NEW, entered(bureau), follow=True)
    case = Case.objects.get()
    assert case.stage == CaseStage.HANDLING
    assert case.handler == bureau.reviewer
    page = answer.content.decode()
    assert case.number in page
    assert "data:image/png;base64," in page
    code = re.search(r'big-number">([2-9A-Z]{10})<', page)
    assert code
    again = client.get(f"/desk/requests/{case.pk}/receipt/")
    assert code[1] not in again.content.decode()
    assert PERSON.name not in again.content.decode()
    assert again["Cache-Control"] == "private, no-store"


def test_a_letter_by_post_waits_for_its_confirmation(bureau, signed_in):
    answer = signed_in(bureau.reviewer).post(NEW, entered(bureau, channel="post"), follow=True)
    case = Case.objects.get()
    assert case.stage == CaseStage.FILED
    assert case.day0 is None
    assert "与申请人确认之后" in answer.content.decode()


def test_a_letter_by_post_that_was_confirmed_begins_that_day(bureau, signed_in):
    today = timezone.localdate()
    came = (today - timedelta(days=2)).isoformat()
    signed_in(bureau.reviewer).post(
        NEW, entered(bureau, channel="post", submitted=came, confirmed=today.isoformat())
    )
    assert Case.objects.get().day0 == today


def test_files_are_kept_with_what_they_are(bureau, signed_in):
    files = {
        "request_files": SimpleUploadedFile("申请书.png", PNG),
        "identity_files": SimpleUploadedFile("身份证.png", PNG),
    }
    signed_in(bureau.reviewer).post(NEW, entered(bureau) | files)
    assert sorted(CaseFile.objects.values_list("role", flat=True)) == [
        CaseFileRole.IDENTITY, CaseFileRole.REQUEST,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"id_number": "110105194912310021"}, "居民身份证号码不对"),
        ({"phone": ""}, "请至少填写一种联系方式"),
        ({"way": "post"}, "选择邮寄的，请填写通信地址"),
        ({"submitted": "2999-01-01"}, "日期不能晚于今天"),
        ({"channel": "post", "confirmed": "2020-01-01"}, "确认日期不能早于收到日期"),
        ({"channel": "online"}, "online"),
        ({"submitted": "1900-01-01"}, "1949"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(bureau, signed_in, changes, words):
    answer = signed_in(bureau.reviewer).post(NEW, entered(bureau, **changes))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert words in page
    assert ASKED.description in page
    assert PERSON.name in page
    assert not Case.objects.exists()


def test_earlier_requests_of_the_same_applicant_are_shown_before_saving(bureau, signed_in):
    client = signed_in(bureau.reviewer)
    client.post(NEW, entered(bureau))
    first = Case.objects.get()
    answer = client.post(NEW, entered(bureau))
    page = answer.content.decode()
    assert Case.objects.count() == 1
    assert first.number in page
    assert "内容相同" in page
    assert "还没有保存" in page
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
    client.post(NEW, entered(bureau, seen=seen))
    assert Case.objects.count() == 2


def test_what_is_published_on_the_matter_is_shown_before_saving(bureau, signed_in):
    item = make_live(bureau, title="2025年度文川区技术改造专项资金拨付明细表")
    make_live(bureau, title="关于食堂招标的公告")
    page = signed_in(bureau.reviewer).post(NEW, entered(bureau)).content.decode()
    assert item.title in page
    assert "食堂招标" not in page
    assert not Case.objects.exists()


def test_the_hints_come_while_the_form_is_filled_in(bureau, signed_in):
    client = signed_in(bureau.reviewer)
    client.post(NEW, entered(bureau))
    answer = client.post(f"{NEW}hints/", {"id_kind": "resident_id", "id_number": PERSON.id_number})
    assert Case.objects.get().number in answer.content.decode()
    empty = client.post(f"{NEW}hints/", {}).content.decode()
    assert "没有查到同一申请人" in empty


def test_another_organ_learns_nothing_of_the_applicant(bureau, signed_in):
    signed_in(bureau.reviewer).post(NEW, entered(bureau))
    case = Case.objects.get()
    other = make_bureau(parent=bureau.authority)
    client = signed_in(other.reviewer)
    told = client.post(f"{NEW}hints/", {"id_kind": "resident_id", "id_number": PERSON.id_number})
    assert case.number not in told.content.decode()
    assert client.get(f"/desk/requests/{case.pk}/receipt/").status_code == 404
    client.post(NEW, entered(bureau))
    assert Case.objects.count() == 1, "an organ that is not one's own is no choice"


@pytest.mark.parametrize("role", ["drafter", "head", "office_head", "signer", "admin", "security", "auditor"])
def test_only_the_office_registers(bureau, signed_in, role):
    client = signed_in(bureau.people[role])
    assert client.get(NEW).status_code == 404
    assert client.post(NEW, entered(bureau)).status_code == 404
    assert not Case.objects.exists()
