"""The pages of a drop: one field, one look, one button."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from gongkai.disclosure.models import Item, Relation
from gongkai.drops.acts.read import read_drop
from gongkai.drops.models import Drop, DropDocument
from gongkai.kernel import outbox
from tests.documents.samples import PE, PNG, xlsx_bytes
from tests.drops.factories import SECOND, TITLE, notice, only, read
from tests.drops.test_interpreting import ABOUT, POLICY, interpretation
from tests.factories import NOW, make_draft

pytestmark = pytest.mark.django_db


def posted(bureau, document: DropDocument, **values: object) -> dict[str, object]:
    given = {name: one["value"] for name, one in document.proposal.items() if one["value"] not in (None, "")}
    return given | {"column": bureau.columns["tzgg"].pk, "looked_column": "on"} | values


def test_files_go_in_by_one_form_and_the_page_waits_for_the_worker(bureau, signed_in):
    client = signed_in(bureau.drafter)
    files = [SimpleUploadedFile("通知.docx", notice()), SimpleUploadedFile("附表.xlsx", xlsx_bytes())]
    answer = client.post("/desk/drops/new/", {"upload": files, "department": bureau.business.pk})
    drop = Drop.objects.get()
    assert answer["Location"] == f"/desk/drops/{drop.pk}/"
    page = client.get(answer["Location"]).content.decode()
    assert "正在读取，已读 0 份，共 1 份" in page
    assert 'hx-trigger="every 2s"' in page
    assert '<noscript><meta http-equiv="refresh"' in page
    outbox.drain(owner="w", clock=timezone.now)
    address = f"/desk/drops/documents/{only(drop).pk}/"
    assert client.get(f"/desk/drops/{drop.pk}/")["Location"] == address
    assert client.get(f"/desk/drops/{drop.pk}/", headers={"HX-Request": "true"})["HX-Redirect"] == address


def test_a_refusal_of_everything_is_said_on_the_form(bureau, signed_in):
    client = signed_in(bureau.drafter)
    department = {"department": bureau.business.pk}
    assert "没有选文件" in client.post("/desk/drops/new/", department).content.decode()
    upload = {"upload": SimpleUploadedFile("程序.exe", PE)} | department
    assert "程序.exe" in client.post("/desk/drops/new/", upload).content.decode()
    assert not Drop.objects.exists()


def test_two_hundred_and_one_files_are_refused_in_words(bureau, signed_in, settings):
    settings.GONGKAI_DROP_MOST_FILES = 20
    files = [SimpleUploadedFile(f"{n}.txt", b"abc") for n in range(21)]
    data = {"upload": files, "department": bureau.business.pk}
    page = signed_in(bureau.drafter).post("/desk/drops/new/", data).content.decode()
    assert "一次最多投放 20 个文件，这次有 21 个" in page


def test_the_look_shows_each_field_beside_its_source(bureau, signed_in):
    document = only(read(bureau, ("通知.docx", notice())))
    page = signed_in(bureau.drafter).get(f"/desk/drops/documents/{document.pk}/").content.decode()
    for words in (
        TITLE, "文工信发〔2026〕5号", "版头", "落款", "公开属性：主动公开", "1 项拿不准",
        "没有可以参考的同类文件",
        "请各企业认真做好技术改造工作。", "确认并提交审核", "确认，生成信息", "不用这份",
    ):  # fmt: skip
        assert words in page


def test_one_look_makes_an_item_and_says_what_comes_next(bureau, signed_in):
    document = only(read(bureau, ("通知.docx", notice())))
    client = signed_in(bureau.drafter)
    answer = client.post(
        f"/desk/drops/documents/{document.pk}/", posted(bureau, document, confirm="1"), follow=True
    )
    item = Item.objects.get()
    page = answer.content.decode()
    assert f"已生成信息“{TITLE}”" in page
    assert f'href="/desk/items/{item.pk}/"' in page
    assert f'href="{reverse("desk:paper_print")}?item={item.pk}"' in page


def test_one_click_confirms_and_opens_the_editor(bureau, signed_in):
    document = only(read(bureau, ("通知.docx", notice())))
    client = signed_in(bureau.drafter)
    assert "确认并打开编辑" in client.get(f"/desk/drops/documents/{document.pk}/").content.decode()
    answer = client.post(f"/desk/drops/documents/{document.pk}/", posted(bureau, document, edit_now="1"))
    item = Item.objects.get()
    assert (answer["Location"], item.work_state) == (reverse("desk:item_edit", args=(item.pk,)), "draft")


def test_the_policy_of_an_interpretation_stands_beside_its_source_and_is_linked(bureau, signed_in):
    drop = read(bureau, ("办法.docx", notice("文工信发〔2026〕5号", POLICY)), ("解读.docx", interpretation()))
    policy, about = drop.documents.all()
    client = signed_in(bureau.drafter)
    assert f"确认时关联它解读的文件：{POLICY}" in client.get(f"/desk/drops/{drop.pk}/").content.decode()
    page = client.get(f"/desk/drops/documents/{about.pk}/").content.decode()
    assert f'<option value="document:{policy.pk}" selected>' in page
    assert "名称写明解读的文件，确认时一并关联" in page
    looked = {f"looked_{name}": "on" for name in ("title", "issuer", "topic", "genre", "mode", "formed_on")}
    data = posted(bureau, about, confirm="1", interprets=f"document:{policy.pk}", **looked)
    client.post(f"/desk/drops/documents/{about.pk}/", data)
    client.post(f"/desk/drops/documents/{policy.pk}/", posted(bureau, policy, confirm="1", **looked))
    relation = Relation.objects.get()
    assert (relation.policy.title, relation.interpretation.title) == (POLICY, ABOUT)


def test_several_policies_of_the_name_must_be_chosen_from(bureau, signed_in):
    for year in (2024, 2026):
        make_draft(bureau, title=POLICY, doc_number=f"文工信发〔{year}〕1号")
    drop = read(bureau, ("解读.docx", interpretation()), ("二.docx", SECOND))
    about = drop.documents.get(name="解读.docx")
    client = signed_in(bureau.drafter)
    assert "有几份文件名称相符，核对时请选择" in client.get(f"/desk/drops/{drop.pk}/").content.decode()
    looked = {f"looked_{name}": "on" for name in ("title", "issuer", "topic", "genre", "mode", "formed_on")}
    data = posted(bureau, about, confirm="1", interprets="", **looked)
    page = client.post(f"/desk/drops/documents/{about.pk}/", data).content.decode()
    assert "请选择它解读的是哪一份" in page
    assert not Relation.objects.exists()


def test_an_unsure_field_comes_back_with_what_was_typed(bureau, signed_in):
    document = only(read(bureau, ("通知.docx", notice())))
    found = dict(document.proposal)
    found["title"] = found["title"] | {"is_sure": False, "doubt": "标题可能不全"}
    DropDocument.objects.update(proposal=found)
    data = posted(bureau, document, doc_number="文工信发〔2026〕55号", submit_now="1")
    page = signed_in(bureau.drafter).post(f"/desk/drops/documents/{document.pk}/", data).content.decode()
    assert "还有 1 项拿不准的没有核对" in page
    assert "请填写名称" not in page
    assert "文工信发〔2026〕55号" in page
    assert not Item.objects.exists()
    data["looked_title"] = "on"
    signed_in(bureau.drafter).post(f"/desk/drops/documents/{document.pk}/", data)
    assert Item.objects.get().work_state == "in_review"


def test_after_one_document_comes_the_next(bureau, signed_in):
    drop = read(bureau, ("一.docx", notice()), ("二.docx", SECOND))
    first, second = drop.documents.all()
    client = signed_in(bureau.drafter)
    answer = client.post(f"/desk/drops/documents/{first.pk}/", posted(bureau, first, confirm="1"))
    assert answer["Location"] == f"/desk/drops/documents/{second.pk}/"
    data = posted(bureau, second, confirm="1", looked_topic="on")
    answer = client.post(f"/desk/drops/documents/{second.pk}/", data)
    assert answer["Location"] == f"/desk/drops/{drop.pk}/"


def test_what_is_sure_is_confirmed_together_and_the_rest_waits(bureau, signed_in):
    make_draft(bureau, "tzgg", title="关于做好2025年技术改造工作的通知", topic="t07_12")
    drop = read(bureau, ("一.docx", notice()), ("二.docx", SECOND))
    client = signed_in(bureau.drafter)
    assert "1 份没有拿不准的项目" in client.get(f"/desk/drops/{drop.pk}/").content.decode()
    client.post(f"/desk/drops/{drop.pk}/confirm-all/", {"submit_now": "1"})
    assert [one.state for one in drop.documents.all()] == ["made", "read"]
    assert Item.objects.get(title=TITLE).work_state == "in_review"
    page = client.post(f"/desk/drops/{drop.pk}/confirm-all/", follow=True).content.decode()
    assert "没有可以一次确认的文件" in page


def test_a_twin_is_named_with_a_link_and_never_confirmed_together(bureau, signed_in):
    make_draft(bureau, "tzgg", title="关于做好2025年技术改造工作的通知", topic="t07_12")
    twin = make_draft(bureau, title=TITLE)
    drop = read(bureau, ("一.docx", notice()), ("二.docx", SECOND))
    client = signed_in(bureau.drafter)
    page = client.get(f"/desk/drops/{drop.pk}/").content.decode()
    assert "已有同名或同文号的信息" in page
    assert f'href="/desk/items/{twin.pk}/"' in page
    assert "全部确认" not in page
    assert "可能重复" in client.get(f"/desk/drops/documents/{drop.documents.first().pk}/").content.decode()


def test_a_loose_file_is_assigned_and_a_document_dismissed_and_restored(bureau, signed_in):
    drop = read(bureau, ("一.docx", notice()), ("二.docx", SECOND), ("照片.png", PNG))
    client, (first, second) = signed_in(bureau.drafter), drop.documents.all()
    assert "还没有归入文件的附件" in client.get(f"/desk/drops/{drop.pk}/").content.decode()
    client.post(f"/desk/drops/files/{drop.files.get().pk}/assign/", {"document": second.pk})
    assert drop.files.get().document == second
    client.post(f"/desk/drops/documents/{first.pk}/dismiss/")
    assert "恢复，再核对" in client.get(f"/desk/drops/documents/{first.pk}/").content.decode()
    client.post(f"/desk/drops/documents/{first.pk}/restore/")
    client.post(f"/desk/drops/documents/{first.pk}/attach/", {"of": second.pk})
    assert second.files.count() == 2
    file = second.files.get(name="一.docx")
    client.post(f"/desk/drops/files/{file.pk}/separate/")
    read_drop({"drop": drop.pk}, NOW)
    assert drop.documents.count() == 2


def test_originals_files_and_pictures_are_private_downloads(bureau, signed_in):
    drop = read(bureau, ("通知.docx", notice()), ("附表.xlsx", xlsx_bytes()))
    for address in (f"documents/{only(drop).pk}/file/", f"files/{drop.files.get().pk}/"):
        answer = signed_in(bureau.drafter).get(f"/desk/drops/{address}")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "attachment" in answer["Content-Disposition"]
        assert signed_in(bureau.outsider).get(f"/desk/drops/{address}").status_code == 404
    assert io.BytesIO(b"".join(answer.streaming_content)).read(2) == b"PK"


def test_the_home_page_counts_what_waits(bureau, signed_in):
    read(bureau, ("通知.docx", notice()))
    assert "投放的文件待核对" in signed_in(bureau.drafter).get("/desk/").content.decode()
    assert "投放的文件待核对" not in signed_in(bureau.outsider).get("/desk/").content.decode()


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_costs_the_same_however_long(bureau, signed_in, number, django_assert_max_num_queries):
    Drop.objects.bulk_create(
        Drop(organ=bureau.organ, department=bureau.business, by=bureau.drafter, at=NOW) for _ in range(number)
    )
    client = signed_in(bureau.drafter)
    client.get("/desk/drops/")
    with django_assert_max_num_queries(20):
        client.get("/desk/drops/")


@pytest.mark.parametrize("number", [3, 30])
def test_a_drop_costs_the_same_however_many_documents(
    bureau, signed_in, number, django_assert_max_num_queries
):
    drop = read(bureau, ("通知.docx", notice()))
    first = only(drop)
    for n in range(number):
        first.pk, first.name, first.position = None, f"{n}.docx", n + 2
        first.save(force_insert=True)
    client = signed_in(bureau.drafter)
    client.get(f"/desk/drops/{drop.pk}/")
    with django_assert_max_num_queries(26):
        client.get(f"/desk/drops/{drop.pk}/")
