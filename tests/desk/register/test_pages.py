"""The register at the desk: list, entry, acts, import, search for a request."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gongkai.kernel import outbox
from gongkai.kernel.models import Person
from gongkai.register.acts.enter import Facts, enter
from gongkai.register.acts.import_register import stage_register
from gongkai.register.attributes import Attribute
from gongkai.register.models import RegisterBatch, RegisterEntry
from tests.factories import NOW, Bureau, make_bureau, make_organ
from tests.request_factories import make_case, make_office

pytestmark = pytest.mark.django_db
SELECTIONS = ("all", "mine", "undetermined", "unpublished", "near", "overdue", "reassess", "void")


@pytest.fixture
def bureau() -> Bureau:
    return make_bureau()


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def made(bureau: Bureau, number: int = 1, **values: object) -> RegisterEntry:
    facts = Facts(
        title=f"关于技改的通知{number}", doc_number=f"海工信发〔2026〕{number}号", formed_on=date(2026, 1, 5),
        department_id=bureau.business.pk, **values,  # type: ignore[arg-type]
    )  # fmt: skip
    return enter(actor=bureau.reviewer, organ_id=bureau.organ.pk, facts=facts, now=NOW)


def page(person: Person, name: str, *args: object, query: str = "") -> str:
    response = client_of(person).get(reverse(f"desk:{name}", args=args) + query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("view", SELECTIONS)
def test_every_selection_opens_and_an_empty_one_says_so(bureau: Bureau, view: str) -> None:
    assert 'class="empty"' in page(bureau.reviewer, "register", query=f"?view={view}")


def test_the_list_asks_the_same_number_of_questions_for_three_and_for_thirty(bureau: Bureau) -> None:
    client, counts = client_of(bureau.reviewer), []
    for stop in (4, 31):
        for number in range(RegisterEntry.objects.count() + 1, stop):
            made(bureau, number, attribute=Attribute("proactive"))
        with CaptureQueriesContext(
            connection,
        ) as caught:
            client.get(reverse("desk:register"), {"view": "unpublished"})
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_a_document_is_entered_and_the_form_keeps_what_was_refused(bureau: Bureau) -> None:
    client, url = client_of(bureau.drafter), reverse("desk:register_new")
    values = {"title": "机密★1年 通知", "formed_on": "2026-01-05", "department_id": bureau.business.pk}
    assert "国家秘密标志" in client.post(url, values).content.decode()
    response = client.post(url, values | {"title": "通知", "mode": "proactive"})
    entry = RegisterEntry.objects.get()
    assert response.url == reverse("desk:register_entry", args=(entry.pk,))  # type: ignore[attr-defined]
    assert "最迟公开日" in page(bureau.drafter, "register_entry", entry.pk)


def test_an_entry_is_corrected(bureau: Bureau) -> None:
    entry = made(bureau, attribute=Attribute("proactive"))
    url = reverse("desk:register_edit", args=(entry.pk,))
    values = {
        "title": "改过的题名", "doc_number": entry.doc_number, "formed_on": "2026-01-05",
        "department_id": bureau.business.pk, "mode": "on_request",
    }  # fmt: skip
    assert "写明理由" in client_of(bureau.reviewer).post(url, values).content.decode()
    client_of(bureau.reviewer).post(url, values | {"reason": "只涉及一家企业"})
    entry.refresh_from_db()
    assert (entry.title, entry.mode) == ("改过的题名", "on_request")
    assert "变更公开属性" in page(bureau.reviewer, "register_entry", entry.pk)


def test_many_get_their_attribute_at_once(bureau: Bureau) -> None:
    ids = [made(bureau, number).pk for number in (1, 2)]
    client_of(bureau.reviewer).post(reverse("desk:register_bulk"), {"item": ids, "mode": "proactive"})
    assert set(RegisterEntry.objects.values_list("mode", flat=True)) == {"proactive"}
    url = reverse("desk:register_bulk")
    response = client_of(bureau.reviewer).post(url, {"mode": "proactive"}, follow=True)
    assert "请先勾选" in response.content.decode()


def test_acts_are_done_and_only_by_whom_they_belong_to(bureau: Bureau) -> None:
    entry = made(bureau, attribute=Attribute("withheld", "art16_internal"))

    def act(person: Person, name: str, **values: object) -> int:
        url = reverse("desk:register_act", args=(entry.pk, name))
        assert client_of(person).get(url).status_code in (200, 404)
        return client_of(person).post(url, values).status_code

    kept = {"mode": "withheld", "ground": "art16_internal", "note": "仍属内部事务"}
    assert act(bureau.drafter, "reassess", **kept) == 404
    assert act(bureau.reviewer, "reassess", **kept) == 302
    assert act(bureau.reviewer, "unlink") == 404
    assert act(bureau.signer, "attribute", mode="proactive") == 404
    assert act(bureau.reviewer, "nothing") == 404
    assert act(bureau.reviewer, "void") == 200
    assert act(bureau.reviewer, "void", reason="重复") == 302
    assert "已作废" in page(bureau.reviewer, "register", query="?view=void")


def test_the_list_goes_out_as_a_workbook(bureau: Bureau) -> None:
    made(bureau)
    response = client_of(bureau.reviewer).get(reverse("desk:register_export"))
    assert b"".join(response.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]


def test_a_register_is_read_in_told_its_year_confirmed_and_its_faults_downloaded(bureau: Bureau) -> None:
    client = client_of(bureau.reviewer)
    text = "标题,文号,成文日期,公开属性\n甲,海工信发〔2025〕1号,5月8日,主动\n乙,海工信发〔2025〕2号,去年,\n"
    response = client.post(
        reverse("desk:register_import_new"),
        {"organ": bureau.organ.pk, "table": SimpleUploadedFile("登记.csv", text.encode())},
    )
    batch = RegisterBatch.objects.get()
    url = reverse("desk:register_import", args=(batch.pk,))
    assert response.url == url  # type: ignore[attr-defined]
    assert "是哪一年" in client.get(url).content.decode()
    client.post(url, {"year": "2025"})
    assert "确认登记 1 条" in client.get(url).content.decode()
    client.post(url, {"confirm": "1"})
    assert RegisterEntry.objects.get().formed_on == date(2025, 5, 8)
    faults = client.get(reverse("desk:register_import_faults", args=(batch.pk,)))
    assert b"".join(faults.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    assert "登记.csv" in page(bureau.office_head, "register_imports")
    for name in ("register_imports", "register_import_new"):
        assert client_of(bureau.drafter).get(reverse(f"desk:{name}")).status_code == 404


def test_a_search_for_a_request_is_written_down_with_what_it_found() -> None:
    bureau = make_office()
    case = make_case(bureau)
    made(bureau)
    url = reverse("desk:register_search", args=(case.pk,))
    client = client_of(bureau.reviewer)
    shown = client.get(url, {"words": "技改"}).content.decode()
    assert "检到1件：关于技改的通知1" in shown and "发文登记簿（2026—2026年）" in shown
    assert "没有检到" in client.get(url, {"words": "渔业"}).content.decode()
    client.post(
        url,
        {
            "record": "1", "words": "技改", "place": "发文登记簿（2026—2026年）", "result": "检到1件",
            "found": "on", "on": "2026-03-02", "by_name": "张三",
        },
    )  # fmt: skip
    assert case.searches.get().found
    assert client_of(bureau.drafter).get(url).status_code == 404


def test_a_large_register_shows_how_far_the_worker_has_come(bureau: Bureau) -> None:
    client = client_of(bureau.reviewer)
    lines = [f"通知{n},海工信发〔2025〕{n}号,2025-05-08,主动" for n in range(1, 451)]
    text = "\n".join(("标题,文号,成文日期,公开属性", *lines))
    client.post(
        reverse("desk:register_import_new"),
        {"organ": bureau.organ.pk, "table": SimpleUploadedFile("登记.csv", text.encode())},
    )
    url = reverse("desk:register_import", args=(RegisterBatch.objects.get().pk,))
    shown = client.get(url).content.decode()
    assert "已读 200 / 450 行" in shown and "确认登记" not in shown
    outbox.drain(owner="test", clock=timezone.now)
    assert "确认登记 450 条" in client.get(url).content.decode()
    client.post(url, {"confirm": "1"})
    assert "已办 200 / 450 行" in client.get(url).content.decode()
    outbox.drain(owner="test", clock=timezone.now)
    assert "已登记 450 条" in client.get(url).content.decode()


def test_an_import_page_asks_the_same_number_of_questions_for_three_and_for_thirty_rows(
    bureau: Bureau,
) -> None:
    counts = []
    for rows in (3, 30):
        lines = [f"通知{n},2025-05-08" for n in range(rows)]
        table = io.BytesIO("\n".join(("标题,成文日期", *lines)).encode())
        batch = stage_register(
            actor=bureau.reviewer, organ_id=bureau.organ.pk, name=f"{rows}.csv", table=table, now=NOW
        )
        client = client_of(bureau.reviewer)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(reverse("desk:register_import", args=(batch.pk,))).status_code == 200
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_the_list_of_imports_asks_the_same_number_of_questions_for_three_and_for_thirty(
    bureau: Bureau,
) -> None:
    counts = []
    for stop in (3, 30):
        for n in range(RegisterBatch.objects.count(), stop):
            RegisterBatch.objects.create(
                organ=bureau.organ, name=f"{n}.csv", staged_by=bureau.reviewer, staged_at=NOW
            )
        client = client_of(bureau.reviewer)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(reverse("desk:register_imports")).status_code == 200
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_a_search_for_a_request_asks_the_same_number_of_questions_for_three_and_for_thirty() -> None:
    office = make_office()
    case = make_case(office)
    counts = []
    for stop in (3, 30):
        for n in range(RegisterEntry.objects.count(), stop):
            facts = Facts(title=f"技术改造的通知{n}", formed_on=date(2026, 1, 5))
            enter(actor=office.reviewer, organ_id=case.organ_id, facts=facts, now=NOW)
        client = client_of(office.reviewer)
        address = reverse("desk:register_search", args=(case.pk,))
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address, {"words": "技术改造"}).status_code == 200
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_an_authority_looks_at_the_registers_below_it_in_numbers(bureau: Bureau) -> None:
    made(bureau, attribute=Attribute("proactive"))
    shown = page(bureau.supervisor, "register_organs", query="?year=2026")
    assert bureau.organ.short_name in shown and "关于技改的通知" not in shown
    assert "还没有登记 2025 年发文的机关" in page(bureau.supervisor, "register_organs", query="?year=2025")
    assert page(bureau.supervisor, "register_organs", query="?year=abc")
    for person in (bureau.reviewer, bureau.drafter):
        assert client_of(person).get(reverse("desk:register_organs")).status_code == 404


def test_the_page_of_organs_asks_the_same_number_of_questions_for_three_and_for_thirty(
    bureau: Bureau,
) -> None:
    counts = []
    for more in (1, 27):
        for _ in range(more):
            make_organ("ju", "海岳市文川区某局", parent=bureau.authority)
        client = client_of(bureau.supervisor)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(reverse("desk:register_organs")).status_code == 200
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_another_limit_is_chosen_and_said_with_its_article(bureau: Bureau) -> None:
    entry = made(bureau, attribute=Attribute("proactive"))
    client = client_of(bureau.reviewer)
    client.post(
        reverse("desk:register_edit", args=(entry.pk,)),
        {
            "title": entry.title, "doc_number": entry.doc_number_written, "formed_on": "2026-01-05",
            "department_id": bureau.business.pk, "mode": "proactive", "limit_kind": "licence_result",
        },
    )  # fmt: skip
    entry.refresh_from_db()
    assert entry.limit_kind == "licence_result"
    assert "行政许可决定" in page(bureau.reviewer, "register_entry", entry.pk)


def test_what_a_person_follows_up_is_a_selection_of_its_own(bureau: Bureau) -> None:
    made(bureau, 1, attribute=Attribute("proactive"))
    assert "关于技改的通知1" in page(bureau.reviewer, "register", query="?view=mine")
    assert "都办结了" in page(bureau.reviewer2, "register", query="?view=mine")
