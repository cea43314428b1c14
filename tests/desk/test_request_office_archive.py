"""The archive's lists and acts, and wishes of article 44."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.disclosure.models import Item
from gongkai.requests.acts.archiving import archive
from gongkai.requests.evidence import make_packages
from gongkai.requests.models import ArchiveEntry, PublicationTask
from tests.factories import later, make_bureau
from tests.request_factories import COMPANY, make_answered, make_case, make_office

pytestmark = pytest.mark.django_db
ARCHIVE = "/desk/requests/archive/"
WISHES = "/desk/requests/wishes/"


@pytest.fixture
def office(bureau):
    """The bureau with a complete office."""
    return make_office(parent=bureau.authority)


@pytest.fixture
def entry(office) -> ArchiveEntry:
    case = make_answered(office)
    return archive(actor=office.reviewer, case_id=case.pk, now=later(days=1))


def packed(entry) -> ArchiveEntry:
    """The entry with its package made."""
    make_packages([{"case": entry.case_id}], later(days=1))
    return ArchiveEntry.objects.get(pk=entry.pk)


def post(client, key, entry, **values):
    return client.post(f"{ARCHIVE}?list={key}", {"case": entry.case_id} | values, follow=True)


def test_the_list_shows_number_and_retention(office, signed_in, entry):
    page = signed_in(office.reviewer).get(ARCHIVE).content.decode()
    assert entry.case.number in page
    assert "10年" in page
    assert "2036-12-31" in page


def test_the_transfer_list_is_a_table(office, signed_in, entry):
    answer = signed_in(office.reviewer).get(f"{ARCHIVE}list.xlsx?list=transfer")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:4] == ("件号", "申请编号", "题名", "申请人")
    assert rows[1][0] == 1
    assert rows[1][1] == entry.case.number
    assert "欧阳闻笛" not in str(rows)


def test_a_transfer_is_noted_and_leaves_the_list(office, signed_in, entry):
    client = signed_in(office.reviewer)
    answer = post(client, "transfer", entry, on=timezone.localdate().isoformat(), to="文川区档案馆")
    entry.refresh_from_db()
    assert entry.transferred_to == "文川区档案馆"
    assert "登记了 1 件" in answer.content.decode()
    assert entry.case.number not in client.get(f"{ARCHIVE}?list=transfer").content.decode()
    assert "已移交文川区档案馆" in client.get(ARCHIVE).content.decode()


def test_working_copies_are_cleared_once_the_package_is_there(office, signed_in, entry):
    client = signed_in(office.reviewer)
    assert entry.case.number not in client.get(f"{ARCHIVE}?list=clear").content.decode()
    packed(entry)
    post(client, "clear", entry, sure="on")
    entry.refresh_from_db()
    assert entry.cleared_at is not None


def test_a_refusal_keeps_what_was_ticked_and_typed(office, signed_in, entry):
    client = signed_in(office.reviewer)
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    page = post(client, "transfer", entry, on=tomorrow, to="文川区档案馆").content.decode()
    assert "日期不能晚于今天" in page
    assert 'value="文川区档案馆"' in page
    assert f'value="{entry.case_id}" aria-label="选择 {entry.case.number}" checked' in page
    nothing = client.post(f"{ARCHIVE}?list=transfer", {"on": tomorrow, "to": "甲"}).content.decode()
    assert "请先在清单里勾选" in nothing


def test_destruction_waits_for_the_period_and_for_the_head(office, signed_in, entry):
    today = timezone.localdate()
    assert entry.case.number not in signed_in(office.signer).get(f"{ARCHIVE}?list=destroy").content.decode()
    post(signed_in(office.signer), "destroy", entry, reason="1号", sure="on")
    entry.refresh_from_db()
    assert entry.destroyed_at is None
    ArchiveEntry.objects.filter(pk=entry.pk).update(retain_until=today - timedelta(days=1))
    assert post(signed_in(office.reviewer), "destroy", entry, reason="1号", sure="on").status_code == 404
    post(signed_in(office.signer), "destroy", entry, reason="文档销〔2026〕1号", sure="on")
    entry.refresh_from_db()
    assert entry.destroyed_at is not None


def test_the_archive_is_the_offices_own(office, signed_in, entry):
    other = make_bureau(parent=office.authority)
    assert entry.case.number not in signed_in(other.reviewer).get(ARCHIVE).content.decode()
    assert post(signed_in(other.reviewer), "transfer", entry, on="2026-03-03", to="甲").status_code == 404
    for person in (office.drafter, office.admin, office.auditor):
        assert signed_in(person).get(ARCHIVE).status_code == 404
        assert signed_in(person).get(f"{ARCHIVE}list.xlsx").status_code == 404


def test_the_list_asks_the_same_number_of_questions_however_long(office, signed_in, entry):
    client = signed_in(office.reviewer)

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"{ARCHIVE}?list=transfer").status_code == 200
        return len(asked)

    questions()
    few = questions()
    for _ in range(6):
        archive(actor=office.reviewer, case_id=make_answered(office).pk, now=later(days=1))
    assert questions() == few


@pytest.fixture
def task(office) -> PublicationTask:
    make_answered(office)
    make_answered(office, case=make_case(office, applicant_kind="commercial", applicant=COMPANY))
    return PublicationTask.objects.get()


def test_one_click_makes_a_wish_an_item(office, signed_in, task):
    client = signed_in(office.reviewer)
    column = task.organ.columns.first()
    page = client.get(WISHES).content.decode()
    assert task.subject in page
    data = {"title": task.subject, "column": column.pk, "body": "第一段\n<b>第二段</b>", "publish": "1"}
    answer = client.post(f"{WISHES}{task.pk}/", data)
    item = Item.objects.get()
    assert answer["Location"] == f"/desk/items/{item.pk}/"
    assert "<p>第一段</p>" in item.body_html
    assert "<b>" not in item.body_html
    task.refresh_from_db()
    assert task.item_id == item.pk
    assert task.subject not in client.get(WISHES).content.decode()


def test_a_wish_is_declined_with_its_reason(office, signed_in, task):
    client = signed_in(office.reviewer)
    page = client.post(f"{WISHES}{task.pk}/", {"decline": "1", "reason": " "}).content.decode()
    assert "bad" in page
    client.post(f"{WISHES}{task.pk}/", {"decline": "1", "reason": "只涉及申请人自己"})
    task.refresh_from_db()
    assert task.declined_reason == "只涉及申请人自己"


def test_wishes_are_the_offices_own(office, signed_in, task):
    other = make_bureau(parent=office.authority)
    assert signed_in(other.reviewer).get(f"{WISHES}{task.pk}/").status_code == 404
    for person in (office.signer, office.drafter, office.admin):
        assert signed_in(person).get(WISHES).status_code == 404
        assert (
            signed_in(person).post(f"{WISHES}{task.pk}/", {"decline": "1", "reason": "不"}).status_code == 404
        )
