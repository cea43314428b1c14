"""Writing without JavaScript and with it, as the server sees it: nothing typed is lost, nothing undone."""

import io

import docx
import pytest

from gongkai.disclosure.acts.attach import attach
from gongkai.disclosure.acts.correct import change_validity, correct
from gongkai.disclosure.acts.edit import edit
from gongkai.disclosure.models import Item
from tests.documents.samples import PNG
from tests.factories import NOW, make_approved, make_draft, make_live, make_submitted

NEW = "/desk/items/new/"
TABLE = "<p>甲</p>\n<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"


def upload(name: str, content: bytes) -> io.BytesIO:
    file = io.BytesIO(content)
    file.name = name
    return file


def form_of(client, item: Item, **changes: object) -> dict[str, object]:
    """What a browser without JavaScript would send back for the editor."""
    page = client.get(f"/desk/items/{item.pk}/edit/").context
    form = page["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in sent.items() if value not in (None, False)}
    sent |= {"revision": page["revision"], "body_text": page["body"].text}
    sent["attachment"] = [attachment.pk for attachment in page["attachments"]]
    sent |= {f"name_{attachment.pk}": attachment.name for attachment in page["attachments"]}
    return sent | changes


def post(client, item: Item, **changes: object):
    return client.post(f"/desk/items/{item.pk}/edit/", form_of(client, item, **changes))


def fresh(item: Item) -> Item:
    return Item.objects.get(pk=item.pk)


def test_a_title_a_column_and_a_text_make_a_draft_with_defaults(bureau, signed_in):
    client = signed_in(bureau.drafter)
    column = bureau.columns["zcwj"]
    response = client.get(NEW, {"column": column.pk})
    assert f'<option value="{column.pk}" selected>' in response.content.decode()
    assert "department" not in response.context["form"].fields
    client.post(NEW, {"title": "新通知", "column": column.pk, "body_text": "第一段\n第二段"})
    item = Item.objects.get()
    assert (item.title, item.column, item.department) == ("新通知", column, bureau.business)
    assert item.body_html == "<p>第一段</p>\n<p>第二段</p>"
    assert (item.topic, item.genre, item.issuer) == ("t22", "other", bureau.organ.name)
    assert (response.context["form"]["validity"].value(), item.validity) == (None, "in_force")


def test_the_office_chooses_the_department(bureau, signed_in):
    client = signed_in(bureau.reviewer)
    client.post(
        NEW,
        {
            "title": "新",
            "column": bureau.columns["tzgg"].pk,
            "department": bureau.other.pk,
            "body_text": "文",
        },
    )
    assert Item.objects.get().department == bureau.other


def test_a_draft_with_faults_comes_back_with_what_was_typed(bureau, signed_in):
    client = signed_in(bureau.drafter)
    sent = {
        "title": "",
        "column": "",
        "body_text": "写了很久的正文",
        "formed_on": "乱写",
        "doc_number": "甲〔2026〕1号",
    }
    response = client.post(NEW, sent)
    page = response.content.decode()
    assert response.status_code == 200
    assert not Item.objects.exists()
    assert "写了很久的正文</textarea>" in page and 'value="甲〔2026〕1号"' in page and 'value="乱写"' in page
    assert '<details class="panel more" open>' in page


def test_a_secrecy_mark_is_refused_and_nothing_is_kept(bureau, signed_in):
    client = signed_in(bureau.drafter)
    response = client.post(
        NEW, {"title": "新", "column": bureau.columns["tzgg"].pk, "body_text": "机密★5年\n内容"}
    )
    assert "国家秘密标志" in response.content.decode()
    assert not Item.objects.exists()


def test_people_who_write_nowhere_find_no_form(bureau, signed_in):
    for name in ("signer", "admin", "security", "auditor", "supervisor"):
        assert signed_in(bureau.people[name]).get(NEW).status_code == 404


def test_a_draft_can_be_submitted_with_its_first_save(bureau, signed_in):
    client = signed_in(bureau.drafter)
    sent = {"title": "新", "column": bureau.columns["tzgg"].pk, "body_text": "文", "submit_now": "1"}
    client.post(NEW, sent)
    assert Item.objects.get().work_state == "in_review"
    response = client.post(NEW, sent | {"body_text": "", "title": "空的"}, follow=True)
    assert "正文为空" in response.content.decode()
    assert Item.objects.get(title="空的").work_state == "draft"


def test_saving_what_was_not_touched_undoes_no_review(bureau, signed_in):
    item = make_submitted(bureau, body_html=TABLE)
    client = signed_in(bureau.drafter)
    post(client, item)
    assert (fresh(item).work_state, fresh(item).body_html) == ("in_review", TABLE)
    post(client, item, title="改了")
    assert fresh(item).work_state == "draft"
    assert fresh(item).body_html == TABLE


def test_plain_text_over_a_table_needs_a_word(bureau, signed_in):
    item = make_draft(bureau, body_html=TABLE)
    client = signed_in(bureau.drafter)
    response = post(client, item, body_text="只有文字")
    page = response.content.decode()
    assert fresh(item).body_html == TABLE
    assert "只有文字</textarea>" in page and "表格" in page
    post(client, item, body_text="只有文字", lose_format="1")
    assert fresh(item).body_html == "<p>只有文字</p>"


def test_plain_text_round_trip_keeps_paragraphs(bureau, signed_in):
    item = make_draft(bureau, body_html="<p>一</p>\n<p>二 &lt;b&gt;</p>")
    client = signed_in(bureau.drafter)
    assert form_of(client, item)["body_text"] == "一\n二 <b>"
    post(client, item, body_text="一\r\n二 <b>\r\n三")
    assert fresh(item).body_html == "<p>一</p>\n<p>二 &lt;b&gt;</p>\n<p>三</p>"


def test_rich_text_is_cleaned(bureau, signed_in):
    item = make_draft(bureau)
    client = signed_in(bureau.drafter)
    post(client, item, body_html='<p style="color:red" onclick="x()">甲<script>x()</script></p>')
    assert fresh(item).body_html == "<p>甲</p>"


def test_somebody_elses_save_in_between_loses_neither_text(bureau, signed_in):
    item = make_draft(bureau, title="旧名")
    client = signed_in(bureau.drafter)
    sent = form_of(client, item, title="我的名称", body_text="我的正文")
    edit(actor=bureau.colleague, item_id=item.pk, values={"title": "他的名称"}, now=NOW)
    response = client.post(f"/desk/items/{item.pk}/edit/", sent)
    page = response.content.decode()
    assert fresh(item).title == "他的名称"
    assert 'value="我的名称"' in page and "我的正文</textarea>" in page
    overwrite = str(response.context["current_revision"])
    client.post(f"/desk/items/{item.pk}/edit/", sent | {"overwrite": overwrite})
    assert (fresh(item).title, fresh(item).body_html) == ("我的名称", "<p>我的正文</p>")


def test_several_files_are_attached_and_a_refused_one_says_why(bureau, signed_in):
    item = make_draft(bureau)
    client = signed_in(bureau.drafter)
    files = [
        upload("一.txt", "甲".encode()),
        upload("二.pdf", b"MZ not a pdf"),
        upload("三.txt", "乙".encode()),
    ]
    response = client.post(f"/desk/items/{item.pk}/edit/", form_of(client, item, files=files), follow=True)
    assert list(item.attachments.values_list("name", flat=True)) == ["一.txt", "三.txt"]
    page = response.content.decode()
    assert "上传了 2 个附件" in page and "“二.pdf”没有上传" in page


def test_attachments_are_ordered_renamed_and_removed_with_the_text_saved(bureau, signed_in):
    item = make_draft(bureau)
    first, second = (
        attach(actor=bureau.drafter, item_id=item.pk, name=f"{n}.txt", stream=io.BytesIO(n.encode()), now=NOW)
        for n in ("甲", "乙")
    )
    client = signed_in(bureau.drafter)
    post(client, item, up=second.pk, title="同时改名", **{f"name_{first.pk}": "申报表"})
    assert list(item.attachments.values_list("name", flat=True)) == ["乙.txt", "申报表.txt"]
    assert fresh(item).title == "同时改名"
    post(client, item, remove=second.pk)
    assert list(item.attachments.values_list("name", flat=True)) == ["申报表.txt"]
    response = client.post(
        f"/desk/items/{item.pk}/edit/", form_of(client, item, **{f"name_{first.pk}": " .txt"}), follow=True
    )
    assert "附件名称不能为空" in response.content.decode()


def test_a_docx_becomes_the_body_with_its_table_and_picture(bureau, signed_in):
    document = docx.Document()
    document.add_paragraph("从文件来的正文")
    document.add_table(rows=1, cols=2).cell(0, 0).text = "格"
    document.add_picture(io.BytesIO(PNG))
    stream = io.BytesIO()
    document.save(stream)
    item = make_draft(bureau)
    client = signed_in(bureau.drafter)
    post(client, item, body_file=upload("正文.docx", stream.getvalue()))
    body = fresh(item).body_html
    assert "从文件来的正文" in body and "<table>" in body
    assert f'src="picture:{item.pictures.get().file.digest}"' in body
    assert f"/desk/items/{item.pk}/pictures/" in client.get(f"/desk/items/{item.pk}/").content.decode()


def test_a_file_that_is_no_docx_leaves_the_body_as_it_is(bureau, signed_in):
    item = make_draft(bureau, body_html="<p>原来的</p>")
    client = signed_in(bureau.drafter)
    for name in ("正文.docx", "正文.wps"):
        response = client.post(
            f"/desk/items/{item.pk}/edit/",
            form_of(client, item, body_file=upload(name, b"no docx")),
            follow=True,
        )
        assert f"“{name}”没有转成正文" in response.content.decode()
    assert fresh(item).body_html == "<p>原来的</p>"


def test_the_form_of_a_round_holds_what_the_round_may_change(bureau, signed_in):
    light, validity = make_live(bureau), make_live(bureau)
    correct(actor=bureau.drafter, item_id=light.pk, reason="错字", light=True, now=NOW)
    change_validity(actor=bureau.drafter, item_id=validity.pk, validity="repealed", note="废止", now=NOW)
    client = signed_in(bureau.drafter)
    page = client.get(f"/desk/items/{light.pk}/edit/").context
    assert set(page["form"].fields) == {"title", "summary"} and not page["edits_files"]
    page = client.get(f"/desk/items/{validity.pk}/edit/").context
    assert set(page["form"].fields) == {"validity", "validity_note", "expires_on"} and not page["edits_body"]
    post(client, validity, validity_note="被新办法代替")
    assert fresh(validity).validity_note == "被新办法代替"


def test_the_editor_warns_that_a_review_will_be_undone(bureau, signed_in):
    item = make_approved(bureau)
    page = signed_in(bureau.drafter).get(f"/desk/items/{item.pk}/edit/").content.decode()
    assert "须重新提交审核" in page


@pytest.mark.parametrize("who", ["outsider", "supervisor", "auditor"])
def test_others_find_no_editor_even_for_what_is_public(bureau, signed_in, who):
    item = make_live(bureau)
    correct(actor=bureau.drafter, item_id=item.pk, reason="改", now=NOW)
    assert signed_in(bureau.people[who]).get(f"/desk/items/{item.pk}/edit/").status_code == 404


def test_a_signer_reads_but_does_not_write(bureau, signed_in):
    item = make_draft(bureau)
    response = signed_in(bureau.signer).get(f"/desk/items/{item.pk}/edit/")
    assert response.status_code == 409
    assert "角色不能办理" in response.content.decode()


def test_what_is_idle_is_not_edited(bureau, signed_in):
    item = make_live(bureau)
    response = signed_in(bureau.drafter).get(f"/desk/items/{item.pk}/edit/")
    assert response.status_code == 409


def test_files_are_downloads_for_those_who_may_look(bureau, signed_in):
    item = make_draft(bureau)
    kept = attach(
        actor=bureau.drafter, item_id=item.pk, name="表.txt", stream=io.BytesIO("内容".encode()), now=NOW
    )
    address = f"/desk/items/{item.pk}/files/{kept.file_id}/"
    response = signed_in(bureau.drafter).get(address)
    assert b"".join(response.streaming_content) == "内容".encode()
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    for name in ("outsider", "supervisor", "admin"):
        assert signed_in(bureau.people[name]).get(address).status_code == 404
    other = make_draft(bureau)
    assert signed_in(bureau.drafter).get(f"/desk/items/{other.pk}/files/{kept.file_id}/").status_code == 404


def test_a_picture_from_the_editor_answers_its_address_or_why_not(bureau, signed_in):
    item = make_draft(bureau)
    client = signed_in(bureau.drafter)
    address = f"/desk/items/{item.pk}/pictures/add/"
    answer = client.post(address, {"picture": upload("图.png", PNG)}).json()
    assert answer["src"] == f"picture:{item.pictures.get().file.digest}"
    refused = client.post(address, {"picture": upload("文.txt", b"text")})
    assert refused.status_code == 409 and "正文图片只收" in refused.json()["message"]
    assert client.post(address).status_code == 400
    assert signed_in(bureau.outsider).post(address, {"picture": upload("图.png", PNG)}).status_code == 404


def test_pasted_html_is_cleaned_for_the_editor(bureau, signed_in):
    client = signed_in(bureau.drafter)
    answer = client.post(
        "/desk/items/clean/", {"html": "<p class=MsoNormal onclick=x()>甲</p><script>x</script>"}
    )
    assert answer.json() == {"html": "<p>甲</p>"}
