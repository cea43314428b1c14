"""The copy package: what lies in it, in which order, under which names."""

import io
import zipfile

import pytest
from docx import Document
from openpyxl import load_workbook

from gongkai.disclosure.acts.attach import add_picture, attach
from gongkai.disclosure.acts.edit import edit
from gongkai.disclosure.acts.withdraw import withdraw
from gongkai.documents import docx_to_html
from gongkai.kernel.errors import ActRefused, InputRefused
from gongkai.places.acts.save_place import save_place
from gongkai.places.form_fields import filled_fields, read_order, usual_order, written_order
from gongkai.places.models import Posting
from gongkai.places.package import MOST_TOGETHER, copy_package, safe_name
from tests.documents.samples import PNG
from tests.factories import NOW, later, make_draft
from tests.places.factories import make_posting
from tests.portal.town import publish_draft

pytestmark = pytest.mark.django_db
BODY = (
    "<p>各企业：</p><h2>一、范围</h2><p><strong>重点</strong>企业，面积100m<sup>2</sup>。</p>"
    '<table><thead><tr><th scope="col">序号</th><th scope="col">项目</th></tr></thead><tbody>'
    '<tr><td rowspan="2">1</td><td>甲</td></tr><tr><td>乙</td></tr><tr><td colspan="2">合计</td></tr>'
    "</tbody></table><ol><li>第一项<ul><li>其中</li></ul></li><li>第二项</li></ol>"
)


def rich_posting(bureau, place) -> Posting:
    draft = make_draft(
        bureau, title='关于“扶持”的通知/附<件>', doc_number="海工信发〔2026〕3号", outlet="both",
        body_html=BODY,
    )  # fmt: skip
    source = add_picture(actor=bureau.drafter, item_id=draft.pk, name="图.png", stream=[PNG], now=NOW)
    html = BODY + f'<p><img src="{source}" alt="图"></p>'
    edit(actor=bureau.drafter, item_id=draft.pk, values={"body_html": html}, now=NOW)
    for name in ("申报表.csv", "名单.csv"):
        stream = io.BytesIO(f"{name},1\n".encode())
        attach(actor=bureau.drafter, item_id=draft.pk, name=name, stream=stream, now=NOW)
    item = publish_draft(bureau, draft.pk)
    return Posting.objects.get(item=item, place=place)


def opened(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def test_the_package_holds_body_files_and_metadata_in_their_order(bureau, place):
    pack = opened(copy_package([rich_posting(bureau, place)]))
    assert pack.namelist() == [
        "正文.html", "正文.txt", "正文.docx", "图片/01.png", "附件/01-申报表.csv", "附件/02-名单.csv",
        "元数据.txt", "元数据.xlsx",
    ]  # fmt: skip
    html = pack.read("正文.html").decode()
    assert 'src="图片/01.png"' in html and "picture:" not in html and "/files/" not in html
    assert "<script" not in html and "http" not in html
    assert pack.read("图片/01.png") and pack.read("附件/01-申报表.csv") == "申报表.csv,1\n".encode()
    text = pack.read("正文.txt").decode()
    assert "一、范围" in text and "合计" in text


def test_the_metadata_bear_their_labels_in_their_order(bureau, place):
    order = read_order(
        "信息标题：名称\n发文字号:文号\n是否公开：“是”\n所属栏目：对方栏目\n内容：正文\n附件：附件"
    )
    save_place(
        actor=bureau.reviewer, organ_id=bureau.organ.pk, place_id=place.pk, values={"form_order": order},
        now=NOW,
    )  # fmt: skip
    pack = opened(copy_package([rich_posting(bureau, place)]))
    sheet = load_workbook(io.BytesIO(pack.read("元数据.xlsx"))).active
    rows = [(row[0].value, row[1].value) for row in sheet.iter_rows()]
    assert [label for label, _ in rows] == ["信息标题", "发文字号", "是否公开", "所属栏目", "内容", "附件"]
    assert rows[1][1] == "海工信发〔2026〕3号" and rows[2][1] == "是" and rows[3][1] == "通知公告"
    lines = pack.read("元数据.txt").decode().splitlines()
    assert lines[1] == "发文字号：海工信发〔2026〕3号"


def test_the_word_file_says_what_the_body_says(bureau, place):
    data = opened(copy_package([rich_posting(bureau, place)])).read("正文.docx")
    document = Document(io.BytesIO(data))
    assert document.paragraphs[0].text == "关于“扶持”的通知/附<件>"
    table = document.tables[0]
    assert table.cell(1, 0).text == table.cell(2, 0).text == "1"
    assert table.cell(3, 0).text == table.cell(3, 1).text == "合计"
    assert len(document.inline_shapes) == 1
    html = docx_to_html(data).html
    for words in ("各企业：", "一、范围", "重点", "甲", "乙", "第一项", "其中", "第二项"):
        assert words in html


def test_several_items_lie_in_folders_of_their_own(bureau, place):
    postings = [make_posting(bureau, place), make_posting(bureau, place)]
    names = opened(copy_package(postings)).namelist()
    folders = {name.split("/")[0] for name in names}
    assert len(folders) == 2 and {name[:3] for name in folders} == {"01-", "02-"}


def test_none_or_too_many_are_refused(bureau, place):
    posting = make_posting(bureau, place)
    for postings in ([], [posting] * (MOST_TOGETHER + 1)):
        with pytest.raises(InputRefused):
            copy_package(postings)


def test_what_is_not_public_has_no_package(bureau, place):
    posting = make_posting(bureau, place)
    withdraw(actor=bureau.reviewer, item_id=posting.item_id, reason="有误", now=later(days=1))
    with pytest.raises(ActRefused):
        copy_package([Posting.objects.get(pk=posting.pk)])


def test_the_order_of_a_form_is_written_as_it_was_read():
    assert read_order(written_order(usual_order())) == usual_order()


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "一行一项"), ("标题", "看不懂"), ("标题：题目", "没有“题目”"),
     ("标题：名称\n标题：文号", "写了两次"),
     ("\n".join(f"第{n}项：名称" for n in range(41)), "最多")],
)  # fmt: skip
def test_a_line_that_is_not_understood_is_named(text, said):
    with pytest.raises(InputRefused) as refusal:
        read_order(text)
    assert said in refusal.value.message and "form_order" in refusal.value.fields


def test_every_field_of_ours_can_be_filled(bureau, place):
    from gongkai.places.form_fields import OUR_FIELDS

    posting = rich_posting(bureau, place)
    posting.place.form_order = [{"label": one.label, "field": one.code} for one in OUR_FIELDS.values()]
    found = {one.label: one.value for one in filled_fields(posting, posting.item.live_edition)}
    assert found["体裁"] and found["公开方式"] == "主动公开" and found["发布日期"] == "2026-03-02"
    assert not any(value.isascii() and value.isalpha() for value in found.values())


@pytest.mark.parametrize(
    ("name", "safe"),
    [("a/b\\c:d.pdf", "a b c d.pdf"), ("名" * 80 + ".docx", "名" * 60 + ".docx"), ("..", ""), (" x. ", "x")],
)
def test_names_are_fit_for_any_disk(name, safe):
    assert safe_name(name) == safe
